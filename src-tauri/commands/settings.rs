//! What the person chose.

use client::{error::Result, settings::Settings};
use tauri::State;

use crate::{engine::Engine, settings::Choices};

/// Also while the data folder cannot be opened: how that is said depends on the language and the theme.
#[tauri::command]
pub async fn settings(choices: State<'_, Choices>) -> Result<Settings> {
    Ok(choices.read())
}

#[tauri::command]
pub async fn set_settings(engine: State<'_, Engine>, choices: State<'_, Choices>, settings: Settings) -> Result<()> {
    let client = engine.client().await?;
    client.set_receipts(settings.privacy.receipts);
    choices.set(settings)
}
