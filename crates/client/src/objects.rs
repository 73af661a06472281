//! Asks for files where an address leads, by our own rules, through what a store of files puts between. Knows nothing of
//! what is in them.

mod address;

use std::time::Duration;

use protocol::rest::TOKEN;
use url::Url;

use crate::account::Account;
use crate::error::Code;
use crate::network::{Answer, Method, NetworkError, Post};
use crate::session;
use address::Place;

/// What a store of files answers before it gives one.
const MOST_REDIRECTS: usize = 3;

/// What is wanted of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// Beginning with this byte; `None`: the whole.
    pub(crate) from: Option<u64>,
    /// Bytes; longer answers are not taken in.
    pub(crate) longest: usize,
    pub(crate) patience: Duration,
}

/// What came: a stretch where one was asked for and the server knows stretches, otherwise the whole.
pub(crate) enum Got {
    Whole(Vec<u8>),
    Stretch(Vec<u8>),
    /// There is nothing behind that place.
    Nothing,
}

/// Asks for the file at this address.
pub(crate) async fn get(account: &Account, address: &str, wanted: Wanted) -> Result<Got, Code> {
    let mut address = address.to_owned();
    for _ in 0..=MOST_REDIRECTS {
        match ask(account, &address, wanted).await? {
            Answer { status: 200, body, .. } => return Ok(Got::Whole(body)),
            Answer { status: 206, body, .. } if wanted.from.is_some() => return Ok(Got::Stretch(body)),
            Answer { status: 416, .. } if wanted.from.is_some() => return Ok(Got::Nothing),
            Answer {
                status: 301 | 302 | 303 | 307 | 308,
                location: Some(next),
                ..
            } => {
                let from = Url::parse(&address).map_err(|_| Code::NotFound)?;
                address = from.join(&next).map_err(|_| Code::NotFound)?.into();
            }
            Answer { status: 500.., .. } => return Err(Code::Server),
            _ => return Err(Code::NotFound),
        }
    }
    Err(Code::NotFound)
}

async fn ask(account: &Account, address: &str, wanted: Wanted) -> Result<Answer, Code> {
    let rest = account.rest();
    let places: Vec<String> = rest.places().map(|(_, place)| place.api.clone()).collect();
    let apis: Vec<&str> = places.iter().map(String::as_str).collect();
    let mut headers = Vec::new();
    if let Some(from) = wanted.from {
        let last = from.saturating_add(wanted.longest as u64).saturating_sub(1);
        headers.push(("range".to_owned(), format!("bytes={from}-{last}")));
    }
    let post = |url: String, anywhere: bool, own: bool| Post {
        url,
        method: Method::Get,
        headers: headers.clone(),
        body: Vec::new(),
        timeout: wanted.patience,
        pin: if own { rest.pin() } else { None },
        longest: wanted.longest,
        anywhere,
    };
    let network = &account.world.network;
    let answer = match address::place(address, &apis, &account.owner().server_id).ok_or(Code::NotFound)? {
        Place::Own(path) => {
            let mut answer = Err(NetworkError::Unreachable);
            // The own server gives files to whoever shows a token; nobody else is shown it.
            let token = session::tokens(account).await?.0.map(|tokens| tokens.im);
            let token = token.map(|token| (TOKEN.to_owned(), token));
            for api in &apis {
                let mut asked = post(format!("{api}{path}"), true, true);
                asked.headers.extend(token.clone());
                answer = network.post(asked).await;
                if answer.is_ok() {
                    break;
                }
            }
            answer
        }
        // The pinned certificate is the server's; what else runs on its host may have another.
        Place::SameHost(url) => {
            let own = apis.iter().any(|api| same_origin(api, &url));
            network.post(post(url, true, own)).await
        }
        Place::Elsewhere(url) => network.post(post(url, false, false)).await,
    };
    answer.map_err(|error| Code::from(&error))
}

pub(crate) fn same_origin(one: &str, other: &str) -> bool {
    matches!((Url::parse(one), Url::parse(other)), (Ok(one), Ok(other)) if one.origin() == other.origin())
}
