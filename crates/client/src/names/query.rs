//! What somebody writes to find a name: the name itself, its pinyin, whole or cut short, or first letters, mixed as it
//! comes ("zhangs", "zs", "张s"). A character with several readings is found by each.

use super::Spelled;
use super::letters::{Letter, MOST, folded};

/// Signs of a query that are looked at.
const LONGEST: usize = 32;
/// Shorter ones would be found scattered over nearly every name.
const SCATTERED: usize = 3;

#[derive(Debug, Clone)]
pub(crate) struct Query {
    signs: Vec<char>,
}

/// How well a name fits; the smallest is the best. Of two that fit at the same place the better one takes fewer letters of
/// the name, whose number it bears: "lin" is 林 rather than 李 and the first letter of 娜.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    Whole,
    Beginning(usize),
    /// At the beginning of a later word.
    Word(usize),
    Inside(usize),
    /// All of it is there, in order, with other letters between.
    Scattered,
}

impl Query {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            signs: text.chars().flat_map(folded).take(LONGEST).collect(),
        }
    }

    /// `None`: the name does not fit, or nothing was written that could be found.
    pub(crate) fn rank(&self, name: &str) -> Option<Rank> {
        self.rank_of(&Spelled::of(name))
    }

    /// How well an id fits, which is looked for by its beginning only.
    pub(crate) fn rank_of_id(&self, id: &str) -> Option<Rank> {
        // Nearly all begin otherwise; none of those is taken apart.
        let first = id.chars().find(char::is_ascii_alphanumeric);
        if id.is_ascii() && first.map(|sign| sign.to_ascii_lowercase()) != self.signs.first().copied() {
            return None;
        }
        self.rank(id).filter(|rank| *rank <= Rank::Beginning(usize::MAX))
    }

    pub(crate) fn rank_of(&self, Spelled(letters): &Spelled) -> Option<Rank> {
        if self.signs.is_empty() {
            return None;
        }
        let mut search = Search {
            signs: &self.signs,
            letters,
            hopeless: vec![false; (self.signs.len() + 1) * (letters.len() + 1)],
        };
        let mut best = None;
        for (at, letter) in letters.iter().enumerate() {
            let Some(fit) = search.reach(0, at) else { continue };
            let rank = match (at, letter.start) {
                (0, _) if fit.end == letters.len() && (fit.cut == 0 || fit.cut == fit.used) => Rank::Whole,
                (0, _) => Rank::Beginning(fit.used),
                (_, true) => Rank::Word(fit.used),
                _ => Rank::Inside(fit.used),
            };
            best = best.min(Some(rank)).or(Some(rank));
        }
        best.or_else(|| search.scattered().then_some(Rank::Scattered))
    }
}

/// How a query was used up.
#[derive(Default)]
struct Fit {
    /// Where the name has come to then.
    end: usize,
    /// Letters of the name that it took.
    used: usize,
    /// Those of them that it did not write out.
    cut: usize,
}

struct Search<'a> {
    signs: &'a [char],
    letters: &'a [Letter],
    /// Pairs of places from which the rest was tried in vain, so that no name takes longer than its length times the
    /// query's.
    hopeless: Vec<bool>,
}

impl Search<'_> {
    /// How the rest of the query fits from here on.
    fn reach(&mut self, sign: usize, at: usize) -> Option<Fit> {
        let Some(rest) = self.signs.get(sign..).filter(|rest| !rest.is_empty()) else {
            return Some(Fit {
                end: at,
                ..Fit::default()
            });
        };
        let place = sign * (self.letters.len() + 1) + at;
        if self.hopeless.get(place).copied().unwrap_or(true) {
            return None;
        }
        let letter = self.letters.get(at)?;
        let (mut steps, mut whole) = (Steps::default(), Steps::default());
        if rest.first() == Some(&letter.own) {
            steps.add(1);
            whole.add(1);
        }
        for reading in &letter.readings {
            let same = shared(reading, rest);
            if same == reading.chars().count() {
                steps.add(same);
                whole.add(same);
            } else if same == rest.len() {
                steps.add(same);
            }
            // First letters: one, or both of a sound that is written with two.
            steps.add(same.min(1));
            if same >= 2 && reading.as_bytes().get(1) == Some(&b'h') {
                steps.add(2);
            }
        }
        let found = steps.all().find_map(|step| {
            let next = at + 1;
            let mut fit = self.reach(sign + step, next).or_else(|| {
                let word = self.next_word(next)?;
                self.reach(sign + step, word)
            })?;
            fit.used += 1;
            fit.cut += usize::from(!whole.has(step));
            Some(fit)
        });
        if found.is_none()
            && let Some(mark) = self.hopeless.get_mut(place)
        {
            *mark = true;
        }
        found
    }

    /// Where the next word begins, if that is not right here.
    fn next_word(&self, from: usize) -> Option<usize> {
        let more = self.letters.get(from..)?;
        let skipped = more.iter().position(|letter| letter.start)?;
        (skipped > 0).then_some(from + skipped)
    }

    fn scattered(&self) -> bool {
        if self.signs.len() < SCATTERED {
            return false;
        }
        let mut letters = self.letters.iter();
        self.signs.iter().all(|sign| {
            letters
                .any(|letter| letter.own == *sign || letter.readings.iter().any(|reading| reading.starts_with(*sign)))
        })
    }
}

