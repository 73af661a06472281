//! The built-in help: one text a language, and the topic of it that answers a question, if one does. Knows no person.

mod topics;

use std::sync::LazyLock;

use super::Language;
use crate::app::language::is_han;
use topics::Topic;

const ENGLISH: &str = include_str!("help.en.md");
const CHINESE: &str = include_str!("help.zh.md");

static IN_ENGLISH: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let mut topics = topics::read(ENGLISH);
    for topic in &mut topics {
        // Fonts that are made for Chinese have the curly ones as wide as a Chinese character.
        topic.answer = topic.answer.replace(['“', '”', '‘', '’'], "\"");
    }
    topics
});
static IN_CHINESE: LazyLock<Vec<Topic>> = LazyLock::new(|| topics::read(CHINESE));

/// Longer texts are no questions, and have any word somewhere.
const LONGEST_QUESTION: usize = 200;
/// A shorter word is a part of too many others.
const SHORTEST_BEGINNING: usize = 4;

/// What the help says about it; `None` where it would be a guess.
pub(super) fn answer(question: &str, language: Language) -> Option<&'static str> {
    let topics: &'static [Topic] = language.pick(&IN_ENGLISH, &IN_CHINESE);
    topic(topics, question).map(|topic| topic.answer.as_str())
}

/// The topic of the keyword that says most, of those that the question has; the first of equals.
fn topic<'a>(topics: &'a [Topic], question: &str) -> Option<&'a Topic> {
    if question.chars().count() > LONGEST_QUESTION {
        return None;
    }
    let question = question.to_lowercase();
    let words: Vec<&str> = question.split(|character: char| !character.is_alphanumeric()).collect();
    let mut best: Option<(usize, &Topic)> = None;
    for topic in topics {
        let fitting = topic.keywords.iter().filter(|keyword| has(&question, &words, keyword));
        let says = fitting.map(|keyword| keyword.len()).max();
        if let Some(says) = says
            && best.is_none_or(|(most, _)| says > most)
        {
            best = Some((says, topic));
        }
    }
    best.map(|(_, topic)| topic)
}

/// Whether every word of a keyword is in the question: a Chinese one anywhere, another one where a word begins.
fn has(question: &str, words: &[&str], keyword: &str) -> bool {
    keyword.split(' ').all(|wanted| match wanted.chars().any(is_han) {
        true => question.contains(wanted),
        false if wanted.len() < SHORTEST_BEGINNING => words.contains(&wanted),
        false => words.iter().any(|word| word.starts_with(wanted)),
    })
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
