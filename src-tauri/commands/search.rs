//! Finding messages, and reading on from one that was found.

use client::{
    error::Result,
    requests::{Search, SearchCursor},
    view::{AccountId, FoundView, HitCount, Onward},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn search(
    engine: State<'_, Engine>,
    account: AccountId,
    request: Search,
    before: Option<SearchCursor>,
    limit: u32,
) -> Result<FoundView> {
    engine.client().await?.search(&account, &request, before, limit).await
}

#[tauri::command]
pub async fn search_counts(engine: State<'_, Engine>, account: AccountId, request: Search) -> Result<Vec<HitCount>> {
    engine.client().await?.search_counts(&account, &request).await
}

#[tauri::command]
pub async fn fetch_found(engine: State<'_, Engine>, account: AccountId, request: Search) -> Result<u32> {
    engine.client().await?.fetch_found(&account, &request).await
}

#[tauri::command]
pub async fn messages_from(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    seq: i64,
    limit: u32,
) -> Result<Onward> {
    engine
        .client()
        .await?
        .messages_from(&account, &conversation_id, seq, limit)
        .await
}
