//! What a person set for a conversation: as the server keeps it, in OpenIM's fields and in the conversation's `ex`, and
//! what is wanted beyond it, which the server has not confirmed. Knows no database and no network.
//!
//! Archiving and the mark for later are numbers of messages, not flags: the first seq that ends them. A new message and
//! a look at the conversation so end them on every device alike, without a word to anybody.

use protocol::pb::ConversationReq;
use serde::{Deserialize, Serialize};

use crate::ex;
use crate::store::conversations::Conversation;
use crate::view::Notify;

const NOTIFY: &str = "notify";
const MENTIONS: &str = "mentions";
const PIN: &str = "pin";
const ARCHIVED: &str = "archived";
const UNREAD: &str = "unread";

/// OpenIM's `recvMsgOpt`: everything, or without being told.
const EVERYTHING: i32 = 0;
const UNTOLD: i32 = 2;

/// What OpenIM's clients take where nothing is told of it, in seconds.
const BURN_UNTOLD: i64 = 30;

/// What is wanted and not confirmed. `None`: nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notify: Option<Notify>,
    /// The place among those that are pinned; 0: not pinned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pin: Option<i64>,
    /// The first seq that ends it; 0: not archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) archived: Option<i64>,
    /// The first seq whose reading ends it; 0: not marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unread: Option<i64>,
    /// After how many seconds what was read burns; 0: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) burn: Option<i64>,
    /// After how many seconds everything goes; 0: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) keep: Option<i64>,
    /// Everything up to this seq is to be out of sight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cleared: Option<i64>,
    /// And the conversation out of the list.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) deleted: bool,
}

