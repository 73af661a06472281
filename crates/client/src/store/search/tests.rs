//! The index against plain looking through all messages.

use proptest::prelude::*;
use protocol::content::{FILE, PICTURE, TEXT, VIDEO, VOICE, decode_text, encode_text};
use protocol::search::{Kind, fold, query};
use serde_json::{Value, json};

use super::find::WALK;
use super::rebuild::Progress;
use super::*;
use crate::store::{history, messages};

const MINUTE: i64 = 60_000;
/// A picture that is one.
const STICKER: i32 = -1;

#[derive(Debug, Clone)]
enum Act {
    Write {
        chat: u8,
        sender: u8,
        time: i64,
        kind: i32,
        text: String,
    },
    Edit {
        at: usize,
        time: i64,
        text: String,
    },
    Gone {
        at: usize,
    },
    Delete {
        at: usize,
    },
    Clear {
        chat: u8,
        first: i64,
    },
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![6 => "[ab你好電 .]{0,6}", 1 => Just("a http://b".to_owned())]
}

/// As often a text as anything else.
fn kind() -> impl Strategy<Value = i32> {
    prop_oneof![4 => Just(TEXT), 1 => Just(STICKER), 4 => PICTURE..=FILE]
}

fn time() -> impl Strategy<Value = i64> {
    // Many at once, and some far apart.
    prop_oneof![
        Just(MINUTE),
        0..2_000i64,
        (0..50i64).prop_map(|minutes| minutes * MINUTE)
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (0..3u8, 0..2u8, time(), kind(), text())
            .prop_map(|(chat, sender, time, kind, text)| Act::Write { chat, sender, time, kind, text }),
        2 => (0..40usize, time(), text()).prop_map(|(at, time, text)| Act::Edit { at, time, text }),
        1 => (0..40usize).prop_map(|at| Act::Gone { at }),
        1 => (0..40usize).prop_map(|at| Act::Delete { at }),
        1 => (0..3u8, 0..20i64).prop_map(|(chat, first)| Act::Clear { chat, first }),
    ]
}

fn all(db: &Connection) -> Vec<Message> {
    let locals: Vec<i64> = db
        .prepare("SELECT local FROM messages ORDER BY local")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_>>()
        .unwrap();
    locals
        .into_iter()
        .map(|local| messages::get(db, local).unwrap().unwrap())
        .collect()
}

fn run(db: &Connection, number: i64, act: Act) {
    let rows = all(db);
    let at = |at: usize| rows.get(at % rows.len().max(1)).cloned();
    match act {
        Act::Write {
            chat,
            sender,
            time,
            kind,
            text,
        } => {
            let (content, ex) = match kind {
                TEXT => (encode_text(&text), String::new()),
                FILE => (json!({ "fileName": text }).to_string().into_bytes(), String::new()),
                kind => {
                    let of = if kind == VIDEO { "video" } else { "picture" };
                    let beside = json!({ "selkie": { of: { "name": text, "sticker": kind == STICKER } } });
                    (b"{}".to_vec(), beside.to_string())
                }
            };
            let row = Message {
                conversation: format!("sg_{chat}"),
                client_msg_id: format!("m{number}"),
                sent_as: format!("m{number}"),
                sender: format!("u{sender}"),
                seq: number + 1,
                time,
                content_type: if kind == STICKER { PICTURE } else { kind },
                content,
                ex,
                ..Message::default()
            };
            messages::insert(db, &row).unwrap();
        }
        Act::Edit { at: place, time, text } => {
            if let Some(row) = at(place).filter(|row| row.content_type == TEXT) {
                let content = encode_text(&text);
                messages::update(db, &Message { time, content, ..row }).unwrap();
            }
        }
        Act::Gone { at: place } => {
            if let Some(row) = at(place) {
                messages::update(db, &Message { gone: true, ..row }).unwrap();
            }
        }
        Act::Delete { at: place } => {
            if let Some(row) = at(place) {
                messages::delete(db, row.local).unwrap();
            }
        }
        Act::Clear { chat, first } => history::forget_before(db, &format!("sg_{chat}"), first).unwrap(),
    }
}

/// What is written in a message, and the kinds in which people look for it.
fn plainly(row: &Message) -> (String, Vec<Kind>) {
    let beside: Value = serde_json::from_str(&row.ex).unwrap_or_default();
    let name = |of: &str| beside["selkie"][of]["name"].as_str().unwrap_or_default().to_owned();
    let (words, kind) = match row.content_type {
        TEXT => (decode_text(&row.content).unwrap(), Kind::Text),
        PICTURE => (name("picture"), Kind::Picture),
        VIDEO => (name("video"), Kind::Video),
        VOICE => (String::new(), Kind::Voice),
        _ => {
            let file: Value = serde_json::from_slice(&row.content).unwrap();
            (file["fileName"].as_str().unwrap().to_owned(), Kind::File)
        }
    };
    if beside["selkie"]["picture"]["sticker"] == true || kind == Kind::Text && words.trim().is_empty() {
        return (String::new(), Vec::new());
    }
    let link = words.contains("http://").then_some(Kind::Link);
    (words, [kind].into_iter().chain(link).collect())
}

