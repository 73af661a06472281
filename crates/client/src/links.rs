//! What a page of the web says of itself, gathered for whoever is about to send a link to it, if he wants that: over TLS,
//! from the open network alone, in bounded time and length, and without saying who asks. Whoever reads the message fetches
//! nothing. Knows no message.

mod page;
pub(crate) mod picture;

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use protocol::content;
use serde_json::Value;
use url::Url;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::network::{Answer, Method, NetworkError, Post};
use crate::pictures;
use crate::text::line;
use crate::view::LinkCard;

const PATIENCE: Duration = Duration::from_secs(8);
/// A card goes without the picture that is later.
const PICTURE_PATIENCE: Duration = Duration::from_secs(5);
const LONGEST: usize = 1 << 20;
const MOST_TURNS: usize = 3;
/// Pages that were looked at last, whose pictures are at hand.
const AT_HAND: usize = 8;

const LONGEST_URL: usize = 2048;
const LONGEST_TITLE: usize = 120;
const LONGEST_WORDS: usize = 300;
const LONGEST_SITE: usize = 60;
/// Bytes of a text, as it is written in JSON, beside which a picture has room.
const LONGEST_BESIDE: usize = 20_000;

/// Small pictures of pages that were looked at, by address: what is sent to others is what was shown.
#[derive(Default)]
pub(crate) struct Looked(Mutex<VecDeque<(String, Vec<u8>)>>);

impl Looked {
    fn keep(&self, address: &str, picture: Vec<u8>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(known, _)| known != address);
        all.push_front((address.to_owned(), picture));
        all.truncate(AT_HAND);
    }

    fn get(&self, address: &str) -> Option<Vec<u8>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .find(|(known, _)| known == address)
            .map(|(_, picture)| picture.clone())
    }
}

/// The card of the page at an address.
pub(crate) async fn look(account: &Account, address: &str) -> Result<LinkCard, Problem> {
    let asked = open(address).ok_or(Code::BadAddress)?;
    let (at, page) = fetch(account, asked, "text/html", LONGEST).await?;
    let told = page::read(&String::from_utf8(page).map_err(|_| Code::NotFound)?);
    let card = LinkCard {
        url: address.to_owned(),
        title: told.title,
        words: told.words,
        site: told.site,
        pictured: false,
    };
    let mut card = checked(card).ok_or(Code::NotFound)?;
    let shown = at.join(&told.picture).ok().filter(|_| !told.picture.is_empty());
    if let Some(shown) = shown.and_then(|shown| open(shown.as_str())) {
        let small = tokio::time::timeout(PICTURE_PATIENCE, small(account, shown)).await;
        if let Ok(Ok(small)) = small {
            account.looked.keep(address, small);
            card.pictured = true;
        }
    }
    Ok(card)
}

async fn small(account: &Account, shown: Url) -> Result<Vec<u8>, Problem> {
    let (_, file) = fetch(account, shown, "image/*", picture::LIMITS.bytes).await?;
    pictures::work(account.world.db_mode, move || picture::made(&file)).await
}

/// The picture of a page that was looked at, as it would be sent.
pub(crate) fn looked(account: &Account, address: &str) -> Result<Vec<u8>, Problem> {
    account.looked.get(address).ok_or(Code::NotFound.into())
}

/// A card as it stands beside this text in a message; `None`: it is none, or the text leads elsewhere.
pub(crate) fn written(account: &Account, card: LinkCard, text: &str) -> Option<Value> {
    let card = checked(card).filter(|card| text.contains(&card.url))?;
    let small = account
        .looked
        .get(&card.url)
        .filter(|_| card.pictured && content::encode_text(text).len() <= LONGEST_BESIDE);
    let mut value = serde_json::to_value(&card).ok()?;
    let all = value.as_object_mut()?;
    // What it is by itself is seen by whoever reads it.
    all.remove("pictured");
    all.extend(small.map(|small| (picture::PICTURE.to_owned(), picture::written(&small))));
    Some(value)
}

/// A card as it may be sent and drawn; `None`: it says nothing, or leads nowhere.
pub(crate) fn checked(card: LinkCard) -> Option<LinkCard> {
    let cut = |text: &str, most: usize| line(text).chars().take(most).collect::<String>();
    let card = LinkCard {
        title: cut(&card.title, LONGEST_TITLE),
        words: cut(&card.words, LONGEST_WORDS),
        site: cut(&card.site, LONGEST_SITE),
        url: card.url,
        pictured: card.pictured,
    };
    let leads = open(&card.url).is_some();
    (leads && !card.title.is_empty()).then_some(card)
}

/// What is at an address or where that leads, and where it was.
async fn fetch(account: &Account, mut at: Url, kind: &str, longest: usize) -> Result<(Url, Vec<u8>), Problem> {
    for _ in 0..=MOST_TURNS {
        let asked = account.world.network.post(Post {
            url: at.to_string(),
            method: Method::Get,
            headers: vec![("accept".to_owned(), kind.to_owned())],
            body: Vec::new(),
            timeout: PATIENCE,
            pin: None,
            longest,
            anywhere: false,
        });
        let Answer { status, body, location } = asked.await.map_err(|error| match error {
            NetworkError::Timeout => Code::Timeout,
            NetworkError::Certificate { .. } => Code::Certificate,
            // Longer than is taken in, too.
            _ => Code::Network,
        })?;
        match (status, location) {
            (200, _) => return Ok((at, body)),
            (301 | 302 | 303 | 307 | 308, Some(location)) => {
                let next = at.join(&location).ok().and_then(|next| open(next.as_str()));
                at = next.ok_or(Code::NotFound)?;
            }
            _ => return Err(Code::NotFound.into()),
        }
    }
    Err(Code::NotFound.into())
}

/// An address of a page that may be asked: over TLS, at the usual door, and of nobody in particular.
fn open(address: &str) -> Option<Url> {
    let url = Url::parse(address)
        .ok()
        .filter(|url| url.as_str().len() <= LONGEST_URL)?;
    let plain = url.username().is_empty() && url.password().is_none();
    (url.scheme() == "https" && url.port().is_none() && url.host().is_some() && plain).then_some(url)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_pages_behind_tls_at_the_usual_door_are_asked() {
        assert!(open("https://example.org/a?b#c").is_some());
        for address in [
            "http://example.org/",
            "https://example.org:8443/",
            "https://me@example.org/",
            "https://:secret@example.org/",
            "file:///etc/passwd",
            "data:text/html,x",
            "selkie://x",
            "example.org",
            "",
        ] {
            assert!(open(address).is_none(), "{address}");
        }
        assert!(open(&format!("https://example.org/{}", "a".repeat(3000))).is_none());
    }

    #[test]
    fn a_card_is_short_and_says_something() {
        let card = |title: &str, url: &str| LinkCard {
            url: url.into(),
            title: title.into(),
            words: "w\n".repeat(500),
            site: "s".repeat(100),
            pictured: false,
        };
        let checked_one = checked(card("  A\u{202e} title\n", "https://example.org/")).unwrap();
        assert_eq!(
            (checked_one.title.as_str(), checked_one.words.chars().count()),
            ("A title", 300)
        );
        assert_eq!(checked_one.site.len(), 60);
        assert_eq!(checked(card(" ", "https://example.org/")), None);
        assert_eq!(checked(card("a", "javascript:alert(1)")), None);
    }
}
