//! What the person lets others do. The server keeps it, so it is asked for when it is looked at.

use anyhow::Context as _;
use protocol::rest::ext::{PrivacyReq, PrivacyResp, SetPrivacyReq, adding};

use crate::account::Account;
use crate::calls::Part;
use crate::session::{ask, must_offer};
use crate::view::{Adding, PrivacyView};

fn view(told: PrivacyResp) -> PrivacyView {
    PrivacyView {
        find_by_contact: told.find_by_contact,
        find_by_id: told.find_by_id,
        adding: match told.adding {
            adding::EVERYBODY => Adding::Everybody,
            adding::NOBODY => Adding::Nobody,
            _ => Adding::Consent,
        },
        pulled: told.pulled,
    }
}

pub(crate) async fn get(account: &Account) -> anyhow::Result<PrivacyView> {
    must_offer(account, |offers| offers.privacy)?;
    let told = ask(account, Part::Api, &PrivacyReq {}).await;
    Ok(view(told.context("Ask for the privacy settings")?))
}

pub(crate) async fn set(account: &Account, wanted: PrivacyView) -> anyhow::Result<PrivacyView> {
    must_offer(account, |offers| offers.privacy)?;
    let request = SetPrivacyReq {
        find_by_contact: Some(wanted.find_by_contact),
        find_by_id: Some(wanted.find_by_id),
        adding: Some(match wanted.adding {
            Adding::Everybody => adding::EVERYBODY,
            Adding::Consent => adding::CONSENT,
            Adding::Nobody => adding::NOBODY,
        }),
        pulled: Some(wanted.pulled),
    };
    let told = ask(account, Part::Api, &request).await;
    Ok(view(told.context("Set the privacy settings")?))
}
