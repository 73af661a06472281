//! A code to the owner's program by HTTP, signed so that nobody else can have it send texts.

use std::time::Duration;

use anyhow::Context as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;

use super::{Text, Undelivered};
use crate::config::Sms;

pub(super) async fn send(client: &reqwest::Client, through: &Sms, text: &Text) -> Result<(), Undelivered> {
    let (time, body) = (text.time_ms.to_string(), body(text));
    let signature = signature(&through.secret, &time, &body).map_err(|error| {
        tracing::warn!(
            error = format!("{error:#}"),
            "A code cannot be handed to the hook for SMS"
        );
        Undelivered::Never
    })?;
    let answer = client
        .post(&through.url)
        .timeout(Duration::from_secs(through.timeout_seconds.into()))
        .header("content-type", "application/json")
        .header("selkie-timestamp", time)
        .header("selkie-signature", signature)
        .body(body)
        .send()
        .await;
    match answer.map(|answer| answer.status()) {
        Ok(status) if status.is_success() => Ok(()),
        Ok(status) => {
            tracing::warn!(status = status.as_u16(), "The hook for SMS took no code");
            Err(if status.is_client_error() {
                Undelivered::Never
            } else {
                Undelivered::Later
            })
        }
        Err(error) => {
            tracing::warn!(timeout = error.is_timeout(), "The hook for SMS did not answer");
            Err(Undelivered::Later)
        }
    }
}

fn body(text: &Text) -> String {
    json!({
        "phone": format!("{}{}", text.area_code, text.number),
        "areaCode": text.area_code,
        "phoneNumber": text.number,
        "code": text.code,
        "purpose": text.purpose,
        "language": text.language,
    })
    .to_string()
}

fn signature(secret: &str, time: &str, body: &str) -> anyhow::Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).context("Use the hook's secret")?;
    for part in [time, ".", body] {
        mac.update(part.as_bytes());
    }
    Ok(protocol::ids::hex(&mac.finalize().into_bytes()))
}
