//! The system's own dialogs in which a person says where something lies or shall lie. The page gets no path by them.

use std::path::PathBuf;

use rfd::AsyncFileDialog;
use tauri::{Manager as _, WebviewWindow};

use crate::words::{Locale, Spoken};

/// Where a file shall lie; the system has asked whether what is there may be replaced. `None`: nowhere, after all.
pub async fn place(window: &WebviewWindow, name: &str) -> Option<PathBuf> {
    let mut dialog = titled(window, Locale::save_as).set_file_name(name);
    if let Some(folder) = dirs::download_dir() {
        dialog = dialog.set_directory(folder);
    }
    dialog.save_file().await.map(Into::into)
}

/// A folder of pictures.
pub async fn stickers(window: &WebviewWindow) -> Option<PathBuf> {
    titled(window, Locale::sticker_folder)
        .pick_folder()
        .await
        .map(Into::into)
}

fn titled(window: &WebviewWindow, title: fn(Locale) -> &'static str) -> AsyncFileDialog {
    let locale = window.state::<Spoken>().now();
    AsyncFileDialog::new().set_parent(window).set_title(title(locale))
}
