//! What a page of the web says of itself, gathered for whoever is about to send a link to it, if he wants that: over TLS,
//! from the open network alone, in bounded time and length, and without saying who asks. Whoever reads the message fetches
//! nothing. Knows no message.

mod page;

use std::time::Duration;

use url::Url;

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::network::{Answer, Method, NetworkError, Post};
use crate::text::line;
use crate::view::LinkCard;

const PATIENCE: Duration = Duration::from_secs(8);
const LONGEST: usize = 1 << 20;
const MOST_TURNS: usize = 3;

const LONGEST_URL: usize = 2048;
const LONGEST_TITLE: usize = 120;
const LONGEST_WORDS: usize = 300;
const LONGEST_SITE: usize = 60;

/// The card of the page at an address.
pub(crate) async fn look(account: &Account, address: &str) -> Result<LinkCard, Problem> {
    let asked = open(address).ok_or(Code::BadAddress)?;
    let page = fetch(account, asked).await?;
    let told = page::read(&page);
    let card = LinkCard {
        url: address.to_owned(),
        title: told.title,
        words: told.words,
        site: told.site,
    };
    checked(card).ok_or(Code::NotFound.into())
}

/// A card as it may be sent and drawn; `None`: it says nothing, or leads nowhere.
pub(crate) fn checked(card: LinkCard) -> Option<LinkCard> {
    let cut = |text: &str, most: usize| line(text).chars().take(most).collect::<String>();
    let card = LinkCard {
        title: cut(&card.title, LONGEST_TITLE),
        words: cut(&card.words, LONGEST_WORDS),
        site: cut(&card.site, LONGEST_SITE),
        url: card.url,
    };
    let leads = open(&card.url).is_some();
    (leads && !card.title.is_empty()).then_some(card)
}

async fn fetch(account: &Account, mut at: Url) -> Result<String, Problem> {
    for _ in 0..=MOST_TURNS {
        let asked = account.world.network.post(Post {
            url: at.to_string(),
            method: Method::Get,
            headers: vec![("accept".to_owned(), "text/html".to_owned())],
            body: Vec::new(),
            timeout: PATIENCE,
            pin: None,
            longest: LONGEST,
            anywhere: false,
        });
        let Answer { status, body, location } = asked.await.map_err(|error| match error {
            NetworkError::Timeout => Code::Timeout,
            NetworkError::Certificate { .. } => Code::Certificate,
            // Longer than is taken in, too.
            _ => Code::Network,
        })?;
        match (status, location) {
            (200, _) => return String::from_utf8(body).map_err(|_| Code::NotFound.into()),
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
