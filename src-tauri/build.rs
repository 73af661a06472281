//! Lets Tauri read `tauri.conf.json` and the icons. Build scripts run in the package's root, so no path is named.

fn main() {
    tauri_build::build();
}
