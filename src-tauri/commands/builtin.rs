//! The server inside the app, its copies, and invitations to any server.

use client::{
    error::{Code, Result},
    event::Invitation,
    view::{BackupView, BuiltinView, InvitationView},
};
use tauri::{
    State,
    ipc::{InvokeBody, Request},
};

use crate::{builtin::Builtin, invitation};

#[tauri::command]
pub async fn builtin(builtin: State<'_, Builtin>) -> Result<BuiltinView> {
    Ok(builtin.view())
}

#[tauri::command]
pub async fn invite(builtin: State<'_, Builtin>, inviter: String) -> Result<InvitationView> {
    builtin.invite(inviter).await
}

#[tauri::command]
pub async fn read_invitation(text: String) -> Result<Invitation> {
    invitation::read(&text)
}

/// The bytes come as they are, or as numbers where the page's way to the app has no bytes.
#[tauri::command]
pub async fn read_invitation_picture(request: Request<'_>) -> Result<Invitation> {
    let file = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        InvokeBody::Json(numbers) => serde_json::from_value(numbers.clone()).map_err(|_| Code::NoInvitation)?,
    };
    invitation::read_picture(file).await
}

#[tauri::command]
pub async fn back_up(builtin: State<'_, Builtin>) -> Result<BackupView> {
    builtin.back_up().await
}

#[tauri::command]
pub async fn backups(builtin: State<'_, Builtin>) -> Result<Vec<BackupView>> {
    builtin.backups().await
}

#[tauri::command]
pub async fn restore(builtin: State<'_, Builtin>, name: String) -> Result<()> {
    builtin.restore(name).await
}
