//! Which simplified character stands for a traditional one, of those below U+10000. Where several can, the first; a
//! traditional character that is also written in simplified texts counts as simplified, since what is written either
//! way must be found either way.
//!
//! The pairs in `simplified.txt` are `kSimplifiedVariant` of Unicode's Han database 15.0, © 1991-2022 Unicode, Inc.,
//! under the licence Unicode-3.0; chains are followed to their end. Two bytes a character: 11 kB of the program.

const TEXT: &[u8] = include_bytes!("simplified.txt");

/// Each is three bytes of UTF-8, and each line ends with one.
const PAIRS: usize = (TEXT.len() - lines()) / 6;

/// In the order of the first ones.
static TABLE: [(u16, u16); PAIRS] = table();

/// The character that `sign` is found as.
pub(super) fn simplified(sign: char) -> char {
    let Ok(number) = u16::try_from(u32::from(sign)) else {
        return sign;
    };
    let place = TABLE.binary_search_by_key(&number, |(traditional, _)| *traditional);
    place
        .ok()
        .and_then(|place| TABLE.get(place))
        .and_then(|(_, simplified)| char::from_u32(u32::from(*simplified)))
        .unwrap_or(sign)
}

const fn lines() -> usize {
    let (mut at, mut lines) = (0, 0);
    while at < TEXT.len() {
        if byte(at) == b'\n' {
            lines += 1;
        }
        at += 1;
    }
    lines
}

#[expect(
    clippy::indexing_slicing,
    reason = "worked out while it is compiled, which fails where it is outside"
)]
const fn byte(at: usize) -> u8 {
    TEXT[at]
}

const fn number(at: usize) -> u16 {
    ((byte(at) & 0x0f) as u16) << 12 | ((byte(at + 1) & 0x3f) as u16) << 6 | (byte(at + 2) & 0x3f) as u16
}

#[expect(
    clippy::indexing_slicing,
    reason = "worked out while it is compiled, which fails where it is outside"
)]
const fn table() -> [(u16, u16); PAIRS] {
    let mut table = [(0, 0); PAIRS];
    let (mut at, mut pair) = (0, 0);
    while pair < PAIRS {
        if byte(at) == b'\n' {
            at += 1;
        }
        table[pair] = (number(at), number(at + 3));
        (at, pair) = (at + 6, pair + 1);
    }
    table
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

    #[test]
    fn the_table_is_what_its_text_says() {
        let text: Vec<char> = std::str::from_utf8(TEXT)
            .unwrap()
            .chars()
            .filter(|sign| *sign != '\n')
            .collect();
        assert_eq!(text.len(), PAIRS * 2);
        for pair in text.chunks(2) {
            assert_eq!(simplified(pair[0]), pair[1]);
            assert_eq!(simplified(pair[1]), pair[1], "what comes out is not replaced again");
        }
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0), "in order");
    }

    #[test]
    fn either_way_of_writing_is_one() {
        let all = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(all("電腦軟體開發"), "电脑软体开发");
        assert_eq!(all("電話號碼發給後臺"), "电话号码发给后台");
        assert_eq!(all("A你好😀"), "A你好😀");
    }
}
