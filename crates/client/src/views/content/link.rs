//! The card of a page that stands beside words which link to it. Its sender says what the page says; where it leads, the
//! words themselves say.

use protocol::content::TEXT;
use serde_json::Value;

use crate::store::messages::Message;
use crate::view::{Content, LinkCard};
use crate::{ex, links};

/// The key in a message's `ex`.
pub(crate) const LINK: &str = "link";

/// What stands beside these words; `None`: nothing, or the words no longer link there.
pub(crate) fn link(message: &Message, content: &Content) -> Option<LinkCard> {
    let (Content::Text { text, .. } | Content::Quote { text, .. }) = content else {
        return None;
    };
    let told = match ex::get(&message.ex, LINK) {
        Some(told) => serde_json::from_value(told).ok()?,
        None if message.content_type == TEXT => article(&message.ex)?,
        None => return None,
    };
    let card = links::checked(told).filter(|card| text.contains(&card.url))?;
    Some(LinkCard {
        pictured: links::picture::has(&message.ex),
        ..card
    })
}

/// What RongCloud's apps send as a title, words and a link is a text here, with the parts of it beside.
fn article(ex: &str) -> Option<LinkCard> {
    // Most messages have nothing beside them.
    if !ex.contains("RC:ImgTextMsg") {
        return None;
    }
    let beside: Value = serde_json::from_str(ex).ok()?;
    let article = beside.get("rongcloud")?;
    let part = |name: &str| article.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    (part("objectName") == "RC:ImgTextMsg").then(|| LinkCard {
        url: part("url"),
        title: part("title"),
        words: part("content"),
        site: String::new(),
        pictured: false,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(text: &str, ex: &Value) -> Option<String> {
        let message = Message {
            content_type: TEXT,
            ex: ex.to_string(),
            ..Message::default()
        };
        link(&message, &Content::text(text)).map(|card| card.title)
    }

    #[test]
    fn a_card_stands_only_beside_words_that_link_there() {
        let ex =
            json!({ "selkie": { "link": { "url": "https://example.org/a", "title": "A", "words": "", "site": "" } } });
        assert_eq!(shown("see https://example.org/a", &ex), Some("A".into()));
        assert_eq!(shown("see https://example.org/b", &ex), None);
        let odd = json!({ "selkie": { "link": { "url": 7 } } });
        assert_eq!(shown("7", &odd), None);
    }

    #[test]
    fn an_article_of_rongclouds_apps_is_one() {
        let ex = json!({ "rongcloud": {
            "objectName": "RC:ImgTextMsg", "title": "Seals", "content": "They swim.", "url": "https://example.org/seals",
        } });
        assert_eq!(
            shown("Seals\nThey swim.\nhttps://example.org/seals", &ex),
            Some("Seals".into())
        );
    }
}
