//! Names as people look for them and sort them: by their letters, by the pinyin of their characters, by first letters.
//! Knows no store and no person.

mod letters;
mod query;

pub(crate) use query::{Query, Rank};

use letters::{Letter, letters, surname};

/// A name taken apart, for whoever looks at it again and again.
#[derive(Debug)]
pub(crate) struct Spelled(Box<[Letter]>);

impl Spelled {
    pub(crate) fn of(name: &str) -> Self {
        Self(letters(name).into_boxed_slice())
    }

    /// As [`key`].
    pub(crate) fn key(&self) -> String {
        key_of(&self.0)
    }
}

/// What a name is sorted by, in lower-case Latin letters where it has any: Chinese stands where its pinyin would.
pub(crate) fn key(name: &str) -> String {
    key_of(&letters(name))
}

fn key_of(letters: &[Letter]) -> String {
    let mut key = String::new();
    for (at, letter) in letters.iter().enumerate() {
        if letter.start && !key.is_empty() {
            key.push(' ');
        }
        let reading = match at {
            0 => surname(letter.own).or_else(|| letter.readings.first().copied()),
            _ => letter.readings.first().copied(),
        };
        match reading {
            Some(reading) => key.push_str(&reading.replace('ü', "v")),
            None => key.push(letter.own),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_sorted_by_pinyin_among_latin_names_and_the_rest_comes_after() {
        let mut names = ["陈伟", "Bob", "安娜", "Zoë", "曾国藩", "张三", "ann", "单田芳", "吕布"];
        names.sort_by_key(|name| key(name));
        assert_eq!(
            names,
            ["安娜", "ann", "Bob", "陈伟", "吕布", "单田芳", "曾国藩", "张三", "Zoë"]
        );
    }

    #[test]
    fn a_family_name_is_read_as_one() {
        assert_eq!(key("单田芳"), "shan tian fang");
        assert_eq!(key("仇英"), "qiu ying");
        assert_eq!(key("简单"), "jian dan");
    }

    #[test]
    fn what_has_no_letters_has_no_key() {
        assert_eq!(key("  —— "), "");
        assert_eq!(key("\u{202e}\u{200b}"), "");
    }
}