/// What looking through all of it finds: the locals, and their times from the newest.
fn scanned(db: &Connection, asked: &Asked) -> (Vec<i64>, Vec<i64>) {
    let mut found: Vec<(i64, i64)> = all(db)
        .into_iter()
        .filter(|row| {
            let (words, kinds) = plainly(row);
            let by_words = asked.query.as_ref().is_none_or(|query| fold(&words).contains(query));
            let fits = by_words || asked.named.contains(&row.sender);
            let kind = asked.kind.is_none_or(|kind| kinds.contains(&kind));
            let conversation = asked.conversation.is_empty() || asked.conversation == row.conversation;
            let sender = asked.sender.is_empty() || asked.sender == row.sender;
            let time = asked.from.is_none_or(|from| from <= row.time) && asked.to.is_none_or(|to| row.time <= to);
            !row.gone && !kinds.is_empty() && fits && kind && conversation && sender && time
        })
        .map(|row| (row.local, row.time))
        .collect();
    found.sort_unstable();
    let locals = found.iter().map(|(local, _)| *local).collect();
    let mut times: Vec<i64> = found.iter().map(|(_, time)| *time).collect();
    times.sort_unstable_by(|one, other| other.cmp(one));
    (locals, times)
}

/// The same from the index, page by page.
fn paged(db: &Connection, asked: &Asked, limit: usize) -> (Vec<i64>, Vec<i64>) {
    let (mut locals, mut times, mut before) = (Vec::new(), Vec::new(), None);
    for _ in 0..1_000 {
        let page = newest(db, asked, before, limit, || true).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(Match { local: 0, ..*last });
        times.extend(page.iter().map(|hit| hit.time));
        locals.extend(page.iter().map(|hit| hit.local));
    }
    locals.sort_unstable();
    (locals, times)
}

