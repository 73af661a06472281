//! The window and the app around the page: closing, the start with the computer, the language of what stands outside.

use client::{error::Result, settings::Closing};
use tauri::{AppHandle, State};

use crate::{
    autostart::Autostart,
    closing,
    words::{Locale, Spoken},
};

/// Answers what `Event::Closing` asks, or closes the window by a key; `Ask` leaves it open.
#[tauri::command]
pub async fn close_window(app: AppHandle, how: Closing) -> Result<()> {
    closing::answer(&app, how);
    Ok(())
}

#[tauri::command]
pub async fn set_locale(spoken: State<'_, Spoken>, locale: Locale) -> Result<()> {
    spoken.set(locale);
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
