//! Friends, requests to be one, blocked people, and what others may do.

use client::{
    error::Result,
    view::{AccountId, Asked, FriendRequestView, FriendView, PrivacyView, UserView},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn friends(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<FriendView>> {
    engine.client().await?.friends(&account).await
}

#[tauri::command]
pub async fn friend_requests(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<FriendRequestView>> {
    engine.client().await?.friend_requests(&account).await
}

#[tauri::command]
pub async fn blocked_users(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<UserView>> {
    engine.client().await?.blocked_users(&account).await
}

#[tauri::command]
pub async fn see_friend_requests(engine: State<'_, Engine>, account: AccountId) -> Result<()> {
    engine.client().await?.see_friend_requests(&account).await
}

#[tauri::command]
pub async fn add_friend(
    engine: State<'_, Engine>,
    account: AccountId,
    user_id: String,
    message: String,
) -> Result<Asked> {
    engine.client().await?.add_friend(&account, &user_id, &message).await
}

#[tauri::command]
pub async fn answer_friend(
    engine: State<'_, Engine>,
    account: AccountId,
    user_id: String,
    accept: bool,
    message: String,
) -> Result<()> {
    let client = engine.client().await?;
    client.answer_friend(&account, &user_id, accept, &message).await
}

#[tauri::command]
pub async fn describe_friend(
    engine: State<'_, Engine>,
    account: AccountId,
    user_id: String,
    remark: String,
    note: String,
) -> Result<()> {
    let client = engine.client().await?;
    client.describe_friend(&account, &user_id, &remark, &note).await
}

#[tauri::command]
pub async fn pin_friend(engine: State<'_, Engine>, account: AccountId, user_id: String, pinned: bool) -> Result<()> {
    engine.client().await?.pin_friend(&account, &user_id, pinned).await
}

#[tauri::command]
pub async fn delete_friend(engine: State<'_, Engine>, account: AccountId, user_id: String, both: bool) -> Result<()> {
    engine.client().await?.delete_friend(&account, &user_id, both).await
}

#[tauri::command]
pub async fn set_blocked(engine: State<'_, Engine>, account: AccountId, user_id: String, blocked: bool) -> Result<()> {
    engine.client().await?.set_blocked(&account, &user_id, blocked).await
}

#[tauri::command]
pub async fn privacy(engine: State<'_, Engine>, account: AccountId) -> Result<PrivacyView> {
    engine.client().await?.privacy(&account).await
}

#[tauri::command]
pub async fn set_privacy(engine: State<'_, Engine>, account: AccountId, privacy: PrivacyView) -> Result<PrivacyView> {
    engine.client().await?.set_privacy(&account, privacy).await
}
