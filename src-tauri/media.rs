//! Pictures of messages as the page draws them, at `media://localhost/ACCOUNT/WHAT/ID`. The page knows no address and no
//! path: the engine finds the bytes, and only what was found to be a picture is given, as what it was found to be.

use client::{
    Client,
    error::{Code, Result},
    view::AccountId,
};
use tauri::http::{HeaderValue, Request, Response, StatusCode, Uri, header};

use crate::answers::{Answers, Question, piece, shown, small};

/// The page's rules name it too, in `tauri.conf.json`.
pub const SCHEME: &str = "media";

/// Bytes of one answer to a question for a stretch.
const STRETCH: u64 = 4 << 20;

#[derive(Debug, PartialEq, Eq)]
enum What {
    /// A small picture of a message.
    Thumb,
    /// The whole one.
    Whole,
    /// A small picture of what somebody brings.
    Brought,
    /// A picture that somebody keeps to send again.
    Sticker,
    /// That of the card beside a message's words.
    Link,
    /// That of a page that was looked at.
    Looked,
}

pub struct Wanted {
    account: AccountId,
    what: What,
    id: String,
    range: Option<String>,
}

pub type Media = Answers<Wanted>;

impl Question for Wanted {
    fn read(request: &Request<Vec<u8>>) -> Option<Self> {
        let (account, what, id) = read(request.uri())?;
        let range = request.headers().get(header::RANGE);
        Some(Self {
            account,
            what,
            id,
            range: range.and_then(|range| range.to_str().ok()).map(str::to_owned),
        })
    }

    async fn find(&self, client: &Client) -> Result<Response<Vec<u8>>> {
        find(client, self).await
    }
}

async fn find(client: &Client, wanted: &Wanted) -> Result<Response<Vec<u8>>> {
    let Wanted {
        account,
        what,
        id,
        range,
    } = wanted;
    match what {
        What::Thumb => client.thumb(account, id).await.map(small),
        What::Link => client.link_picture(account, id).await.map(small),
        What::Looked => client.looked_picture(account, id).map(small),
        What::Brought => client.brought_picture(account, id).map(small),
        What::Sticker => {
            let (bytes, kind) = client.sticker(account, id).await?;
            Ok(shown(bytes, &kind))
        }
        What::Whole => {
            let file = client.fetch_file(account, id).await?;
            if !file.shown {
                return Err(Code::NotFound.into());
            }
            let stretch = range.as_deref().and_then(|range| stretch(range, file.size));
            let (from, length) = stretch.unwrap_or((0, file.size));
            let bytes = client.read_file(account, &file, from, length).await?;
            let mut response = shown(bytes, &file.kind);
            let headers = response.headers_mut();
            headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
            if stretch.is_some() {
                let said = format!("bytes {from}-{}/{}", (from + length).saturating_sub(1), file.size);
                headers.extend(
                    HeaderValue::from_str(&said)
                        .ok()
                        .map(|said| (header::CONTENT_RANGE, said)),
                );
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            }
            Ok(response)
        }
    }
}

/// Where a stretch begins and how long it is; `None`: the whole is given.
fn stretch(range: &str, size: u64) -> Option<(u64, u64)> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let first: u64 = first.trim().parse().ok()?;
    let end = match last.trim() {
        "" => size,
        last => last.parse::<u64>().ok()?.saturating_add(1).min(size),
    };
    (first < end).then(|| (first, (end - first).min(STRETCH)))
}

fn read(uri: &Uri) -> Option<(AccountId, What, String)> {
    let piece = piece(uri)?;
    let (account, rest) = piece.split_once('/')?;
    let (what, id) = rest.split_once('/')?;
    let what = match what {
        "thumb" => What::Thumb,
        "whole" => What::Whole,
        "brought" => What::Brought,
        "sticker" => What::Sticker,
        "link" => What::Link,
        "looked" => What::Looked,
        _ => return None,
    };
    (!account.is_empty() && !id.is_empty()).then(|| (AccountId(account.to_owned()), what, id.to_owned()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn what_is_asked_for_comes_in_one_piece_and_names_no_path() {
        let uri = "media://localhost/ab12%2Fthumb%2F0123abcd";
        let read_as = read(&uri.parse().unwrap()).unwrap();
        assert_eq!(read_as, (AccountId("ab12".into()), What::Thumb, "0123abcd".into()));
        for uri in [
            "media://localhost/",
            "media://localhost/ab12%2Fthumb",
            "media://localhost/ab12%2Fthumb%2F",
            "media://localhost/%2Fthumb%2Fx",
            "media://localhost/ab12%2F..%2Fx",
            "media://localhost/ab12%2Ffile%2Fx",
        ] {
            assert_eq!(read(&uri.parse().unwrap()), None, "{uri}");
        }
    }

    #[test]
    fn a_stretch_is_inside_and_bounded() {
        for (range, found) in [
            ("bytes=0-3", Some((0, 4))),
            ("bytes=4-", Some((4, 6))),
            ("bytes=8-100", Some((8, 2))),
            ("bytes=10-", None),
            ("bytes=3-2", None),
            ("bytes=-3", None),
            ("lines=0-1", None),
        ] {
            assert_eq!(stretch(range, 10), found, "{range}");
        }
        assert_eq!(stretch("bytes=0-", 1 << 30), Some((0, STRETCH)));
    }
}
