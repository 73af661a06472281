//! Lets Tauri read `tauri.conf.json` and the icons; build scripts run in the package root, so no path is needed.
fn main() {
    tauri_build::build();
}
