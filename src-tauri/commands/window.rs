//! The window and the app around the page: closing, and the start with the computer.

use client::{error::Result, settings::Closing};
use tauri::{AppHandle, State};

use crate::{autostart::Autostart, closing};

/// Answers what `Event::Closing` asks, or closes the window by a key; `Ask` leaves it open.
#[tauri::command]
pub async fn close_window(app: AppHandle, how: Closing) -> Result<()> {
    closing::answer(&app, how);
    Ok(())
}

/// Whether Selkie starts with the computer.
#[tauri::command]
pub async fn autostart(autostart: State<'_, Autostart>) -> Result<bool> {
    autostart.is_on()
}

#[tauri::command]
pub async fn set_autostart(autostart: State<'_, Autostart>, on: bool) -> Result<()> {
    autostart.set(on)
}
