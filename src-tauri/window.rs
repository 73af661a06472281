//! The main window: how it comes and goes, and what its page may not do: leave the app, open windows, download, or ask
//! for devices.

mod place;
mod places;
mod whereabouts;

use std::path::Path;

use anyhow::Context as _;
use tauri::{
    AppHandle, Manager as _, Url, WebviewWindow, WebviewWindowBuilder,
    webview::{NewWindowResponse, PermissionResponse},
};

pub use whereabouts::Whereabouts;

const LABEL: &str = "main";

pub fn main(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(LABEL)
}

/// The smallest size of the window described in `tauri.conf.json`, in logical pixels.
pub fn least(config: &tauri::Config) -> (u32, u32) {
    let window = config.app.windows.iter().find(|window| window.label == LABEL);
    let length = |length: Option<f64>| length.map_or(0, whole);
    window.map_or((0, 0), |window| (length(window.min_width), length(window.min_height)))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths of a window, far below the limits"
)]
fn whole(length: f64) -> u32 {
    length.max(0.0) as u32
}

/// Opens the window described in `tauri.conf.json`, to be seen or not; what its page keeps lies in the data folder, as
/// everything does.
pub fn open(app: &AppHandle, folder: &Path, hidden: bool) -> anyhow::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == LABEL);
    let config = config.context("Find the main window in the configuration")?.clone();
    let kept = folder.join("page");
    let builder = WebviewWindowBuilder::from_config(app, &config).context("Describe the main window")?;
    // Where the folder cannot be made there is still a window, which says so; what it keeps lies where Tauri puts it.
    let builder = match std::fs::create_dir_all(&kept) {
        Ok(()) => builder.data_directory(kept),
        Err(_) => builder,
    };
    let window = builder
        .visible(false)
        .on_navigation(|url| is_own(url, tauri::is_dev()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()
        .context("Open the main window")?;
    app.state::<Whereabouts>().put(&window);
    if !hidden {
        window.show().context("Show the main window")?;
    }
    Ok(())
}

/// Brings the window to the front.
pub fn raise(app: &AppHandle) {
    let Some(window) = main(app) else {
        return;
    };
    if is_hidden(&window) {
        // Window systems forget where a hidden window was.
        app.state::<Whereabouts>().put(&window);
    }
    told(&[window.unminimize(), window.show(), window.set_focus()]);
}

/// Takes the window from the screen while everything goes on.
pub fn hide(app: &AppHandle) {
    app.state::<Whereabouts>().keep(app);
    if let Some(window) = main(app) {
        told(&[window.hide()]);
    }
}

/// Leaves of the window what the system's list of windows shows.
pub fn minimize(app: &AppHandle) {
    app.state::<Whereabouts>().keep(app);
    if let Some(window) = main(app) {
        told(&[window.minimize()]);
        if is_hidden(&window) {
            told(&[window.show()]);
        }
    }
}

pub fn is_hidden(window: &WebviewWindow) -> bool {
    window.is_visible().is_ok_and(|visible| !visible)
}

/// Ends the app in good order.
pub fn quit(app: &AppHandle) {
    app.state::<Whereabouts>().keep(app);
    app.exit(0);
}

fn told(done: &[tauri::Result<()>]) {
    for error in done.iter().filter_map(|done| done.as_ref().err()) {
        tracing::warn!("The window did not follow: {error}");
    }
}

/// Whether an address is the app's own page. Text from others may hold links; a click must not leave the app.
fn is_own(url: &Url, dev: bool) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        ("http" | "https", Some("tauri.localhost")) => url.port().is_none(),
        ("http", Some("127.0.0.1")) => dev && url.port() == Some(1420),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn only_the_own_page_is_shown() {
        for (address, own) in [
            ("tauri://localhost/", true),
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("http://tauri.localhost:8080/", false),
            ("http://tauri.localhost.example.org/", false),
            ("tauri://elsewhere/", false),
            ("http://127.0.0.1:1420/", false),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_own(&Url::parse(address).unwrap(), false), own, "{address}");
        }
        assert!(is_own(&Url::parse("http://127.0.0.1:1420/").unwrap(), true));
    }
}
