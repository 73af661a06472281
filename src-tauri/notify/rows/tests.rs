//! Which events are news.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use client::{
    error::Code,
    view::{Digest, Offers, Presence, SecretStore, ServerKind, UserView},
};

use super::*;

fn me() -> AccountId {
    AccountId("a".into())
}

fn account(link: LinkState) -> AccountView {
    AccountView {
        id: me(),
        user_id: "1".into(),
        account: "alice".into(),
        nickname: "alice".into(),
        face_url: String::new(),
        status: String::new(),
        server: "https://chat.example.org".into(),
        server_kind: ServerKind::Selkie,
        link,
        secret_store: SecretStore::Keychain,
        has_password: true,
        offers: Offers::default(),
    }
}

fn text(text: &str) -> Content {
    Content::text(text)
}

/// A conversation with bob whose newest message is his.
fn bob(time: i64, unread: i64) -> ConversationView {
    ConversationView {
        id: "bob".into(),
        kind: ConversationKind::Single,
        peer: UserView {
            user_id: "2".into(),
            account: "bob".into(),
            nickname: "Bob".into(),
            own_name: "Bob".into(),
            face_url: String::new(),
            status: String::new(),
            robot: false,
            deleted: false,
            friend: false,
            blocked: false,
            presence: Presence::Unknown,
            on: Vec::new(),
        },
        last: Some(Digest {
            mine: false,
            sender: "Bob".into(),
            content: text("hello"),
            state: MessageState::Received,
        }),
        time,
        unread,
        failed: false,
        draft: String::new(),
        draft_meant: Vec::new(),
        draft_quote: None,
        draft_files: 0,
        notify: Notify::All,
        pinned: None,
        archived: false,
        marked_unread: false,
        mentioned: None,
        burn: 0,
        keep: 0,
    }
}

fn mine(time: i64, unread: i64) -> ConversationView {
    let mut view = bob(time, unread);
    view.last.as_mut().unwrap().mine = true;
    view
}

fn list(changed: ConversationView) -> Event {
    Event::Conversations {
        gone: Vec::new(),
        account: me(),
        changed: vec![changed],
    }
}

fn link(state: LinkState) -> Event {
    Event::Link { account: me(), state }
}

fn rows(list: &[ConversationView]) -> Rows {
    let mut rows = Rows::default();
    rows.learn(&account(LinkState::Online), list);
    rows
}

fn over() -> News {
    News::Over((me(), "bob".into()))
}