impl Wanted {
    /// From the text in which it is kept. What an other version wrote and this one cannot read is no wish.
    pub(crate) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Empty where nothing is wanted.
    pub(crate) fn write(&self) -> String {
        match self.is_empty() {
            true => String::new(),
            false => serde_json::to_string(self).unwrap_or_default(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether settings are among it.
    pub(super) fn sets(&self) -> bool {
        let shown = self.notify.is_some() || self.pin.is_some() || self.archived.is_some() || self.unread.is_some();
        shown || self.burn.is_some() || self.keep.is_some()
    }

    /// What is left when `done` was answered.
    pub(super) fn without(&self, done: &Self) -> Self {
        fn rest<T: PartialEq + Clone>(wanted: &Option<T>, done: &Option<T>) -> Option<T> {
            wanted.clone().filter(|_| wanted != done)
        }
        let cleared = rest(&self.cleared, &done.cleared);
        Self {
            notify: rest(&self.notify, &done.notify),
            pin: rest(&self.pin, &done.pin),
            archived: rest(&self.archived, &done.archived),
            unread: rest(&self.unread, &done.unread),
            burn: rest(&self.burn, &done.burn),
            keep: rest(&self.keep, &done.keep),
            deleted: self.deleted && cleared.is_some(),
            cleared,
        }
    }
}

pub(crate) fn notify(row: &Conversation) -> Notify {
    row.wanted.notify.unwrap_or_else(|| match row.recv_msg_opt {
        EVERYTHING => Notify::All,
        _ if ex::get(&row.ex, NOTIFY).is_some_and(|word| word == MENTIONS) => Notify::Mentions,
        _ => Notify::None,
    })
}

/// After how many seconds what is written here burns once it was read; 0: never.
pub(crate) fn burn(row: &Conversation) -> i64 {
    row.wanted.burn.unwrap_or(match (row.private, row.burn) {
        (false, _) => 0,
        (true, told) if told > 0 => told,
        (true, _) => BURN_UNTOLD,
    })
}

/// After how many seconds everything goes from here; 0: never.
pub(crate) fn keep(row: &Conversation) -> i64 {
    row.wanted.keep.unwrap_or(row.keep)
}

/// The place among those that are pinned. What another app pinned has none, and stands below them.
pub(crate) fn pinned(row: &Conversation) -> Option<i64> {
    match row.wanted.pin {
        Some(0) => None,
        Some(place) => Some(place),
        None => row.pinned.then(|| number(row, PIN)),
    }
}

/// The first seq that brings an archived one back; 0: it is not archived.
pub(crate) fn archived(row: &Conversation) -> i64 {
    row.wanted.archived.unwrap_or_else(|| number(row, ARCHIVED))
}

/// Whether the person wants to come back to it.
pub(crate) fn marked_unread(row: &Conversation) -> bool {
    row.read_seq < row.wanted.unread.unwrap_or_else(|| number(row, UNREAD))
}

fn number(row: &Conversation, name: &str) -> i64 {
    if row.ex.is_empty() {
        return 0;
    }
    let kept = ex::get(&row.ex, name).and_then(|value| value.as_i64());
    kept.unwrap_or_default().max(0)
}

/// The row as the server keeps it when it has taken what is wanted. Where somebody else's text fills the `ex`, it can keep
/// no more than OpenIM's own fields.
pub(super) fn kept(row: &Conversation) -> Conversation {
    let wanted = &row.wanted;
    let mut kept = row.clone();
    let mut set = |name: &str, value: Option<serde_json::Value>| {
        if let Some(ex) = ex::set(&kept.ex, name, value) {
            kept.ex = ex;
        }
    };
    let number = |number: i64| (number > 0).then(|| number.into());
    if let Some(wanted) = wanted.notify {
        set(NOTIFY, (wanted == Notify::Mentions).then(|| MENTIONS.into()));
    }
    for (name, wanted) in [(PIN, wanted.pin), (ARCHIVED, wanted.archived), (UNREAD, wanted.unread)] {
        if let Some(wanted) = wanted {
            set(name, number(wanted));
        }
    }
    match wanted.notify {
        Some(Notify::All) => kept.recv_msg_opt = EVERYTHING,
        Some(Notify::Mentions | Notify::None) => kept.recv_msg_opt = UNTOLD,
        None => {}
    }
    if let Some(pin) = wanted.pin {
        kept.pinned = pin > 0;
    }
    if let Some(burn) = wanted.burn {
        kept.private = burn > 0;
        kept.burn = if burn > 0 { burn } else { kept.burn };
    }
    kept.keep = keep(row);
    kept
}

/// Whether the server could keep such a number at all.
pub(super) fn has_room(row: &Conversation) -> bool {
    ex::set(&row.ex, PIN, None).is_some()
}

/// The fields by which the server comes from what it has to what is wanted.
pub(super) fn request(row: &Conversation, kept: &Conversation) -> ConversationReq {
    ConversationReq {
        recv_msg_opt: row.wanted.notify.is_some().then_some(kept.recv_msg_opt),
        is_pinned: row.wanted.pin.is_some().then_some(kept.pinned),
        is_private_chat: row.wanted.burn.is_some().then_some(kept.private),
        burn_duration: row
            .wanted
            .burn
            .filter(|burn| *burn > 0)
            .and_then(|burn| i32::try_from(burn).ok()),
        is_msg_destruct: row.wanted.keep.is_some().then_some(kept.keep > 0),
        msg_destruct_time: row.wanted.keep.filter(|keep| *keep > 0),
        ex: (kept.ex != row.ex).then(|| kept.ex.clone()),
        ..ConversationReq::default()
    }
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

    fn row(recv_msg_opt: i32, ex: &str) -> Conversation {
        Conversation {
            recv_msg_opt,
            ex: ex.to_owned(),
            ..Conversation::default()
        }
    }

    fn told(row: &Conversation, wanted: Wanted) -> Conversation {
        let mut row = row.clone();
        row.wanted = wanted;
        let kept = kept(&row);
        Conversation {
            wanted: Wanted::default(),
            ..kept
        }
    }

    fn notifying(notify: Notify) -> Wanted {
        Wanted {
            notify: Some(notify),
            ..Wanted::default()
        }
    }

    #[test]
    fn what_is_wanted_comes_back_from_the_server_as_it_was() {
        for (opt, ex) in [
            (0, ""),
            (2, r#"{"selkie":{"notify":"mentions"},"theirs":1}"#),
            (1, "words"),
        ] {
            for wanted in [Notify::All, Notify::None] {
                assert_eq!(notify(&told(&row(opt, ex), notifying(wanted))), wanted);
            }
        }
        let mentions = told(&row(0, r#"{"theirs":1}"#), notifying(Notify::Mentions));
        assert_eq!(notify(&mentions), Notify::Mentions);
        assert_eq!(mentions.ex, r#"{"selkie":{"notify":"mentions"},"theirs":1}"#);
        let all = told(&mentions, notifying(Notify::All));
        assert_eq!(all.ex, r#"{"theirs":1}"#, "nothing of ours stays behind");
    }

    #[test]
    fn a_blocked_conversation_and_unknown_words_tell_nothing() {
        assert_eq!(notify(&row(1, "")), Notify::None);
        assert_eq!(notify(&row(2, r#"{"selkie":{"notify":7}}"#)), Notify::None);
        assert_eq!(notify(&row(0, r#"{"selkie":{"notify":"mentions"}}"#)), Notify::All);
    }

    #[test]
    fn a_pin_is_openims_own_with_a_place_beside_it() {
        let wanted = Wanted {
            pin: Some(7),
            archived: Some(3),
            ..Wanted::default()
        };
        let there = told(&row(0, ""), wanted);
        assert_eq!(pinned(&there), Some(7));
        assert!(there.pinned);
        assert_eq!(archived(&there), 3);
        let unpinned = Wanted {
            pin: Some(0),
            archived: Some(0),
            ..Wanted::default()
        };
        let none = told(&there, unpinned);
        assert_eq!((none.pinned, none.ex.as_str()), (false, ""));
        let elsewhere = Conversation {
            pinned: false,
            ..there.clone()
        };
        assert_eq!(pinned(&elsewhere), None, "another app took it down");
        let elsewhere = Conversation {
            pinned: true,
            ..row(0, "words")
        };
        assert_eq!(pinned(&elsewhere), Some(0), "another app put it up");
        assert!(!has_room(&elsewhere));
    }

    #[test]
    fn the_mark_for_later_ends_with_reading_on() {
        let wanted = Wanted {
            unread: Some(6),
            ..Wanted::default()
        };
        let mut there = told(&row(0, ""), wanted);
        there.read_seq = 5;
        assert!(marked_unread(&there));
        there.read_seq = 6;
        assert!(!marked_unread(&there));
    }

    #[test]
    fn what_was_wanted_meanwhile_stays_wanted() {
        let first = Wanted {
            pin: Some(7),
            cleared: Some(4),
            deleted: true,
            ..Wanted::default()
        };
        let mut now = first.clone();
        now.pin = Some(0);
        now.unread = Some(1);
        let left = now.without(&first);
        assert_eq!(
            (left.pin, left.unread, left.cleared, left.deleted),
            (Some(0), Some(1), None, false)
        );
        assert!(first.without(&first).is_empty());
        assert_eq!(Wanted::read(&now.write()), now);
        assert_eq!(Wanted::default().write(), "");
        assert_eq!(Wanted::read("newer"), Wanted::default());
    }
}
