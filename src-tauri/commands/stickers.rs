//! Pictures that somebody keeps to send again.

use client::{
    error::Result,
    view::{AccountId, StickerView, StickersAdded},
};
use tauri::{State, WebviewWindow};

use crate::{choosing, engine::Engine};

#[tauri::command]
pub async fn stickers(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<StickerView>> {
    engine.client().await?.stickers(&account).await
}

#[tauri::command]
pub async fn keep_sticker(engine: State<'_, Engine>, account: AccountId, file: String) -> Result<StickerView> {
    engine.client().await?.keep_sticker(&account, &file).await
}

/// Asks for a folder of pictures; `None`: none, after all.
#[tauri::command]
pub async fn keep_sticker_folder(
    window: WebviewWindow,
    engine: State<'_, Engine>,
    account: AccountId,
) -> Result<Option<StickersAdded>> {
    match choosing::stickers(&window).await {
        Some(folder) => engine
            .client()
            .await?
            .keep_sticker_folder(&account, folder)
            .await
            .map(Some),
        None => Ok(None),
    }
}

#[tauri::command]
pub async fn keep_received_sticker(
    engine: State<'_, Engine>,
    account: AccountId,
    client_msg_id: String,
) -> Result<StickerView> {
    engine
        .client()
        .await?
        .keep_received_sticker(&account, &client_msg_id)
        .await
}

#[tauri::command]
pub async fn forget_sticker(engine: State<'_, Engine>, account: AccountId, content: String) -> Result<()> {
    engine.client().await?.forget_sticker(&account, &content).await
}

#[tauri::command]
pub async fn bring_sticker(engine: State<'_, Engine>, account: AccountId, content: String) -> Result<String> {
    engine.client().await?.bring_sticker(&account, &content).await
}
