//! English wants. Knows no answer.

mod clock;
mod duration;

use std::ops::Range;

use super::Request;
use super::when::When;
use super::words::{Word, split, without};
use duration::{duration, number};

/// A reminder comes once, and on a day that is counted from today. Said of a clock's time, these are another wish.
const OTHER_DAYS: [&str; 26] = [
    "every",
    "daily",
    "weekly",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "weekend",
    "week",
    "month",
    "year",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "yesterday",
];

pub(super) fn understand(text: &str) -> Option<Request> {
    let words = split(text);
    let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    if let Some(talk) = small_talk(&said) {
        return Some(talk);
    }
    let has = |any: &[&str]| said.iter().any(|word| any.contains(word));
    let how = |pair: &[&str]| {
        matches!(
            pair,
            ["how", "do" | "does" | "can" | "could" | "should" | "would" | "to"]
        )
    };
    if said.windows(2).any(how) || matches!(said.as_slice(), ["why" | "where", ..]) {
        return None;
    }
    let wish = said.windows(2).position(|pair| pair == ["remind", "me"]);
    if let Some((when, place)) = when(&words)
        && (wish.is_some() || place.start == 0 && !text.ends_with('?'))
    {
        if matches!(when, When::At(_)) && has(&OTHER_DAYS) {
            return Some(Request::RemindUnclear);
        }
        let text = what(text, &words, place, wish);
        return Some(Request::Remind { when, text });
    }
    if wish.is_some() {
        return Some(Request::RemindUnclear);
    }
    if has(&["reminder", "reminders"]) && has(&["cancel", "delete", "remove", "stop", "drop"]) {
        let number = words.iter().position(named).and_then(|at| number(words.get(at..)?));
        return Some(match has(&["all", "every"]) {
            true => Request::CancelAll,
            false => Request::Cancel(number.map(|(thousandths, _)| thousandths / 1000)),
        });
    }
    if said == ["reminders"] || has(&["reminders"]) && has(&["my", "list", "show", "have", "all", "open"]) {
        return Some(Request::Reminders);
    }
    let state = has(&["state", "status", "health", "statistics", "stats", "uptime", "doing"])
        || matches!(said.as_slice(), ["how", "is", ..] | ["how's", ..]);
    (has(&["server", "server's"]) && state).then_some(Request::State)
}

fn small_talk(said: &[&str]) -> Option<Request> {
    const HELLO: [&str; 5] = ["hello", "hi", "hey", "there", "selkie"];
    const THANKS: [&str; 10] = [
        "thanks", "thank", "thx", "you", "very", "much", "so", "a", "lot", "selkie",
    ];
    Some(match said.join(" ").as_str() {
        "good morning" | "good afternoon" | "good evening" => Request::Hello,
        "bye" | "goodbye" | "good bye" | "see you" | "good night" => Request::Goodbye,
        "help"
        | "help me"
        | "who are you"
        | "what are you"
        | "are you a robot"
        | "are you human"
        | "what can you do"
        | "what can i ask"
        | "what do you know"
        | "how can you help me"
        | "commands" => Request::About,
        _ => {
            let only = |words: &[&str]| !said.is_empty() && said.iter().all(|word| words.contains(word));
            if only(&HELLO) {
                Request::Hello
            } else if only(&THANKS) && said.iter().any(|word| word.starts_with("th")) {
                Request::Thanks
            } else {
                return None;
            }
        }
    })
}

/// Whether a number begins here, and not an article.
fn named(word: &Word) -> bool {
    !matches!(word.text.as_str(), "a" | "an" | "half") && number(std::slice::from_ref(word)).is_some()
}

/// The first time that is said, and which words say it.
fn when(words: &[Word]) -> Option<(When, Range<usize>)> {
    (0..words.len()).find_map(|at| {
        let text = |at: usize| words.get(at).map(|word| word.text.as_str());
        if matches!(text(at), Some("in" | "after"))
            && let Some((ms, read)) = duration(words.get(at + 1..)?)
        {
            return Some((When::After(ms), at..at + 1 + read));
        }
        if let Some((ms, read)) = duration(words.get(at..)?) {
            match (text(at + read), text(at + read + 1)) {
                (Some("from"), Some("now")) => return Some((When::After(ms), at..at + read + 2)),
                (Some("later"), _) => return Some((When::After(ms), at..at + read + 1)),
                _ => {}
            }
        }
        let (time, read) = clock::clock(words.get(at..)?)?;
        Some((When::At(time), at..at + read))
    })
}

/// What is left to be said when the time has come.
fn what(text: &str, words: &[Word], when: Range<usize>, wish: Option<usize>) -> String {
    const POLITE: [&str; 12] = [
        "please", "can", "could", "would", "will", "you", "hey", "hi", "hello", "selkie", "and", "then",
    ];
    let mut cut: Vec<Range<usize>> = Vec::new();
    let mut drop = |words: Option<&[Word]>| {
        if let Some([first, .., last] | [first @ last]) = words {
            cut.push(first.place.start..last.place.end);
        }
    };
    drop(words.get(when.clone()));
    if let Some(wish) = wish {
        let polite = |words: &[Word]| words.iter().all(|word| POLITE.contains(&word.text.as_str()));
        let from = if words.get(..wish).is_some_and(polite) { 0 } else { wish };
        drop(words.get(from..wish + 2));
    }
    let left = without(text, cut);
    let mut left = left.as_str();
    loop {
        let shorter = ["to ", "that ", "about ", "please ", "of ", "To ", "That "]
            .iter()
            .find_map(|first| left.strip_prefix(first))
            .or_else(|| left.strip_suffix(" please"));
        match shorter {
            Some(shorter) => left = shorter.trim_matches([' ', ',']),
            None => break,
        }
    }
    match left {
        "to" | "please" | "that" => String::new(),
        left => left.to_owned(),
    }
}
