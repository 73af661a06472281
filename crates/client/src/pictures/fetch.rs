//! Fetches pictures of others, once each, and keeps them small. Whatever goes wrong, there is no picture, and that is all.

use protocol::rest::TOKEN;
use url::Url;

use super::address::{self, Place};
use super::{OTHERS, face, work};
use crate::account::Account;
use crate::calls::PATIENCE;
use crate::error::{Code, Problem};
use crate::network::{Answer, Method, NetworkError, Post};
use crate::session;

/// What a store of files answers before it gives one.
const MOST_REDIRECTS: usize = 3;

/// What was fetched before.
pub(crate) fn at_hand(account: &Account, address: &str) -> Option<Vec<u8>> {
    account.pictures.read(address)
}

/// The picture at this address, made small: a PNG or JPEG.
pub(crate) async fn get(account: &Account, address: &str) -> Result<Vec<u8>, Problem> {
    let pictures = &account.pictures;
    let failed = || pictures.has_failed(address, account.world.clock.now_ms());
    if let Some(known) = pictures.read(address) {
        return Ok(known);
    }
    if failed() {
        return Err(Code::NotFound.into());
    }
    let _turn = pictures.turns.acquire().await.map_err(|_| Code::Internal)?;
    // Others may have wanted the same meanwhile.
    if let Some(known) = pictures.read(address) {
        return Ok(known);
    }
    if failed() {
        return Err(Code::NotFound.into());
    }
    let fetched = match fetch(account, address).await {
        Ok(file) => work(account.world.db_mode, move || face(&file)).await,
        Err(code) => Err(code.into()),
    };
    match &fetched {
        Ok(small) => pictures.keep(address, small),
        // Without a connection nothing is known of it.
        Err(Problem {
            code: Code::Network | Code::Timeout,
        }) if account.conn().is_none() => {}
        Err(_) => pictures.note_failure(address, account.world.clock.now_ms()),
    }
    fetched
}

async fn fetch(account: &Account, address: &str) -> Result<Vec<u8>, Code> {
    let mut address = address.to_owned();
    for _ in 0..=MOST_REDIRECTS {
        let answer = ask(account, &address).await?;
        match answer {
            Answer { status: 200, body, .. } => return Ok(body),
            Answer {
                status: 301 | 302 | 303 | 307 | 308,
                location: Some(next),
                ..
            } => {
                let from = Url::parse(&address).map_err(|_| Code::NotFound)?;
                address = from.join(&next).map_err(|_| Code::NotFound)?.into();
            }
            _ => return Err(Code::NotFound),
        }
    }
    Err(Code::NotFound)
}

async fn ask(account: &Account, address: &str) -> Result<Answer, Code> {
    let rest = account.rest();
    let places: Vec<String> = rest.places().map(|(_, place)| place.api.clone()).collect();
    let apis: Vec<&str> = places.iter().map(String::as_str).collect();
    let post = |url: String, anywhere: bool, own: bool| Post {
        url,
        method: Method::Get,
        headers: Vec::new(),
        body: Vec::new(),
        timeout: PATIENCE,
        pin: if own { rest.pin() } else { None },
        longest: OTHERS.bytes,
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
