//! Groups, their members, and requests to be let in.

use client::{
    error::Result,
    view::{
        AccountId, Brought, ConversationView, DepartedView, GroupChange, GroupRequestView, GroupView, MadeGroup,
        MemberPage,
    },
};
use serde::Deserialize;
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn groups(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<GroupView>> {
    engine.client().await?.groups(&account).await
}

#[tauri::command]
pub async fn look_up_group(engine: State<'_, Engine>, account: AccountId, group_id: String) -> Result<GroupView> {
    engine.client().await?.look_up_group(&account, &group_id).await
}

#[tauri::command]
pub async fn open_group(engine: State<'_, Engine>, account: AccountId, group_id: String) -> Result<ConversationView> {
    engine.client().await?.open_group(&account, &group_id).await
}

#[tauri::command]
pub async fn create_group(
    engine: State<'_, Engine>,
    account: AccountId,
    name: String,
    user_ids: Vec<String>,
    face_url: String,
) -> Result<MadeGroup> {
    let client = engine.client().await?;
    client.create_group(&account, &name, user_ids, &face_url).await
}

#[tauri::command]
pub async fn join_group(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    message: String,
) -> Result<bool> {
    engine.client().await?.join_group(&account, &group_id, &message).await
}

#[tauri::command]
pub async fn invite_to_group(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    user_ids: Vec<String>,
    message: String,
) -> Result<Brought> {
    let client = engine.client().await?;
    client.invite_to_group(&account, &group_id, user_ids, &message).await
}

#[tauri::command]
pub async fn remove_from_group(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    user_ids: Vec<String>,
) -> Result<()> {
    let client = engine.client().await?;
    client.remove_from_group(&account, &group_id, user_ids).await
}

#[tauri::command]
pub async fn leave_group(engine: State<'_, Engine>, account: AccountId, group_id: String) -> Result<()> {
    engine.client().await?.leave_group(&account, &group_id).await
}

#[tauri::command]
pub async fn dismiss_group(engine: State<'_, Engine>, account: AccountId, group_id: String) -> Result<()> {
    engine.client().await?.dismiss_group(&account, &group_id).await
}

#[tauri::command]
pub async fn transfer_group(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    user_id: String,
) -> Result<()> {
    let client = engine.client().await?;
    client.transfer_group(&account, &group_id, &user_id).await
}

#[tauri::command]
pub async fn set_group_admin(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    user_id: String,
    admin: bool,
) -> Result<()> {
    let client = engine.client().await?;
    client.set_group_admin(&account, &group_id, &user_id, admin).await
}

#[tauri::command]
pub async fn mute_member(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    user_id: String,
    seconds: u32,
) -> Result<()> {
    let client = engine.client().await?;
    client.mute_member(&account, &group_id, &user_id, seconds).await
}

#[tauri::command]
pub async fn mute_group(engine: State<'_, Engine>, account: AccountId, group_id: String, muted: bool) -> Result<()> {
    engine.client().await?.mute_group(&account, &group_id, muted).await
}

#[tauri::command]
pub async fn set_exempt(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    user_id: String,
    exempt: bool,
) -> Result<()> {
    let client = engine.client().await?;
    client.set_exempt(&account, &group_id, &user_id, exempt).await
}

#[tauri::command]
pub async fn set_group(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    change: GroupChange,
) -> Result<()> {
    engine.client().await?.set_group(&account, &group_id, change).await
}

#[tauri::command]
pub async fn set_group_nickname(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    nickname: String,
) -> Result<()> {
    let client = engine.client().await?;
    client.set_group_nickname(&account, &group_id, &nickname).await
}

#[tauri::command]
pub async fn save_group(engine: State<'_, Engine>, account: AccountId, group_id: String, saved: bool) -> Result<()> {
    engine.client().await?.save_group(&account, &group_id, saved).await
}

#[tauri::command]
pub async fn read_announcement(engine: State<'_, Engine>, account: AccountId, group_id: String) -> Result<()> {
    engine.client().await?.read_announcement(&account, &group_id).await
}

#[tauri::command]
pub async fn group_members(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    query: String,
    offset: u32,
    limit: u32,
) -> Result<MemberPage> {
    let client = engine.client().await?;
    client.group_members(&account, &group_id, &query, offset, limit).await
}

#[tauri::command]
pub async fn departed_members(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
) -> Result<Option<Vec<DepartedView>>> {
    engine.client().await?.departed_members(&account, &group_id).await
}

#[tauri::command]
pub async fn group_history(engine: State<'_, Engine>, account: AccountId, group_id: String) -> Result<Option<bool>> {
    engine.client().await?.group_history(&account, &group_id).await
}

#[tauri::command]
pub async fn set_group_history(
    engine: State<'_, Engine>,
    account: AccountId,
    group_id: String,
    shown: bool,
) -> Result<()> {
    let client = engine.client().await?;
    client.set_group_history(&account, &group_id, shown).await
}

#[tauri::command]
pub async fn group_requests(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<GroupRequestView>> {
    engine.client().await?.group_requests(&account).await
}

/// Which request: there is one for each group and person.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Which {
    group_id: String,
    user_id: String,
}

#[tauri::command]
pub async fn answer_group_request(
    engine: State<'_, Engine>,
    account: AccountId,
    request: Which,
    accept: bool,
    message: String,
) -> Result<()> {
    let client = engine.client().await?;
    let Which { group_id, user_id } = &request;
    client
        .answer_group_request(&account, group_id, user_id, accept, &message)
        .await
}
