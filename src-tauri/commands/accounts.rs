//! Accounts: coming in, staying in, going out.

use client::{
    error::Result,
    requests::{
        CodeRequest, CodeSent, CodeSignIn, CodeTo, NewAccount, PasswordReset, Profile, Registered, SignIn, TokenSignIn,
    },
    view::{AccountId, AccountView, ContactsView, DeviceView, ServerView},
};
use tauri::State;

use crate::engine::Engine;

#[tauri::command]
pub async fn accounts(engine: State<'_, Engine>) -> Result<Vec<AccountView>> {
    engine.client().await.map(|client| client.accounts())
}

#[tauri::command]
pub async fn look_up_server(engine: State<'_, Engine>, address: String) -> Result<ServerView> {
    engine.client().await?.look_up_server(&address).await
}

#[tauri::command]
pub async fn register(engine: State<'_, Engine>, request: NewAccount) -> Result<Registered> {
    engine.client().await?.register(request).await
}

#[tauri::command]
pub async fn sign_in(engine: State<'_, Engine>, request: SignIn) -> Result<AccountView> {
    engine.client().await?.sign_in(request).await
}

#[tauri::command]
pub async fn sign_in_with_token(engine: State<'_, Engine>, request: TokenSignIn) -> Result<AccountView> {
    engine.client().await?.sign_in_with_token(request).await
}

#[tauri::command]
pub async fn send_code(engine: State<'_, Engine>, request: CodeRequest) -> Result<CodeSent> {
    engine.client().await?.send_code(request).await
}

#[tauri::command]
pub async fn sign_in_with_code(engine: State<'_, Engine>, request: CodeSignIn) -> Result<AccountView> {
    engine.client().await?.sign_in_with_code(request).await
}

#[tauri::command]
pub async fn reset_password(engine: State<'_, Engine>, request: PasswordReset) -> Result<String> {
    engine.client().await?.reset_password(request).await
}

#[tauri::command]
pub async fn change_password(
    engine: State<'_, Engine>,
    account: AccountId,
    current: String,
    new: String,
) -> Result<()> {
    engine.client().await?.change_password(&account, &current, &new).await
}

#[tauri::command]
pub async fn renew_recovery_code(engine: State<'_, Engine>, account: AccountId, password: String) -> Result<String> {
    engine.client().await?.renew_recovery_code(&account, &password).await
}

#[tauri::command]
pub async fn contacts(engine: State<'_, Engine>, account: AccountId) -> Result<ContactsView> {
    engine.client().await?.contacts(&account).await
}

#[tauri::command]
pub async fn send_proof(
    engine: State<'_, Engine>,
    account: AccountId,
    to: CodeTo,
    language: String,
) -> Result<CodeSent> {
    engine.client().await?.send_proof(&account, &to, &language).await
}

#[tauri::command]
pub async fn prove_contact(
    engine: State<'_, Engine>,
    account: AccountId,
    to: CodeTo,
    code: String,
    password: String,
) -> Result<()> {
    let client = engine.client().await?;
    client.prove_contact(&account, &to, &code, &password).await
}

#[tauri::command]
pub async fn remove_contact(
    engine: State<'_, Engine>,
    account: AccountId,
    phone: bool,
    password: String,
) -> Result<()> {
    engine.client().await?.remove_contact(&account, phone, &password).await
}

#[tauri::command]
pub async fn devices(engine: State<'_, Engine>, account: AccountId) -> Result<Vec<DeviceView>> {
    engine.client().await?.devices(&account).await
}

#[tauri::command]
pub async fn sign_out_device(engine: State<'_, Engine>, account: AccountId, device: String) -> Result<()> {
    engine.client().await?.sign_out_device(&account, &device).await
}

#[tauri::command]
pub async fn delete_account(engine: State<'_, Engine>, account: AccountId, password: String) -> Result<()> {
    engine.client().await?.delete_account(&account, &password).await
}

#[tauri::command]
pub async fn update_profile(engine: State<'_, Engine>, account: AccountId, profile: Profile) -> Result<()> {
    engine.client().await?.update_profile(&account, profile).await
}

#[tauri::command]
pub async fn renew_token(engine: State<'_, Engine>, account: AccountId, token: String) -> Result<()> {
    engine.client().await?.renew_token(&account, &token).await
}

#[tauri::command]
pub async fn sign_out(engine: State<'_, Engine>, account: AccountId, keep_data: bool) -> Result<()> {
    engine.client().await?.sign_out(&account, keep_data).await
}
