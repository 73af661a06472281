//! What is up after what, on a clock of the test's own.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use client::view::{Content, Notify};

use super::*;

fn place(name: &str) -> Place {
    (AccountId("a".into()), name.into())
}

/// So many from somebody, who is called as his conversation is.
fn from(name: &str, more: i64, unread: i64) -> Came {
    Came {
        place: place(name),
        title: name.into(),
        face_url: String::new(),
        sender: name.into(),
        content: Content::Text {
            mentions: Vec::new(),
            text: format!("of {unread}"),
        },
        time: unread,
        more,
        unread,
        notify: Notify::All,
        mentioned: false,
        alone: true,
        burns: false,
        settled: true,
    }
}

fn missed(name: &str, unread: i64) -> Came {
    Came {
        settled: false,
        ..from(name, unread, unread)
    }
}

/// A board, and the hand of its clock.
struct Table {
    board: Board,
    now: Instant,
}

impl Table {
    fn new() -> Self {
        Self {
            board: Board::default(),
            now: Instant::now(),
        }
    }

    fn after(&mut self, ms: u64) -> &mut Self {
        self.now += Duration::from_millis(ms);
        self
    }

    /// As `decide` has it for a person who looks elsewhere.
    fn came(&mut self, came: Came) -> Vec<String> {
        let wait = !came.settled || self.board.busy(self.now);
        let verdict = if wait { Verdict::Together } else { Verdict::Now };
        said(self.board.came(came, verdict, self.now))
    }

    /// Lets the clock run to whatever is due.
    fn wait(&mut self) -> Vec<String> {
        self.now = self.board.due().unwrap();
        said(self.board.tick(false, self.now))
    }

    fn over(&mut self, name: &str) -> Vec<String> {
        said(self.board.over(&place(name)))
    }

    fn settled(&mut self, watched: bool) -> Vec<String> {
        said(self.board.settled(&AccountId("a".into()), watched, self.now))
    }
}

fn said(acts: Vec<Act>) -> Vec<String> {
    let line = |act| match act {
        Act::Show(came) => format!("{}: {}", came.title, came.more),
        Act::Summarise(all) => {
            let each: Vec<_> = all
                .iter()
                .map(|came| format!("{}: {}", came.title, came.more))
                .collect();
            format!("summary of {}", each.join(", "))
        }
        Act::Withdraw(Of::Conversation((_, name))) => format!("without {name}"),
        Act::Withdraw(Of::Summary) => "without summary".into(),
    };
    acts.into_iter().map(line).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn messages_of_one_conversation_replace_one_another_and_are_counted() {
    let mut table = Table::new();
    assert_eq!(table.came(from("bob", 1, 4)), ["bob: 1"]);
    assert_eq!(table.after(2_000).came(from("bob", 1, 5)), ["bob: 2"]);
    assert_eq!(table.after(2_000).came(from("carol", 1, 1)), ["carol: 1"]);
    // Most were read elsewhere meanwhile, and one more came.
    assert_eq!(table.after(2_000).came(from("bob", 1, 2)), ["bob: 2"]);
    assert_eq!(table.over("bob"), ["without bob"]);
    assert_eq!(table.over("bob"), NOTHING);
    assert_eq!(table.after(2_000).came(from("bob", 1, 1)), ["bob: 1"]);
}

#[test]
fn what_the_person_took_away_is_not_counted_again() {
    let mut table = Table::new();
    table.came(from("bob", 1, 1));
    table.board.closed(&Of::Conversation(place("bob")));
    assert_eq!(table.came(from("bob", 1, 2)), ["bob: 1"]);
    table.board.closed(&Of::Conversation(place("bob")));
    assert_eq!(table.over("bob"), NOTHING);
}

#[test]
fn a_storm_becomes_one_summary() {
    let mut table = Table::new();
    let mut shown = 0;
    for at in 0..500 {
        shown += table.after(1).came(from(&format!("p{at}"), 1, 1)).len();
    }
    assert_eq!(shown, FEW);
    let summary = table.wait();
    assert_eq!(summary.len(), 1);
    assert!(summary.first().unwrap().starts_with("summary of"), "{summary:?}");
    assert_eq!(table.board.due(), None);
    assert_eq!(table.came(from("bob", 1, 1)), ["bob: 1"], "afterwards all is as before");
}

#[test]
fn somebody_who_writes_very_fast_has_one_notification_that_catches_up() {
    let mut table = Table::new();
    let mut shown = Vec::new();
    for at in 1..=50 {
        shown.extend(table.after(10).came(from("bob", 1, at)));
    }
    assert_eq!(shown, ["bob: 1", "bob: 2", "bob: 3"]);
    assert_eq!(table.wait(), ["bob: 50"]);
}

#[test]
fn what_was_missed_is_said_once_when_it_is_all_there_newest_first() {
    let mut table = Table::new();
    assert_eq!(table.came(missed("bob", 2_000)), NOTHING);
    assert_eq!(table.came(missed("carol", 1)), NOTHING);
    assert_eq!(table.came(missed("dan", 2_999)), NOTHING);
    assert_eq!(table.board.due(), None, "it waits for the account, not for a time");
    assert_eq!(table.settled(false), ["summary of dan: 2999, bob: 2000, carol: 1"]);
    assert_eq!(table.settled(false), NOTHING);
    // More that was missed stands in the same summary; it goes with the last of what it speaks of.
    table.came(missed("erin", 3));
    table.came(missed("bob", 2_001));
    let again = table.settled(false);
    assert_eq!(again, ["summary of dan: 2999, bob: 2001, erin: 3, carol: 1"]);
    for name in ["dan", "bob", "erin"] {
        assert_eq!(table.over(name), NOTHING, "{name}");
    }
    assert_eq!(table.over("carol"), ["without summary"]);
}

#[test]
fn one_conversation_that_was_missed_speaks_for_itself() {
    let mut table = Table::new();
    table.came(missed("bob", 7));
    assert_eq!(table.settled(false), ["bob: 7"]);
}

#[test]
fn who_sees_the_list_needs_no_summary() {
    let mut table = Table::new();
    table.came(missed("bob", 7));
    table.came(missed("carol", 7));
    assert_eq!(table.settled(true), NOTHING);
    assert_eq!(table.over("bob"), NOTHING);
}

#[test]
fn what_was_read_while_it_waited_is_not_said() {
    let mut table = Table::new();
    table.came(missed("bob", 7));
    table.came(missed("carol", 1));
    assert_eq!(table.over("bob"), NOTHING);
    assert_eq!(table.settled(false), ["carol: 1"]);
}

#[test]
fn an_account_that_leaves_takes_its_own_along_and_clearing_takes_all() {
    let mut table = Table::new();
    let other = (AccountId("b".into()), "zoe".to_owned());
    table.came(from("bob", 1, 1));
    table.came(Came {
        place: other.clone(),
        ..from("zoe", 1, 1)
    });
    table.came(missed("carol", 1));
    table.came(missed("dan", 1));
    assert_eq!(table.settled(false), ["summary of carol: 1, dan: 1"]);
    let left = said(table.board.left(&AccountId("a".into())));
    assert_eq!(left, ["without bob", "without summary"]);
    assert_eq!(said(table.board.clear()), ["without zoe"]);
    assert_eq!(said(table.board.clear()), NOTHING);
}
