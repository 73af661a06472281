//! Tables in a file, as spreadsheets write them: values between commas, in quotes where they hold a comma, a quote or a
//! line break. Knows nothing of what they say.

use anyhow::{Result, bail};

/// A line with something in it, and where it begins in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) values: Vec<String>,
}

/// What stands in the value that is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Bare,
    Quoted,
    /// After a quote within quotes: the end of the value, or the first half of a quote.
    Closed,
}

/// All lines that are not empty. A mark of the byte order, which spreadsheets write, says nothing.
pub(super) fn rows(text: &str) -> Result<Vec<Row>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut rows, mut values, mut value) = (Vec::new(), Vec::new(), String::new());
    let (mut at, mut line, mut begun, mut opened) = (At::Start, 1, 1, 1);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign == '\n' {
            line += 1;
        }
        match (at, sign) {
            (At::Quoted, '"') => at = At::Closed,
            (At::Quoted, sign) => value.push(sign),
            (At::Start, '"') => (at, opened) = (At::Quoted, line),
            (At::Closed, '"') => {
                value.push('"');
                at = At::Quoted;
            }
            (_, ',') => {
                values.push(std::mem::take(&mut value));
                at = At::Start;
            }
            (_, '\r') if signs.peek() == Some(&'\n') => {}
            (_, '\n') => {
                values.push(std::mem::take(&mut value));
                keep(&mut rows, begun, std::mem::take(&mut values));
                (at, begun) = (At::Start, line);
            }
            (At::Closed, _) => bail!("line {line}: there is something behind a closed quote"),
            (_, sign) => {
                value.push(sign);
                at = At::Bare;
            }
        }
    }
    if at == At::Quoted {
        bail!("line {opened}: a quote is opened and never closed");
    }
    values.push(value);
    keep(&mut rows, begun, values);
    Ok(rows)
}

fn keep(rows: &mut Vec<Row>, line: usize, values: Vec<String>) {
    let values: Vec<String> = values.into_iter().map(|value| value.trim().to_owned()).collect();
    if values.iter().any(|value| !value.is_empty()) {
        rows.push(Row { line, values });
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, Vec<String>)> {
        let rows = rows(text).unwrap();
        rows.into_iter().map(|row| (row.line, row.values)).collect()
    }

    fn row(line: usize, values: &[&str]) -> (usize, Vec<String>) {
        (line, values.iter().map(|value| (*value).to_owned()).collect())
    }

    #[test]
    fn values_are_read_as_spreadsheets_write_them() {
        assert_eq!(
            read("\u{feff}a,b\r\n\r\n\"Li, \"\"Al\"\"\", 李 \n\"two\nlines\",\n,\nz,last"),
            [
                row(1, &["a", "b"]),
                row(3, &["Li, \"Al\"", "李"]),
                row(4, &["two\nlines", ""]),
                row(7, &["z", "last"]),
            ]
        );
        assert_eq!(read(""), []);
    }

    #[test]
    fn a_quote_that_is_wrong_is_told_with_its_line() {
        for (text, line) in [("a\n\"b\nc", "line 2:"), ("a\n\n\"b\"c\n", "line 3:")] {
            let wrong = rows(text).unwrap_err().to_string();
            assert!(wrong.starts_with(line), "{wrong}");
        }
    }
}
