//! Pictures that somebody keeps to send again.

use client::{
    error::Result,
    view::{AccountId, StickerView},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn stickers(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<StickerView>> {
    engine.client().await?.stickers(&account).await
}

#[tauri::command]
pub async fn keep_sticker(engine: State<'_, Engine>, account: AccountId, file: String) -> Result<StickerView> {
    engine.client().await?.keep_sticker(&account, &file).await
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
