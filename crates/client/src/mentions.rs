//! Mentions in a text: as they are sent, each `@` and a user ID, and as they are shown, each by the name of now. What
//! stands around them is left as it is. Knows no message and no name.

use protocol::content::{AT_ALL, AtTextContent, AtUserInfo};

use crate::requests::Meant;
use crate::text::line;
use crate::view::Mention;

/// A longer name is cut where it is mentioned.
const LONGEST_NAME: usize = 64;

/// What a message mentions, as its row keeps it.
pub(crate) mod whom {
    pub(crate) const ME: i64 = 1;
    pub(crate) const EVERYBODY: i64 = 2;
    pub(crate) const ANNOUNCEMENT: i64 = 4;
}

/// A text of which these places mean somebody, as it is sent. A place that is not in the text means nobody.
pub(crate) fn written(text: &str, meant: &[Meant], name: impl Fn(&str) -> String) -> Option<AtTextContent> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut sorted: Vec<&Meant> = meant.iter().collect();
    sorted.sort_by_key(|one| one.from);
    let mut content = AtTextContent::default();
    let mut at = 0;
    for one in sorted {
        let (from, to) = (usize::try_from(one.from).ok()?, usize::try_from(one.to).ok()?);
        let (Some(before), Some(place)) = (units.get(at..from), units.get(from..to)) else {
            continue;
        };
        if place.is_empty() {
            continue;
        }
        let id = one.user_id.as_deref().unwrap_or(AT_ALL);
        content.text.push_str(&String::from_utf16_lossy(before));
        content.text.push('@');
        content.text.push_str(id);
        if !content.at_user_list.iter().any(|known| known == id) {
            content.at_user_list.push(id.to_owned());
            content.at_users_info.push(AtUserInfo {
                at_user_id: id.to_owned(),
                group_nickname: String::from_utf16_lossy(place).trim_start_matches('@').to_owned(),
            });
        }
        at = to;
    }
    if content.at_user_list.is_empty() {
        return None;
    }
    content.text.push_str(&String::from_utf16_lossy(units.get(at..)?));
    for info in &mut content.at_users_info {
        let known = name(&info.at_user_id);
        if !known.is_empty() {
            info.group_nickname = known;
        }
    }
    Some(content)
}

/// The text as it is read, and where it mentions whom. `name` may know nobody; then the message's own word is good.
pub(crate) fn shown(content: &AtTextContent, me: &str, name: impl Fn(&str) -> String) -> (String, Vec<Mention>) {
    // Of two IDs of which one begins with the other, the longer one is meant.
    let mut ids: Vec<&str> = content.at_user_list.iter().map(String::as_str).collect();
    ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
    ids.dedup();
    let (mut text, mut mentions, mut length) = (String::new(), Vec::new(), 0);
    let mut rest = content.text.as_str();
    while let Some((before, behind)) = rest.split_once('@') {
        push(&mut text, &mut length, before);
        let found = ids.iter().find(|id| !id.is_empty() && behind.starts_with(**id));
        let from = length;
        push(&mut text, &mut length, "@");
        rest = behind;
        let Some(id) = found else { continue };
        push(&mut text, &mut length, &called(content, id, &name));
        mentions.push(Mention {
            user_id: (*id != AT_ALL).then(|| (*id).to_owned()),
            me: *id == me,
            from,
            to: length,
        });
        rest = behind.get(id.len()..).unwrap_or_default();
    }
    push(&mut text, &mut length, rest);
    (text, mentions)
}

fn push(text: &mut String, length: &mut u32, more: &str) {
    *length = length.saturating_add(u32::try_from(more.encode_utf16().count()).unwrap_or(u32::MAX));
    text.push_str(more);
}

fn called(content: &AtTextContent, id: &str, name: impl Fn(&str) -> String) -> String {
    let told = || {
        let info = content.at_users_info.iter().find(|info| info.at_user_id == id);
        info.map(|info| info.group_nickname.clone()).unwrap_or_default()
    };
    let names = [name(id), told(), if id == AT_ALL { "all" } else { id }.to_owned()];
    let name = names.iter().map(|name| line(name)).find(|name| !name.is_empty());
    name.unwrap_or_default().chars().take(LONGEST_NAME).collect()
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    fn meant(user_id: Option<&str>, from: u32, to: u32) -> Meant {
        Meant {
            user_id: user_id.map(str::to_owned),
            from,
            to,
        }
    }

    fn nobody(_: &str) -> String {
        String::new()
    }

    fn places(text: &str, mentions: &[Mention]) -> Vec<String> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let place = |one: &Mention| &units[one.from as usize..one.to as usize];
        mentions
            .iter()
            .map(|one| String::from_utf16(place(one)).unwrap())
            .collect()
    }

    #[test]
    fn what_is_sent_names_ids_and_what_is_shown_the_names_of_now() {
        let sent = written(
            "👋 @Ann and @all: 午饭?",
            &[meant(None, 12, 16), meant(Some("7"), 3, 7)],
            nobody,
        )
        .unwrap();
        assert_eq!(sent.text, "👋 @7 and @AtAllTag: 午饭?");
        assert_eq!(sent.at_user_list, ["7", "AtAllTag"]);
        assert_eq!(sent.at_users_info[0].group_nickname, "Ann");
        let name = |id: &str| {
            if id == "7" {
                "安\u{202e}妮\n".into()
            } else {
                String::new()
            }
        };
        let (text, mentions) = shown(&sent, "7", name);
        assert_eq!(text, "👋 @安妮 and @all: 午饭?");
        assert_eq!(places(&text, &mentions), ["@安妮", "@all"]);
        assert_eq!((mentions[0].user_id.as_deref(), mentions[0].me), (Some("7"), true));
        assert_eq!((mentions[1].user_id.as_deref(), mentions[1].me), (None, false));
    }

    #[test]
    fn of_two_ids_the_longer_one_is_meant() {
        let content = AtTextContent {
            text: "@12 and @1, not a@b or @".into(),
            at_user_list: vec!["1".into(), "12".into(), String::new()],
            ..AtTextContent::default()
        };
        let (text, mentions) = shown(&content, "1", |id| format!("<{id}>"));
        assert_eq!(text, "@<12> and @<1>, not a@b or @");
        assert_eq!(places(&text, &mentions), ["@<12>", "@<1>"]);
        assert_eq!(mentions.iter().map(|one| one.me).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_place_that_is_not_in_the_text_means_nobody() {
        let wrong = [
            meant(Some("1"), 3, 2),
            meant(Some("1"), 2, 2),
            meant(Some("1"), 0, 99),
            meant(Some("1"), u32::MAX, u32::MAX),
        ];
        for one in wrong {
            assert_eq!(written("words", std::slice::from_ref(&one), nobody), None, "{one:?}");
        }
        let overlapping = [meant(Some("1"), 0, 4), meant(Some("2"), 2, 6)];
        assert_eq!(written("@ann @bob", &overlapping, nobody).unwrap().text, "@1 @bob");
    }
}
