//! Pictures and files: bringing, sending, fetching, opening and saving them.

use client::{
    error::{Code, Result},
    requests::{Attachment, Cursor, Kept, Meant},
    view::{AccountId, BroughtView, MessageView, StorageView, TransferView},
};
use tauri::{
    State, WebviewWindow,
    ipc::{InvokeBody, Request, Response},
};

use crate::{
    choosing, downloads,
    engine::Engine,
    saved::{self, Saved},
};

#[tauri::command]
pub async fn begin_file(engine: State<'_, Engine>, account: AccountId, name: String, size: u64) -> Result<String> {
    engine.client().await?.begin_file(&account, &name, size).await
}

/// What is no piece of the file stands in the headers.
#[tauri::command]
pub async fn add_to_file(engine: State<'_, Engine>, request: Request<'_>) -> Result<()> {
    let said = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let account = AccountId(said("account").unwrap_or_default().to_owned());
    let id = said("file").unwrap_or_default();
    // They come as they are, or as numbers where the page's way to the app has no bytes.
    let bytes = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        InvokeBody::Json(numbers) => serde_json::from_value(numbers.clone()).map_err(|_| Code::BadRequest)?,
    };
    engine.client().await?.add_to_file(&account, id, bytes).await
}

#[tauri::command]
pub async fn end_file(engine: State<'_, Engine>, account: AccountId, id: String) -> Result<BroughtView> {
    engine.client().await?.end_file(&account, &id).await
}

#[tauri::command]
pub async fn forget_file(engine: State<'_, Engine>, account: AccountId, id: String) -> Result<()> {
    engine.client().await?.forget_file(&account, &id).await
}

#[tauri::command]
pub async fn keep_draft_files(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    ids: Vec<String>,
) -> Result<()> {
    engine
        .client()
        .await?
        .keep_draft_files(&account, &conversation_id, &ids)
        .await
}

#[tauri::command]
pub async fn draft_files(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
) -> Result<Vec<BroughtView>> {
    engine.client().await?.draft_files(&account, &conversation_id).await
}

#[tauri::command]
pub async fn send_files(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    files: Vec<Attachment>,
    text: String,
    mentions: Vec<Meant>,
) -> Result<Vec<MessageView>> {
    engine
        .client()
        .await?
        .send_files(&account, &conversation_id, &files, &text, &mentions)
        .await
}

#[tauri::command]
pub async fn transfers(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<TransferView>> {
    engine.client().await?.transfers(&account).await
}

#[tauri::command]
pub async fn pause_transfer(
    engine: State<'_, Engine>,
    account: AccountId,
    client_msg_id: String,
    paused: bool,
) -> Result<()> {
    engine
        .client()
        .await?
        .pause_transfer(&account, &client_msg_id, paused)
        .await
}

#[tauri::command]
pub async fn cancel_transfer(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<()> {
    engine.client().await?.cancel_transfer(&account, &client_msg_id).await
}

#[tauri::command]
pub async fn fetch_file(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<()> {
    engine
        .client()
        .await?
        .fetch_file(&account, &client_msg_id)
        .await
        .map(|_| ())
}

#[tauri::command]
pub async fn open_file(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<()> {
    let path = engine
        .client()
        .await?
        .file_for_opening(&account, &client_msg_id)
        .await?;
    downloads::open(&path)
}

/// Tells where it lies.
#[tauri::command]
pub async fn save_file(
    engine: State<'_, Engine>,
    saved: State<'_, Saved>,
    account: AccountId,
    client_msg_id: String,
) -> Result<String> {
    let folder = downloads::folder()?;
    let path = engine
        .client()
        .await?
        .save_file(&account, &client_msg_id, folder)
        .await?;
    Ok(saved.keep(account, client_msg_id, path))
}

/// Asks where, and tells where it lies; `None`: nowhere, after all.
#[tauri::command]
pub async fn save_file_as(
    window: WebviewWindow,
    engine: State<'_, Engine>,
    saved: State<'_, Saved>,
    account: AccountId,
    client_msg_id: String,
) -> Result<Option<String>> {
    let client = engine.client().await?;
    let file = client.fetch_file(&account, &client_msg_id).await?;
    let Some(path) = choosing::place(&window, &file.name).await else {
        return Ok(None);
    };
    client.save_file_as(&account, &client_msg_id, path.clone()).await?;
    Ok(Some(saved.keep(account, client_msg_id, path)))
}

/// For the clipboard.
#[tauri::command]
pub async fn picture_as_png(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<Response> {
    let picture = engine.client().await?.picture_as_png(&account, &client_msg_id).await?;
    Ok(Response::new(picture))
}

/// In the folder where it was saved last.
#[tauri::command]
pub async fn show_saved(saved: State<'_, Saved>, account: AccountId, client_msg_id: String) -> Result<()> {
    saved::show(saved.of(account, client_msg_id)?).await
}

#[tauri::command]
pub async fn album(
    engine: State<'_, Engine>,
    account: AccountId,
    conversation_id: String,
    kept: Kept,
    before: Option<Cursor>,
    limit: u32,
) -> Result<Vec<MessageView>> {
    engine
        .client()
        .await?
        .album(&account, &conversation_id, kept, before, limit)
        .await
}

#[tauri::command]
pub async fn storage(engine: State<'_, Engine>, account: AccountId) -> Result<StorageView> {
    engine.client().await?.storage(&account).await
}

/// Tells how many bytes that freed.
#[tauri::command]
pub async fn free_storage(engine: State<'_, Engine>, account: AccountId) -> Result<u64> {
    engine.client().await?.free_storage(&account).await
}
