//! The app itself: its events, its version, the world outside its window.

use client::{error::Result, event::Event, view::AccountId};
use tauri::{State, ipc::Channel};

use crate::{
    engine::Engine,
    folders::{Folders, Which},
    licences,
    notify::Notifier,
    web,
    words::{Locale, Spoken},
};

#[tauri::command]
pub async fn listen(engine: State<'_, Engine>, channel: Channel<Vec<Event>>) -> Result<()> {
    engine
        .client()
        .await
        .map(|client| engine.events().listen(client, channel))
}

#[tauri::command]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// The licences of the software of others that Selkie is built from.
#[tauri::command]
pub async fn licences() -> &'static str {
    licences::TEXT
}

#[tauri::command]
pub async fn go(engine: State<'_, Engine>) -> Result<()> {
    engine.client().await.map(|client| client.go())
}

/// What the page shows, and whether anybody can be looking at it.
#[tauri::command]
pub fn look(notifier: State<'_, Notifier>, account: Option<AccountId>, conversation_id: Option<String>, watched: bool) {
    notifier.look(account, conversation_id, watched);
}

#[tauri::command]
pub async fn shows_notifications(notifier: State<'_, Notifier>) -> Result<bool> {
    Ok(notifier.shows().await)
}

#[tauri::command]
pub async fn set_locale(spoken: State<'_, Spoken>, locale: Locale) -> Result<()> {
    spoken.set(locale);
    Ok(())
}

#[tauri::command]
pub async fn open_link(url: String) -> Result<()> {
    web::open(&url)
}

/// Shows one of Selkie's own folders in the system's file manager.
#[tauri::command]
pub async fn show_folder(folders: State<'_, Folders>, which: Which) -> Result<()> {
    folders.show(which)
}