/// How many signs a letter may use up: the longest first, each once.
#[derive(Default)]
struct Steps(u8);

impl Steps {
    fn add(&mut self, step: usize) {
        if (1..8).contains(&step) {
            self.0 |= 1 << step;
        }
    }

    fn has(&self, step: usize) -> bool {
        self.0 & (1 << step) != 0
    }

    fn all(self) -> impl Iterator<Item = usize> {
        (1..8).rev().filter(move |step| self.has(*step))
    }
}

/// How many signs a syllable and a query have in common at their beginnings. People write `ü` as v or u.
fn shared(reading: &str, signs: &[char]) -> usize {
    let same = |(own, sign): &(char, &char)| own == *sign || (*own == 'ü' && matches!(sign, 'v' | 'u'));
    reading.chars().zip(signs).take_while(same).count()
}

const _: () = assert!(LONGEST < MOST, "a whole query fits into what is looked at of a name");

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn rank(query: &str, name: &str) -> Option<Rank> {
        Query::new(query).rank(name)
    }

    #[test]
    fn a_chinese_name_is_found_by_characters_pinyin_and_first_letters() {
        for query in [
            "张",
            "张三",
            "zhang",
            "zhangs",
            "zhangsan",
            "zs",
            "zhs",
            "zhsan",
            "张s",
            "Zhang San",
            "ＺＳ",
        ] {
            assert!(rank(query, "张三丰").unwrap() <= Rank::Beginning(4), "{query}");
        }
        assert_eq!(rank("zsf", "张三丰"), Some(Rank::Whole));
        assert_eq!(rank("sanfeng", "张三丰"), Some(Rank::Word(2)));
        assert_eq!(rank("lisi", "张三丰"), None);
        assert_eq!(rank("zg", "张三丰"), None);
    }

    #[test]
    fn every_reading_of_a_character_finds_it() {
        for query in ["zeng", "ceng", "zgf", "cgf"] {
            assert!(rank(query, "曾国藩").is_some(), "{query}");
        }
        for query in ["lv", "lu", "lvbu"] {
            assert!(rank(query, "吕布").is_some(), "{query}");
        }
        assert!(rank("xian", "西安").is_some(), "a syllable that is two");
    }

    #[test]
    fn a_latin_name_is_found_by_beginnings_of_words_without_case_and_accents() {
        assert_eq!(rank("zoe", "Zoë"), Some(Rank::Whole));
        assert_eq!(rank("JOHN", "John Smith"), Some(Rank::Beginning(4)));
        assert_eq!(rank("smith", "John Smith"), Some(Rank::Word(5)));
        assert_eq!(rank("js", "John Smith"), Some(Rank::Beginning(2)));
        assert_eq!(rank("josm", "John Smith"), Some(Rank::Beginning(4)));
        assert_eq!(rank("mit", "John Smith"), Some(Rank::Inside(3)));
        assert_eq!(rank("jhnsmth", "John Smith"), Some(Rank::Scattered));
        assert_eq!(rank("jx", "John Smith"), None);
    }

    #[test]
    fn other_writings_and_pictures_are_found_as_they_are() {
        assert_eq!(rank("мар", "Мария"), Some(Rank::Beginning(3)));
        assert_eq!(rank("さく", "さくら"), Some(Rank::Beginning(2)));
        assert_eq!(rank("🌊", "Harbour 🌊"), Some(Rank::Word(1)));
        assert_eq!(rank("ann", "\u{202e}\u{200b}Ann"), Some(Rank::Whole));
    }

    #[test]
    fn what_says_nothing_finds_nothing() {
        for text in ["", "  ", "--", "\u{200b}\u{202e}", "\n"] {
            assert_eq!(rank(text, "-- Ann"), None, "{text:?}");
        }
    }

    #[test]
    fn a_name_made_to_be_slow_is_not() {
        let name = "行".repeat(10_000);
        let query = "h".repeat(10_000);
        assert!(rank(&query, &name).is_some());
        assert_eq!(rank(&format!("{}q", "hx".repeat(15)), &name), None);
    }

    #[test]
    fn the_best_of_several_fits_counts() {
        assert_eq!(rank("an", "Joan Anders"), Some(Rank::Word(2)));
        assert_eq!(rank("a", "banana"), Some(Rank::Inside(1)));
    }

    #[test]
    fn a_syllable_that_is_written_out_fits_better_than_one_and_a_first_letter() {
        assert!(rank("lin", "林涛") < rank("lin", "李娜"));
        assert_eq!(rank("lina", "李娜"), Some(Rank::Whole));
        assert_eq!(rank("ln", "李娜"), Some(Rank::Whole));
    }
}
