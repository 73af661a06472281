//! Voice messages and videos: recording, hearing and seeing them, and the pictures that stand for them.

use client::{
    error::{Code, Result},
    view::{AccountId, RecordedView},
};
use tauri::{
    AppHandle, State,
    ipc::{InvokeBody, Request, Response},
};

use crate::{engine::Engine, films::Films};

/// Answers when the recording is over.
#[tauri::command]
pub async fn record(engine: State<'_, Engine>, account: AccountId) -> Result<Option<RecordedView>> {
    engine.client().await?.record(&account).await
}

#[tauri::command]
pub async fn end_recording(engine: State<'_, Engine>, account: AccountId, keep: bool) -> Result<()> {
    engine.client().await?.end_recording(&account, keep)
}

/// The bytes, for a player in the page: none that a web view has reads sound from a scheme of the app's own everywhere.
#[tauri::command]
pub async fn sound(engine: State<'_, Engine>, account: AccountId, id: String, brought: bool) -> Result<Response> {
    let client = engine.client().await?;
    let bytes = if brought {
        client.brought_sound(&account, &id).await?
    } else {
        client.sound(&account, &id).await?
    };
    Ok(Response::new(bytes))
}

#[tauri::command]
pub async fn hear(engine: State<'_, Engine>, account: AccountId, client_msg_id: String) -> Result<()> {
    engine.client().await?.hear(&account, &client_msg_id).await
}

/// Where a player finds a video.
#[tauri::command]
pub async fn film(
    app: AppHandle,
    films: State<'_, Films>,
    account: AccountId,
    client_msg_id: String,
) -> Result<String> {
    films.address(&app, &account, &client_msg_id).await
}

/// What is no picture stands in the headers.
#[tauri::command]
pub async fn set_poster(engine: State<'_, Engine>, request: Request<'_>) -> Result<()> {
    let said = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let account = AccountId(said("account").unwrap_or_default().to_owned());
    let id = said("file").unwrap_or_default();
    // They come as they are, or as numbers where the page's way to the app has no bytes.
    let bytes = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        InvokeBody::Json(numbers) => serde_json::from_value(numbers.clone()).map_err(|_| Code::BadRequest)?,
    };
    engine.client().await?.set_poster(&account, id, bytes).await
}
