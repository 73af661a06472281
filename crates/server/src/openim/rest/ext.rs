//! What Selkie adds: where this answers, the server is one of ours.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use protocol::envelope::MAX_REQUEST;
use protocol::rest::ext::{
    CAPABILITIES, Capabilities, Device, DevicesReq, DevicesResp, EndDeviceReq, EndDeviceResp, PRODUCT, Registration,
    feature,
};

use super::{Ask, Calls, reply, with_token};
use crate::apps::App;
use crate::config;
use crate::im::Failure;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<DevicesReq, _, _>(calls, devices);
    let calls = with_token::<EndDeviceReq, _, _>(calls, end_device);
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
    }
}

fn features(config: &config::Config) -> Vec<String> {
    let always = [
        "deduplication",
        "counts",
        feature::DEVICES,
        feature::RECOVERY,
        feature::DELETION,
    ];
    let codes = [
        (config.mail.on(), feature::MAIL_CODES),
        (config.sms.on(), feature::PHONE_CODES),
        (config.registration_code, feature::REGISTRATION_CODE),
    ];
    let codes = codes.into_iter().filter_map(|(on, word)| on.then_some(word));
    always.into_iter().chain(codes).map(str::to_owned).collect()
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
