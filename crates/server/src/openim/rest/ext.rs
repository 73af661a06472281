//! What Selkie adds: where this answers, the server is one of ours.

mod groups;
mod receipts;
mod search;

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use protocol::envelope::MAX_REQUEST;
use protocol::rest::Empty;
use protocol::rest::ext::{
    CAPABILITIES, Capabilities, Device, DevicesReq, DevicesResp, EndDeviceReq, EndDeviceResp, EndFriendshipReq,
    PRODUCT, PrivacyReq, PrivacyResp, Registration, SetPrivacyReq, feature,
};
use protocol::rest::versioned::{GetIncrementalCommandsReq, GetIncrementalCommandsResp, Known};

use super::{Ask, Calls, reply, with_token};
use crate::apps::App;
use crate::config;
use crate::im::{Failure, PrivacyChange, Viewer};

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<DevicesReq, _, _>(calls, devices);
    let calls = with_token::<EndDeviceReq, _, _>(calls, end_device);
    let calls = groups::add(calls);
    let calls = receipts::add(calls);
    let calls = search::add(calls);
    let calls = with_token::<EndFriendshipReq, _, _>(calls, end_friendship);
    let calls = with_token::<GetIncrementalCommandsReq, _, _>(calls, commands);
    let calls = with_token::<PrivacyReq, _, _>(calls, privacy);
    let calls = with_token::<SetPrivacyReq, _, _>(calls, set_privacy);
    calls.route(
        CAPABILITIES,
        get(|State(app): State<Arc<App>>| async move { reply(Ok(capabilities(&app))) }),
    )
}

fn capabilities(app: &App) -> Capabilities {
    Capabilities {
        product: PRODUCT.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        server_id: app.im.identity.server_id.clone(),
        epoch: app.im.identity.epoch.clone(),
        name: app.config.name.clone(),
        registration: match app.config.registration {
            config::Registration::Open => Registration::Open,
            config::Registration::Invite => Registration::Invite,
            config::Registration::Closed => Registration::Closed,
        },
        features: features(&app.config),
        max_message_bytes: MAX_REQUEST as i64,
        max_file_bytes: i64::from(app.config.objects.max_file_mb) << 20,
        revoke_ms: app.im.rules.revoke_ms,
    }
}

fn features(config: &config::Config) -> Vec<String> {
    let always = [
        "deduplication",
        "counts",
        feature::DEVICES,
        feature::RECOVERY,
        feature::DELETION,
        feature::GROUPS,
        feature::PRIVACY,
        feature::FRIENDSHIPS,
        feature::PROFILES,
        feature::GROUP_RECEIPTS,
        feature::KEPT_VERSIONS,
        feature::RECEIPT_PUSHES,
        feature::MESSAGE_SEARCH,
    ];
    let some = [
        (config.objects.max_file_mb > 0, feature::OBJECTS),
        (config.mail.on(), feature::MAIL_CODES),
        (config.sms.on(), feature::PHONE_CODES),
        (config.registration_code, feature::REGISTRATION_CODE),
    ];
    let some = some.into_iter().filter_map(|(on, word)| on.then_some(word));
    always.into_iter().chain(some).map(str::to_owned).collect()
}

async fn devices(ask: Ask, _: DevicesReq) -> Result<DevicesResp, Failure> {
    let devices = ask.im().devices(&ask.caller).await?.into_iter();
    let devices = devices.map(|device| Device {
        id: device.id.to_string(),
        platform_id: device.platform,
        this: device.this,
        online: device.online,
        since: device.since,
    });
    Ok(DevicesResp {
        devices: devices.collect(),
    })
}

async fn end_device(ask: Ask, request: EndDeviceReq) -> Result<EndDeviceResp, Failure> {
    let device = match request.id.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Failure::args("this is no device"))?),
    };
    let this = ask.im().end_device(&ask.caller, device).await?;
    Ok(EndDeviceResp { this })
}

async fn end_friendship(ask: Ask, request: EndFriendshipReq) -> Result<Empty, Failure> {
    let owner = ask.caller.user.clone();
    ask.im().delete_friend(owner, request.friend_user_id, true).await?;
    Ok(Empty {})
}

async fn commands(ask: Ask, request: GetIncrementalCommandsReq) -> Result<GetIncrementalCommandsResp, Failure> {
    let of = ask.viewer(&request.user_id).await?;
    let known = Known {
        version_id: request.version_id,
        version: request.version,
    };
    Ok(ask.im().follow_commands(of, request.kind, known).await?.into())
}

async fn privacy(ask: Ask, _: PrivacyReq) -> Result<PrivacyResp, Failure> {
    let chosen = ask.im().privacy(Viewer::from(&ask.caller.user)).await?;
    Ok(PrivacyResp {
        find_by_contact: chosen.by_contact,
        find_by_id: chosen.by_id,
        adding: chosen.adding,
        pulled: chosen.pulled,
    })
}

async fn set_privacy(ask: Ask, request: SetPrivacyReq) -> Result<PrivacyResp, Failure> {
    let change = PrivacyChange {
        by_contact: request.find_by_contact,
        by_id: request.find_by_id,
        adding: request.adding,
        pulled: request.pulled,
    };
    ask.im().set_privacy(ask.caller.user.clone(), change).await?;
    privacy(ask, PrivacyReq {}).await
}
