//! Conversations: the list, opening one, reading it.

use client::{
    error::Result,
    view::{AccountId, ConversationView},
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
