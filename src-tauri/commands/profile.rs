//! What people say of themselves, their pictures, and links that name them.

use client::{
    error::{Code, Result},
    event::{Link, ServerLink},
    requests::{About, Crop},
    view::{AccountId, CardView, PicturePreview, ProfileView},
};
use tauri::{
    State,
    ipc::{InvokeBody, Request},
};

use crate::{builtin::Builtin, downloads, engine::Engine, invitation, link, named};

#[tauri::command]
pub async fn profile(engine: State<'_, Engine>, account: AccountId, user_id: String) -> Result<ProfileView> {
    engine.client().await?.profile(&account, &user_id).await
}

#[tauri::command]
pub async fn set_about(engine: State<'_, Engine>, account: AccountId, about: About) -> Result<()> {
    engine.client().await?.set_about(&account, &about).await
}

#[tauri::command]
pub async fn set_personal_id(engine: State<'_, Engine>, account: AccountId, personal_id: String) -> Result<()> {
    engine.client().await?.set_personal_id(&account, &personal_id).await
}

#[tauri::command]
pub async fn set_face(engine: State<'_, Engine>, account: AccountId, url: String) -> Result<()> {
    engine.client().await?.set_face(&account, &url).await
}

#[tauri::command]
pub async fn preview_picture(engine: State<'_, Engine>, request: Request<'_>) -> Result<PicturePreview> {
    let file = bytes(&request)?;
    engine.client().await?.preview_picture(file).await
}

/// What is no file stands in the headers.
#[tauri::command]
pub async fn upload_avatar(engine: State<'_, Engine>, request: Request<'_>) -> Result<String> {
    let file = bytes(&request)?;
    let said = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let account = AccountId(said("account").unwrap_or_default().to_owned());
    let crop: Option<Crop> = said("crop").and_then(|crop| serde_json::from_str(crop).ok());
    let crop = crop.ok_or(Code::BadRequest)?;
    engine.client().await?.upload_avatar(&account, file, crop).await
}

#[tauri::command]
pub async fn card(engine: State<'_, Engine>, builtin: State<'_, Builtin>, account: AccountId) -> Result<CardView> {
    named::card(&engine.client().await?.own_link(&account)?, &builtin.view())
}

/// Tells where the picture of it lies.
#[tauri::command]
pub async fn save_card(engine: State<'_, Engine>, builtin: State<'_, Builtin>, account: AccountId) -> Result<String> {
    let card = named::card(&engine.client().await?.own_link(&account)?, &builtin.view())?;
    downloads::keep("Selkie", "png", &invitation::file(&card.link)?)
}

#[tauri::command]
pub async fn group_card(
    engine: State<'_, Engine>,
    builtin: State<'_, Builtin>,
    account: AccountId,
    group_id: String,
) -> Result<CardView> {
    named::group_card(
        &engine.client().await?.group_link(&account, &group_id)?,
        &builtin.view(),
    )
}

/// Tells where the picture of it lies.
#[tauri::command]
pub async fn save_group_card(
    engine: State<'_, Engine>,
    builtin: State<'_, Builtin>,
    account: AccountId,
    group_id: String,
) -> Result<String> {
    let card = named::group_card(
        &engine.client().await?.group_link(&account, &group_id)?,
        &builtin.view(),
    )?;
    downloads::keep("Selkie", "png", &invitation::file(&card.link)?)
}

#[tauri::command]
pub async fn read_link(text: String) -> Result<Link> {
    link::find(&text)
}

#[tauri::command]
pub async fn read_link_picture(request: Request<'_>) -> Result<Link> {
    let file = bytes(&request)?;
    link::find_in_picture(file).await
}

#[tauri::command]
pub async fn accounts_of(engine: State<'_, Engine>, server: ServerLink) -> Result<Vec<AccountId>> {
    engine.client().await.map(|client| client.accounts_of(&server))
}

/// They come as they are, or as numbers where the page's way to the app has no bytes.
fn bytes(request: &Request<'_>) -> Result<Vec<u8>> {
    match request.body() {
        InvokeBody::Raw(bytes) => Ok(bytes.clone()),
        InvokeBody::Json(numbers) => serde_json::from_value(numbers.clone()).map_err(|_| Code::BadPicture.into()),
    }
}
