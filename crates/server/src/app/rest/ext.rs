//! What Selkie adds to the account calls.

use std::sync::Arc;

use axum::Router;
use protocol::Code;
use protocol::rest::Empty;
use protocol::rest::ext::{
    ContactsReq, ContactsResp, DeleteAccountReq, ProfileReq, ProfileResp, ProveContactReq, RemoveContactReq,
    RenewRecoveryReq, RenewRecoveryResp, SetPersonalIdReq,
};

use super::{Context, bind};
use crate::app::contact::Contact;
use crate::apps::App;
use crate::im::Failure;

const VEILED: Failure = Failure::new(Code::NO_PERMISSION, "members of this group do not look at one another");

pub(super) fn route(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let router = bind(router, renew_recovery);
    let router = bind(router, profile);
    let router = bind(router, set_personal_id);
    let router = bind(router, contacts);
    let router = bind(router, prove_contact);
    let router = bind(router, remove_contact);
    bind(router, delete_account)
}

async fn renew_recovery(
    app: Arc<App>,
    context: Context,
    asked: RenewRecoveryReq,
) -> Result<RenewRecoveryResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let renewed = app.accounts.renew_recovery(&caller, &asked.password, context.from);
    Ok(RenewRecoveryResp {
        recovery_code: renewed.await?,
    })
}

async fn delete_account(app: Arc<App>, context: Context, asked: DeleteAccountReq) -> Result<Empty, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    app.accounts.delete(&caller, &asked.password, context.from).await?;
    Ok(Empty::default())
}

async fn profile(app: Arc<App>, context: Context, asked: ProfileReq) -> Result<ProfileResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let found = app.accounts.people_for(&caller, vec![asked.user_id]).await?;
    let person = found.into_iter().next().ok_or(Failure::NO_USER)?;
    if person.veiled {
        return Err(VEILED);
    }
    let account = person.account.unwrap_or_default();
    Ok(ProfileResp {
        account: account.account,
        personal_id: account.personal_id,
        gender: account.gender,
        birth: account.birth,
    })
}

async fn set_personal_id(app: Arc<App>, context: Context, asked: SetPersonalIdReq) -> Result<Empty, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    app.accounts.set_personal_id(&caller, asked.personal_id).await?;
    Ok(Empty::default())
}

async fn contacts(app: Arc<App>, context: Context, _: ContactsReq) -> Result<ContactsResp, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let proven = app.accounts.proven(&caller).await?;
    Ok(ContactsResp {
        account: proven.account,
        email: proven.email,
        area_code: proven.area_code,
        phone_number: proven.number,
    })
}

async fn prove_contact(app: Arc<App>, context: Context, asked: ProveContactReq) -> Result<Empty, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let to = Contact::must_be(&asked.area_code, &asked.phone_number, &asked.email)?;
    let proving = app
        .accounts
        .prove_contact(&caller, &to, &asked.verify_code, &asked.password, context.from);
    proving.await?;
    Ok(Empty::default())
}

async fn remove_contact(app: Arc<App>, context: Context, asked: RemoveContactReq) -> Result<Empty, Failure> {
    let caller = app.accounts.caller(&context.token).await?;
    let removing = app
        .accounts
        .remove_contact(&caller, asked.phone, &asked.password, context.from);
    removing.await?;
    Ok(Empty::default())
}
