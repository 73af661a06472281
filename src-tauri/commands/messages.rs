//! Messages: history, sending, and what becomes of those that failed.

use client::{
    error::Result,
    requests::{Cursor, Meant},
    view::{AccountId, MessageView, Page},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn messages(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Page> {
    engine
        .client()
        .await?
        .messages(&account, &conversation_id, before, limit)
        .await
}

#[tauri::command]
pub async fn send_text(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    text: String,
    mentions: Vec<Meant>,
) -> Result<MessageView> {
    engine
        .client()
        .await?
        .send_text_to(&account, &conversation_id, &text, &mentions)
        .await
}

#[tauri::command]
pub async fn resend(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<()> {
    engine.client().await?.resend(&account, &client_msg_id).await
}

#[tauri::command]
pub async fn discard(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<()> {
    engine.client().await?.discard(&account, &client_msg_id).await
}