fn check(db: &Connection, asked: &Asked, limit: usize) {
    let expected = scanned(db, asked);
    assert_eq!(paged(db, asked, limit), expected, "{asked:?}");
    let counted = counts(db, asked, || true).unwrap().unwrap();
    assert_eq!(counted.values().sum::<i64>(), expected.0.len() as i64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn the_index_finds_what_looking_through_all_messages_finds_the_newest_first(
        acts in prop::collection::vec(act(), 0..40),
        queries in prop::collection::vec("[abAB你好电電 .]{1,3}", 1..6),
        chat in prop::option::of(0..4u8),
        sender in prop::option::of(0..3u8),
        kind in prop::option::of(1..7i32),
        named in prop::collection::vec(0..3u8, 0..3),
        from in prop::option::of(time()),
        to in prop::option::of(time()),
        limit in 1usize..7,
    ) {
        let db = crate::store::scratch();
        begin(&db).unwrap();
        for (number, act) in acts.into_iter().enumerate() {
            run(&db, number as i64, act);
        }
        let all = Asked {
            conversation: chat.map(|chat| format!("sg_{chat}")).unwrap_or_default(),
            sender: sender.map(|sender| format!("u{sender}")).unwrap_or_default(),
            kind: kind.and_then(Kind::of_number),
            from,
            to,
            ..Asked::default()
        };
        let mut narrowed = vec![Asked::default(), all.clone()];
        for words in &queries {
            let Some(words) = query(words) else { continue };
            narrowed.push(Asked { query: Some(words.clone()), ..Asked::default() });
            let named = named.iter().map(|one| format!("u{one}")).collect();
            narrowed.push(Asked { query: Some(words), named, ..all.clone() });
        }
        for asked in &narrowed {
            check(&db, asked, limit);
        }
        // Made anew, in whatever steps, it is the same.
        begin(&db).unwrap();
        let mut steps = 0;
        while progress(&db).unwrap().is_some() {
            step(&db, 3).unwrap();
            steps += 1;
            assert!(steps < 100, "it ends");
        }
        for asked in &narrowed {
            check(&db, asked, limit);
        }
    }
}

fn say(db: &Connection, number: i64, time: i64, text: &str) -> i64 {
    let row = Message {
        conversation: "sg_1".into(),
        client_msg_id: format!("m{number}"),
        sent_as: format!("m{number}"),
        sender: "u1".into(),
        time,
        content_type: TEXT,
        content: encode_text(text),
        ..Message::default()
    };
    messages::insert(db, &row).unwrap()
}

fn find(db: &Connection, words: &str, limit: usize) -> Vec<i64> {
    let asked = Asked {
        query: query(words),
        ..Asked::default()
    };
    newest(db, &asked, None, limit, || true)
        .unwrap()
        .iter()
        .map(|hit| hit.local)
        .collect()
}

#[test]
fn what_is_filled_in_late_has_its_place_by_its_time() {
    let db = crate::store::scratch();
    begin(&db).unwrap();
    let new = say(&db, 1, 9 * MINUTE, "boat");
    let old = say(&db, 2, MINUTE, "boat");
    let middle = say(&db, 3, 5 * MINUTE, "boat");
    assert_eq!(find(&db, "boat", 9), [new, middle, old]);
    assert_eq!(find(&db, "boat", 1), [new]);
}

#[test]
fn a_crowd_of_one_moment_is_placed_in_few_steps_and_stands_before_what_is_newer() {
    let db = crate::store::scratch();
    begin(&db).unwrap();
    let last = say(&db, 0, 3 * MINUTE, "boat");
    for number in 1..3_000 {
        say(&db, number, MINUTE, "boat");
    }
    // Its own quarter was taken by the crowd.
    let next = say(&db, 3_000, MINUTE + 2_000, "boat");
    assert_eq!(find(&db, "boat", 2), [last, next]);
    let asked = Asked {
        query: query("boat"),
        ..Asked::default()
    };
    assert_eq!(paged(&db, &asked, 700), scanned(&db, &asked));
}

#[test]
fn making_it_anew_goes_on_where_it_ended_and_minds_what_is_written_meanwhile() {
    let db = crate::store::scratch();
    begin(&db).unwrap();
    let rows: Vec<i64> = (0..10)
        .map(|number| say(&db, number, number * MINUTE, "boat"))
        .collect();
    db.execute("UPDATE index_state SET version = 0", []).unwrap();
    assert!(!is_current(&db).unwrap());
    begin(&db).unwrap();
    assert!(is_current(&db).unwrap());
    assert_eq!(find(&db, "boat", 99), [0; 0]);
    step(&db, 4).unwrap();
    assert_eq!(
        progress(&db).unwrap(),
        Some(Progress {
            done: rows[3],
            of: rows[9]
        })
    );
    let new = say(&db, 10, 99 * MINUTE, "boat");
    let edited = messages::get(&db, rows[8]).unwrap().unwrap();
    messages::update(
        &db,
        &Message {
            content: encode_text("ship"),
            ..edited
        },
    )
    .unwrap();
    while progress(&db).unwrap().is_some() {
        step(&db, 4).unwrap();
    }
    let mut expected: Vec<i64> = rows.iter().copied().filter(|row| *row != rows[8]).rev().collect();
    expected.insert(0, new);
    assert_eq!(find(&db, "boat", 99), expected);
    assert_eq!(find(&db, "ship", 99), [rows[8]]);
}

#[test]
fn what_a_server_no_longer_has_is_not_found_and_what_waits_is() {
    let db = crate::store::scratch();
    begin(&db).unwrap();
    let waiting = say(&db, 1, MINUTE, "boat");
    let stored = say(&db, 2, 2 * MINUTE, "boat");
    let row = messages::get(&db, stored).unwrap().unwrap();
    messages::update(&db, &Message { seq: 5, ..row }).unwrap();
    history::forget_all(&db).unwrap();
    assert_eq!(find(&db, "boat", 9), [waiting]);
    let left: i64 = db
        .query_row("SELECT count(*) FROM indexed", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 1);
}

/// However many others lie between them.
#[test]
fn the_newest_of_a_kind_are_read_off_one_word_of_the_index() {
    let db = crate::store::scratch();
    begin(&db).unwrap();
    say(&db, 1, MINUTE, "boat");
    let asked = Asked {
        conversation: "sg_1".to_owned(),
        sender: "u1".to_owned(),
        kind: Some(Kind::Text),
        ..Asked::default()
    };
    let expression = asked.expression(&db).unwrap();
    assert_eq!(expression.matches('"').count(), 2, "{expression}");
    let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {WALK}")).unwrap();
    let steps = plan.query_map(params![expression, 0, i64::MAX], |row| row.get::<_, String>(3));
    let steps: Vec<String> = steps.unwrap().collect::<Result<_>>().unwrap();
    assert!(!steps.concat().contains("TEMP B-TREE"), "{steps:?}");
}

#[test]
fn nobody_who_looks_for_something_else_is_waited_for() {
    let db = crate::store::scratch();
    begin(&db).unwrap();
    for number in 0..600 {
        say(&db, number, number * MINUTE, "boat");
    }
    let asked = Asked {
        query: query("boat"),
        ..Asked::default()
    };
    assert_eq!(newest(&db, &asked, None, 50, || false).unwrap(), []);
    assert_eq!(counts(&db, &asked, || false).unwrap(), None);
}
