//! Finding people, and looking at one.

use client::{
    error::Result,
    view::{AccountId, KnownView, UserView},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn find_users(engine: State<'_, Engine>, account: AccountId, query: String) -> Result<Vec<UserView>> {
    engine.client().await?.find_users(&account, &query).await
}

#[tauri::command]
pub async fn user(engine: State<'_, Engine>, account: AccountId, user_id: String) -> Result<UserView> {
    engine.client().await?.user(&account, &user_id).await
}

#[tauri::command]
pub async fn find_known(
    engine: State<'_, Engine>,
    account: AccountId,
    query: String,
    limit: usize,
) -> Result<Vec<KnownView>> {
    engine.client().await?.find_known(&account, &query, limit).await
}
