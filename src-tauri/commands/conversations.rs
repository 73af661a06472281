//! Conversations: the list, opening one, reading it, what is kept of each.

use client::{
    error::Result,
    requests::{ConversationAct, Written},
    view::{AccountId, ConversationView, Notify},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn conversations(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<ConversationView>> {
    engine.client().await?.conversations(&account).await
}

#[tauri::command]
pub async fn open_conversation(
    engine: State<'_, Engine>,
    account: AccountId,
    user_id: String,
) -> Result<ConversationView> {
    engine.client().await?.open_conversation(&account, &user_id).await
}

#[tauri::command]
pub async fn mark_read(engine: State<'_, Engine>, account: AccountId, conversation_id: String, seq: i64) -> Result<()> {
    engine.client().await?.mark_read(&account, &conversation_id, seq).await
}

#[tauri::command]
pub async fn set_draft(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    written: Written,
) -> Result<()> {
    engine
        .client()
        .await?
        .keep_draft(&account, &conversation_id, written)
        .await
}

#[tauri::command]
pub async fn set_notify(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    notify: Notify,
) -> Result<()> {
    engine
        .client()
        .await?
        .set_notify(&account, &conversation_id, notify)
        .await
}

#[tauri::command]
pub async fn act(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_ids: Vec<String>,
    act: ConversationAct,
) -> Result<()> {
    engine.client().await?.act(&account, &conversation_ids, act).await
}
