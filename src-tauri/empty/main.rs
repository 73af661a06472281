//! A window with nothing in it: what Tauri and the web view cost by themselves, for `make bench` to set Selkie beside.
//! Built in the same profile, packed nowhere. Knows nothing of Selkie.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "what Tauri's macro writes is Tauri's"
)]

fn main() -> Result<(), tauri::Error> {
    tauri::Builder::default().run(tauri::generate_context!("src-tauri/empty/tauri.conf.json"))
}
