//! What Selkie adds to the account calls.

use std::sync::Arc;

use axum::Router;
use protocol::rest::Empty;
use protocol::rest::ext::{DeleteAccountReq, RenewRecoveryReq, RenewRecoveryResp};

use super::{Context, bind};
use crate::apps::App;
use crate::im::Failure;

pub(super) fn route(router: Router<Arc<App>>) -> Router<Arc<App>> {
    let router = bind(router, renew_recovery);
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