fn came(news: Vec<News>) -> Came {
    match <[News; 1]>::try_from(news) {
        Ok([News::Came(came)]) => *came,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_message_from_somebody_else_is_news_and_what_changes_beside_it_is_not() {
    let mut rows = rows(&[bob(10, 2)]);
    let told = came(rows.hear(&list(bob(11, 4))));
    assert_eq!((told.more, told.unread, told.settled), (2, 4, true));
    assert_eq!((told.title.as_str(), told.mentioned, told.alone), ("Bob", false, true));
    assert_eq!(rows.hear(&list(bob(11, 4))), [], "told again");
    let renamed = ConversationView {
        draft: "half".into(),
        draft_meant: Vec::new(),
        draft_quote: None,
        draft_files: 0,
        ..bob(11, 4)
    };
    assert_eq!(rows.hear(&list(renamed)), []);
    assert_eq!(rows.hear(&list(bob(10, 3))), [], "from before");
}

#[test]
fn ones_own_messages_are_none_and_their_clock_hides_nobody_elses() {
    let mut rows = rows(&[bob(10, 0)]);
    assert_eq!(rows.hear(&list(mine(9_999, 0))), [over()]);
    assert_eq!(rows.hear(&list(mine(12, 0))), [over()]);
    assert_eq!(came(rows.hear(&list(bob(13, 1)))).more, 1);
    // Answered from another device, though not marked as read.
    assert_eq!(rows.hear(&list(mine(14, 2))), []);
}

#[test]
fn a_count_that_comes_before_its_messages_waits_for_them() {
    let mut rows = rows(&[mine(5, 0)]);
    assert_eq!(rows.hear(&list(mine(5, 40))), []);
    assert_eq!(came(rows.hear(&list(bob(9, 40)))).more, 40);
    assert_eq!(rows.hear(&list(bob(9, 42))), [], "these words are old");
    assert_eq!(came(rows.hear(&list(bob(12, 42)))).more, 2);
}

#[test]
fn two_of_one_millisecond_are_two() {
    let mut rows = rows(&[]);
    came(rows.hear(&list(bob(7, 1))));
    let mut other = bob(7, 2);
    other.last.as_mut().unwrap().content = text("hello again");
    assert_eq!(came(rows.hear(&list(other))).more, 1);
}

#[test]
fn what_is_read_muted_or_taken_back_is_over() {
    let mut rows = rows(&[]);
    came(rows.hear(&list(bob(1, 1))));
    assert_eq!(rows.hear(&list(bob(1, 0))), [over()]);
    came(rows.hear(&list(bob(2, 1))));
    let muted = ConversationView {
        notify: Notify::None,
        ..bob(3, 2)
    };
    assert_eq!(rows.hear(&list(muted)), [over()]);
    came(rows.hear(&list(bob(4, 3))));
    let mut gone = bob(4, 3);
    gone.last.as_mut().unwrap().content = Content::Gone;
    assert_eq!(rows.hear(&list(gone)), [over()]);
}

#[test]
fn what_comes_while_the_link_is_not_up_was_missed() {
    let mut rows = Rows::default();
    rows.learn(&account(LinkState::Offline { code: Code::Network }), &[]);
    assert!(!came(rows.hear(&list(bob(1, 1)))).settled);
    assert_eq!(rows.hear(&link(LinkState::Syncing)), []);
    assert!(!came(rows.hear(&list(bob(2, 2)))).settled);
    assert_eq!(rows.hear(&link(LinkState::Online)), [News::Settled(me())]);
    assert_eq!(rows.hear(&link(LinkState::Online)), []);
    assert!(came(rows.hear(&list(bob(3, 3)))).settled);
}

#[test]
fn after_a_gap_in_the_events_the_list_tells_what_was_missed() {
    let mut rows = rows(&[bob(1, 1)]);
    let gap = Event::Resync { account: me() };
    assert_eq!(rows.hear(&gap), [News::ReadAgain(me())]);
    let told = came(rows.compare(&me(), &[bob(9, 5_001)]));
    assert_eq!((told.more, told.settled), (5_000, false));
    assert_eq!(rows.compare(&me(), &[bob(9, 5_001)]), []);
}

#[test]
fn nothing_in_the_list_of_an_account_that_is_added_is_news() {
    let mut rows = Rows::default();
    let added = Event::Account {
        account: me(),
        view: account(LinkState::Connecting),
    };
    assert_eq!(rows.hear(&added), [News::ReadAgain(me())]);
    assert_eq!(rows.compare(&me(), &[bob(9, 12)]), []);
    assert_eq!(rows.hear(&added), [], "its profile changed");
    let left = Event::SignedOut { account: me() };
    assert_eq!(rows.hear(&left), [News::Left(me())]);
    assert_eq!(rows.hear(&list(bob(10, 13))), []);
}

/// As a new account has the greeting of its server, and a new device what was never read.
#[test]
fn nothing_that_an_account_finds_when_it_comes_in_is_news() {
    let mut rows = Rows::default();
    let added = Event::Account {
        account: me(),
        view: account(LinkState::Connecting),
    };
    assert_eq!(rows.hear(&added), [News::ReadAgain(me())]);
    assert_eq!(rows.compare(&me(), &[]), []);
    assert_eq!(rows.hear(&list(bob(4, 1))), []);
    assert_eq!(rows.compare(&me(), &[bob(5, 5_000)]), []);
    rows.hear(&link(LinkState::Online));
    assert_eq!(came(rows.hear(&list(bob(9, 5_001)))).more, 1);
    rows.hear(&link(LinkState::Connecting));
    assert_eq!(came(rows.hear(&list(bob(12, 5_002)))).more, 1);
}

#[test]
fn a_mention_counts_also_when_another_message_came_after_it() {
    let mut rows = rows(&[bob(10, 0)]);
    let said = |text: &str, time: i64| Event::Messages {
        account: me(),
        conversation_id: "bob".into(),
        changed: vec![MessageView {
            client_msg_id: time.to_string(),
            conversation_id: "bob".into(),
            seq: Some(time),
            local: time,
            sender_id: "2".into(),
            sender_nickname: "Bob".into(),
            sender_face_url: String::new(),
            mine: false,
            time,
            content: self::text(text),
            state: MessageState::Received,
            reactions: Vec::new(),
            edited: None,
            pinned: false,
            burns: None,
            link: None,
        }],
    };
    rows.hear(&said("@alice, long ago", 9));
    assert!(!came(rows.hear(&list(bob(11, 1)))).mentioned);
    rows.hear(&said("@Alice, look", 12));
    assert!(came(rows.hear(&list(bob(13, 3)))).mentioned);
    assert!(!came(rows.hear(&list(bob(14, 4)))).mentioned);
}

#[test]
fn accounts_are_named_where_there_are_several() {
    let mut rows = rows(&[]);
    assert_eq!(rows.name(&me()), None);
    let other = |id: &str, nickname: &str| AccountView {
        id: AccountId(id.into()),
        nickname: nickname.into(),
        server: "https://other.example.org".into(),
        ..account(LinkState::Online)
    };
    rows.learn(&other("b", "bea"), &[]);
    assert_eq!(rows.name(&me()).unwrap(), "alice");
    rows.learn(&other("c", "alice"), &[]);
    assert_eq!(rows.name(&me()).unwrap(), "alice @ chat.example.org");
    assert_eq!(rows.name(&AccountId("b".into())).unwrap(), "bea");
}
