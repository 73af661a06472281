//! What a person keeps for himself.

use client::{
    error::Result,
    requests::Favoured,
    view::{AccountId, FavouritesView},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn favourites(
    engine: State<'_, Engine>,
    account: AccountId,
    request: Favoured,
    limit: u32,
) -> Result<FavouritesView> {
    engine.client().await?.favourites(&account, &request, limit).await
}

#[tauri::command]
pub async fn keep_favourites(engine: State<'_, Engine>, account: AccountId, client_msg_ids: Vec<String>) -> Result<()> {
    engine.client().await?.keep_favourites(&account, client_msg_ids).await
}

#[tauri::command]
pub async fn remove_favourites(engine: State<'_, Engine>, account: AccountId, ids: Vec<String>) -> Result<()> {
    engine.client().await?.remove_favourites(&account, ids).await
}
