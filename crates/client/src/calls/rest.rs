//! Calls over HTTP: a POST with a JSON body, answered by the usual wrapper. Of several places each is tried in turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use protocol::Code;
use protocol::rest::account::{SendCodeReq, SendCodeResp};
use protocol::rest::{Call, Envelope, OPERATION_ID, TOKEN, ext};
use serde::de::DeserializeOwned;

use super::{CallError, PATIENCE};
use crate::address::{Address, Place};
use crate::network::{Answer, Fingerprint, LONGEST, Method, Network, NetworkError, Post};
use crate::random::{Random, hex};

/// Which half of a server is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Api,
    Chat,
}

/// The way to one server.
pub(crate) struct Rest {
    network: Arc<dyn Network>,
    random: Arc<dyn Random>,
    places: Vec<Place>,
    pin: Option<Fingerprint>,
    /// The place that answered last.
    current: AtomicUsize,
}

impl Rest {
    pub(crate) fn new(
        network: Arc<dyn Network>,
        random: Arc<dyn Random>,
        address: &Address,
        pin: Option<Fingerprint>,
    ) -> Self {
        Self {
            network,
            random,
            places: address.places().cloned().collect(),
            pin,
            current: AtomicUsize::new(0),
        }
    }

    pub(crate) fn pin(&self) -> Option<Fingerprint> {
        self.pin
    }

    /// The places, the one that answered last first.
    pub(crate) fn places(&self) -> impl Iterator<Item = (usize, &Place)> {
        let current = self.current.load(Ordering::Relaxed);
        let all = || self.places.iter().enumerate();
        all().skip(current).chain(all().take(current))
    }

    /// The place with this number answered.
    pub(crate) fn prefer(&self, index: usize) {
        self.current.store(index, Ordering::Relaxed);
    }

    /// Asks, with a token where the call needs one.
    pub(crate) async fn call<C: Call + Sync>(
        &self,
        part: Part,
        token: &str,
        request: &C,
    ) -> Result<C::Answer, CallError> {
        read(&self.ask(part, token, request).await?)
    }

    /// Has a code sent, with the seconds until the next may be asked for. `Err` inside: it was too early for this one.
    pub(crate) async fn send_code(&self, token: &str, request: &SendCodeReq) -> Result<Result<u32, u32>, CallError> {
        // What OpenIM waits between two; it does not tell.
        const USUAL: u32 = 60;
        let answer = self.ask(Part::Chat, token, request).await?;
        let read = serde_json::from_slice::<Envelope<SendCodeResp>>(&answer.body);
        let read = read.map_err(|_| CallError::BadAnswer)?;
        let told = read.data.as_ref().map_or(0, |data| data.wait_seconds);
        let wait = if told == 0 { USUAL } else { told };
        match read.err_code {
            Code::OK => Ok(Ok(wait)),
            Code::CODE_TOO_FREQUENT => Ok(Err(wait)),
            code => Err(CallError::Wire(code)),
        }
    }

    async fn ask<C: Call + Sync>(&self, part: Part, token: &str, request: &C) -> Result<Answer, CallError> {
        let body = serde_json::to_vec(request).map_err(|_| CallError::BadAnswer)?;
        let mut headers = vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            (OPERATION_ID.to_owned(), self.operation_id()),
        ];
        if !token.is_empty() {
            headers.push((TOKEN.to_owned(), token.to_owned()));
        }
        let ask = |place: &Place| {
            let base = match part {
                Part::Api => &place.api,
                Part::Chat => place.chat.as_ref()?,
            };
            Some(self.post(
                format!("{base}{}", C::PATH),
                Method::Post,
                headers.clone(),
                body.clone(),
            ))
        };
        self.in_turn(ask).await
    }

    /// What a Selkie server says of itself.
    pub(crate) async fn capabilities(&self) -> Result<ext::Capabilities, CallError> {
        let headers = vec![(OPERATION_ID.to_owned(), self.operation_id())];
        let ask = |place: &Place| {
            Some(self.post(
                format!("{}{}", place.api, ext::CAPABILITIES),
                Method::Get,
                headers.clone(),
                Vec::new(),
            ))
        };
        let told: ext::Capabilities = read(&self.in_turn(ask).await?)?;
        if told.product == ext::PRODUCT {
            Ok(told)
        } else {
            Err(CallError::BadAnswer)
        }
    }

    pub(crate) fn operation_id(&self) -> String {
        hex(&*self.random, 8)
    }

    fn post(&self, url: String, method: Method, headers: Vec<(String, String)>, body: Vec<u8>) -> Post {
        Post {
            url,
            method,
            headers,
            body,
            timeout: PATIENCE,
            pin: self.pin,
            longest: LONGEST,
            anywhere: true,
        }
    }

    /// The first place that answers at all is the one whose answer counts.
    async fn in_turn(&self, ask: impl Fn(&Place) -> Option<Post>) -> Result<Answer, CallError> {
        let mut failure = NetworkError::Unreachable;
        for (index, place) in self.places() {
            let Some(post) = ask(place) else { continue };
            match self.network.post(post).await {
                // A proxy whose server is away.
                Ok(Answer { status: 502..=504, .. }) => failure = NetworkError::Unreachable,
                Ok(answer) => {
                    self.prefer(index);
                    return Ok(answer);
                }
                Err(error) => failure = error,
            }
        }
        Err(failure.into())
    }
}

/// OpenIM answers every error with status 200 and the code inside; anything else is no server of this kind.
fn read<T: DeserializeOwned + Default>(answer: &Answer) -> Result<T, CallError> {
    match serde_json::from_slice::<Envelope<T>>(&answer.body) {
        Ok(envelope) => envelope.into_result().map_err(CallError::Wire),
        Err(_) => Err(CallError::BadAnswer),
    }
}
