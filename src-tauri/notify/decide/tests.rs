//! The table of what is told and what is not.
#![allow(clippy::unwrap_used, reason = "tests")]

use client::view::{AccountId, Content};

use super::*;

fn came() -> Came {
    Came {
        place: (AccountId("a".into()), "c".into()),
        title: "bob".into(),
        face_url: String::new(),
        sender: "bob".into(),
        content: Content::text("hello"),
        time: 1,
        more: 1,
        unread: 1,
        notify: Notify::All,
        mentioned: false,
        alone: true,
        burns: false,
        settled: true,
    }
}

fn settings(on: bool, quiet: Quiet) -> Notifications {
    Notifications {
        on,
        content: true,
        quiet,
    }
}

const NOON: u16 = 12 * 60;

#[test]
fn every_reason_to_be_silent_or_to_wait_has_its_row() {
    use Verdict::{Now, Silence, Together};
    let day = Quiet::default();
    let (muted, mentions) = (Notify::None, Notify::Mentions);
    let gone = Content::Gone;
    let table: Vec<(&str, Came, bool, bool, bool, Verdict)> = vec![
        // What, what came, notifications on, looking at it, busy, and what is to be done.
        ("an ordinary message", came(), true, false, false, Now),
        ("notifications are off", came(), false, false, false, Silence),
        ("the conversation is in front", came(), true, true, false, Silence),
        ("a few were shown a moment ago", came(), true, false, true, Together),
        (
            "muted",
            Came {
                notify: muted,
                ..came()
            },
            true,
            false,
            false,
            Silence,
        ),
        (
            "muted, though it mentions",
            Came {
                notify: muted,
                mentioned: true,
                ..came()
            },
            true,
            false,
            false,
            Silence,
        ),
        (
            "only mentions, and this is none",
            Came {
                notify: mentions,
                ..came()
            },
            true,
            false,
            false,
            Silence,
        ),
        (
            "only mentions, and this is one",
            Came {
                notify: mentions,
                mentioned: true,
                ..came()
            },
            true,
            false,
            false,
            Now,
        ),
        (
            "missed while the link was down",
            Came {
                settled: false,
                ..came()
            },
            true,
            false,
            false,
            Together,
        ),
        (
            "missed and muted",
            Came {
                settled: false,
                notify: muted,
                ..came()
            },
            true,
            false,
            false,
            Silence,
        ),
        (
            "taken back before it was told",
            Came {
                content: gone,
                ..came()
            },
            true,
            false,
            false,
            Silence,
        ),
    ];
    for (what, came, on, looking, busy, verdict) in table {
        let situation = Situation {
            settings: &settings(on, day),
            minute: NOON,
            looking,
            busy,
        };
        assert_eq!(decide(&came, &situation), verdict, "{what}");
    }
}

#[test]
fn quiet_hours_are_silent_also_over_midnight() {
    let at = |hour: u16, minute: u16| hour * 60 + minute;
    let night = (at(22, 0), at(7, 0));
    let lunch = (at(12, 0), at(13, 30));
    let table = [
        (night, at(21, 59), false),
        (night, at(22, 0), true),
        (night, at(0, 0), true),
        (night, at(6, 59), true),
        (night, at(7, 0), false),
        (lunch, at(11, 59), false),
        (lunch, at(12, 0), true),
        (lunch, at(13, 29), true),
        (lunch, at(13, 30), false),
        ((NOON, NOON), NOON, false),
        ((0, at(24, 0)), at(23, 59), true),
    ];
    for ((from, to), minute, silent) in table {
        for on in [true, false] {
            let situation = Situation {
                settings: &settings(true, Quiet { on, from, to }),
                minute,
                looking: false,
                busy: false,
            };
            let said = decide(&came(), &situation);
            let expected = if silent && on { Verdict::Silence } else { Verdict::Now };
            assert_eq!(said, expected, "{from} to {to}, at {minute}, on: {on}");
        }
    }
}
