//! Puts a file on the account's server, as OpenIM's clients do: announced by its digest, sent in one part to where the
//! server says, and named at the end. Knows nothing of what is in it.

use anyhow::Context as _;
use md5::{Digest as _, Md5};
use protocol::Code as Wire;
use protocol::ids::hex;
use protocol::rest::object::{
    AuthSignParts, CompleteMultipartUploadReq, InitiateMultipartUploadReq, KeyValues, SignPart,
};
use url::Url;

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::error::{Code, Problem};
use crate::network::{Method, Post};
use crate::pictures::same_origin;
use crate::session;

/// Files up to this size go in one part everywhere.
const ONE_PART: usize = 5 << 20;

/// For a part to go, also where the way up is slow.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

/// The address of what was put there.
pub(crate) async fn put(account: &Account, name: &str, content_type: &str, bytes: Vec<u8>) -> anyhow::Result<String> {
    if bytes.len() > ONE_PART {
        return Err(Problem::from(Code::PictureTooLarge).into());
    }
    let (tokens, _) = session::tokens(account).await.map_err(Problem::from)?;
    let token = tokens.ok_or(Problem::from(Code::NotSignedIn))?.im;
    let rest = account.rest();
    let part = hex(&Md5::digest(&bytes));
    let name = format!("{}/{name}", account.user_id);
    let request = InitiateMultipartUploadReq {
        hash: hex(&Md5::digest(&part)),
        size: i64::try_from(bytes.len())?,
        part_size: i64::try_from(ONE_PART)?,
        max_parts: 1,
        cause: String::new(),
        name: name.clone(),
        content_type: content_type.to_owned(),
    };
    let begun = rest.call(Part::Api, &token, &request).await.map_err(refused)?;
    let Some(upload) = begun.upload.filter(|_| begun.url.is_empty()) else {
        return Ok(begun.url);
    };
    let sign = upload.sign.context("The server does not say where a file goes")?;
    let (url, headers) = way(&sign).context("The server says nothing usable of where a file goes")?;
    let own = rest.places().any(|(_, place)| same_origin(&place.api, &url));
    let mut headers = headers;
    headers.push(("content-type".to_owned(), content_type.to_owned()));
    let post = Post {
        url,
        method: Method::Put,
        headers,
        body: bytes,
        timeout: PATIENCE,
        pin: if own { rest.pin() } else { None },
        longest: 64 << 10,
        anywhere: true,
    };
    let answer = account.world.network.post(post).await.map_err(CallError::from)?;
    if !(200..400).contains(&answer.status) {
        return Err(Problem::from(Code::Server)).context("A file was not taken");
    }
    let request = CompleteMultipartUploadReq {
        upload_id: upload.upload_id,
        parts: vec![part],
        name,
        content_type: content_type.to_owned(),
        cause: String::new(),
    };
    Ok(rest.call(Part::Api, &token, &request).await?.url)
}

/// The address and the headers of the one part.
fn way(sign: &AuthSignParts) -> Option<(String, Vec<(String, String)>)> {
    let nothing = SignPart::default();
    let part = sign.parts.first().unwrap_or(&nothing);
    let mut url = Url::parse(if part.url.is_empty() { &sign.url } else { &part.url }).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let pairs = |all: &[KeyValues]| -> Vec<(String, String)> {
        let first = |one: &KeyValues| Some((one.key.clone(), one.values.first()?.clone()));
        all.iter().filter_map(first).collect()
    };
    for (key, value) in pairs(&sign.query).into_iter().chain(pairs(&part.query)) {
        url.query_pairs_mut().append_pair(&key, &value);
    }
    let headers = pairs(&sign.header).into_iter().chain(pairs(&part.header)).collect();
    Some((url.into(), headers))
}

/// A server without a store for files says that it knows no such call, or that there is none.
fn refused(error: CallError) -> anyhow::Error {
    match error {
        CallError::Wire(Wire::RECORD_NOT_FOUND) | CallError::BadAnswer => Problem::from(Code::NoFiles).into(),
        error => error.into(),
    }
}
