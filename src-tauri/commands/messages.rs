//! Messages: history, sending, what becomes of those that failed, and what is done to others.

use client::{
    error::Result,
    requests::{Cursor, Forward, MessageAct, Say, Written},
    view::{AccountId, LinkCard, MessageVersion, MessageView, Page, Readers, Receipt},
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
    written: Written,
) -> Result<MessageView> {
    engine
        .client()
        .await?
        .send_written(&account, &conversation_id, written)
        .await
}

#[tauri::command]
pub async fn say(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    what: Say,
) -> Result<MessageView> {
    engine.client().await?.say(&account, &conversation_id, what).await
}

#[tauri::command]
pub async fn look_at_link(engine: State<'_, Engine>, account: AccountId, url: String) -> Result<LinkCard> {
    engine.client().await?.look_at_link(&account, &url).await
}

#[tauri::command]
pub async fn resend(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<()> {
    engine.client().await?.resend(&account, &client_msg_id).await
}

#[tauri::command]
pub async fn discard(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<()> {
    engine.client().await?.discard(&account, &client_msg_id).await
}

#[tauri::command]
pub async fn act_on_messages(
    engine: State<'_, Engine>,
    account: AccountId,
    client_msg_ids: Vec<String>,
    act: MessageAct,
) -> Result<()> {
    engine
        .client()
        .await?
        .act_on_messages(&account, &client_msg_ids, act)
        .await
}

#[tauri::command]
pub async fn forward(engine: State<'_, Engine>, account: AccountId, forward: Forward) -> Result<()> {
    engine.client().await?.forward(&account, forward).await
}

#[tauri::command]
pub async fn versions(
    engine: State<'_, Engine>,
    account: AccountId,
    client_msg_id: String,
) -> Result<Vec<MessageVersion>> {
    engine.client().await?.versions(&account, &client_msg_id).await
}

#[tauri::command]
pub async fn pinned_messages(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
) -> Result<Vec<MessageView>> {
    engine.client().await?.pinned_messages(&account, &conversation_id).await
}

#[tauri::command]
pub async fn transcript(
    engine: State<'_, Engine>,
    account: AccountId,
    client_msg_id: String,
    path: Vec<u32>,
) -> Result<Vec<MessageView>> {
    engine.client().await?.transcript(&account, &client_msg_id, path).await
}

#[tauri::command]
pub async fn tell_typing(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    on: bool,
) -> Result<()> {
    engine.client().await?.tell_typing(&account, &conversation_id, on).await
}

#[tauri::command]
pub async fn receipts(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    seqs: Vec<i64>,
) -> Result<Vec<Receipt>> {
    engine.client().await?.receipts(&account, &conversation_id, seqs).await
}

#[tauri::command]
pub async fn readers(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    seq: i64,
) -> Result<Readers> {
    engine.client().await?.readers(&account, &conversation_id, seq).await
}
