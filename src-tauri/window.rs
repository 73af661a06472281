//! The main window and what its page may not do: leave the app, open windows, download, or ask for devices.

use std::path::Path;

use anyhow::Context as _;
use tauri::{
    AppHandle, Manager as _, Url, WebviewWindowBuilder,
    webview::{NewWindowResponse, PermissionResponse},
};

const LABEL: &str = "main";

/// Opens the window described in `tauri.conf.json`; what its page keeps lies in the data folder, as everything does.
pub fn open(app: &AppHandle, folder: &Path) -> anyhow::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == LABEL);
    let config = config.context("Find the main window in the configuration")?.clone();
    let kept = folder.join("page");
    let builder = WebviewWindowBuilder::from_config(app, &config).context("Describe the main window")?;
    // Where the folder cannot be made there is still a window, which says so; what it keeps lies where Tauri puts it.
    let builder = match std::fs::create_dir_all(&kept) {
        Ok(()) => builder.data_directory(kept),
        Err(_) => builder,
    };
    builder
        .on_navigation(|url| is_own(url, tauri::is_dev()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_document_title_changed(|window, title| {
            if let Err(error) = window.set_title(&title) {
                tracing::warn!("The window's title could not be set: {error}");
            }
        })
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()
        .context("Open the main window")?;
    Ok(())
}

/// Brings the window to the front.
pub fn raise(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    for done in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = done {
            tracing::warn!("The window could not be raised: {error}");
        }
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
