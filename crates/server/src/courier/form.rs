//! A form to an App Server, which takes it by 200.

use std::time::Duration;

use super::{Form, Undelivered};
use crate::config::Routing;

pub(super) async fn send(client: &reqwest::Client, through: &Routing, form: &Form) -> Result<(), Undelivered> {
    let join = if through.url.contains('?') { '&' } else { '?' };
    let answer = client
        .post(format!("{}{join}{}", through.url, form.query))
        .timeout(Duration::from_secs(through.timeout_seconds.into()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.body.clone())
        .send()
        .await;
    match answer.map(|answer| answer.status().as_u16()) {
        Ok(200..300) => Ok(()),
        Ok(status) => {
            tracing::warn!(status, "The App Server took no message");
            // It has read this one, and reads it no better another time. Anything else may be a matter of its set-up.
            Err(match status {
                400 | 413 | 422 => Undelivered::Never,
                _ => Undelivered::Later,
            })
        }
        Err(error) => {
            tracing::debug!(timeout = error.is_timeout(), "The App Server did not answer");
            Err(Undelivered::Later)
        }
    }
}
