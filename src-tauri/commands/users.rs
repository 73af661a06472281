//! Finding people.

use client::{
    error::Result,
    view::{AccountId, UserView},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn find_users(engine: State<'_, Engine>, account: AccountId, query: String) -> Result<Vec<UserView>> {
    engine.client().await?.find_users(&account, &query).await
}
