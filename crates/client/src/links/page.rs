//! The few words in which a page of the web says what it is: its title, and what it wrote for such cards. No more of the
//! page is understood; nothing of it is run or fetched.

/// As the page has it, of any length.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) title: String,
    pub(super) words: String,
    pub(super) site: String,
    /// Where its picture is.
    pub(super) picture: String,
}

/// Tags that are looked at; what stands behind so many says nothing new.
const MOST_TAGS: usize = 2000;

pub(super) fn read(page: &str) -> Told {
    let mut told = Told::default();
    let mut own = String::new();
    let mut plain = String::new();
    let mut rest = page;
    for _ in 0..MOST_TAGS {
        let Some((_, behind)) = rest.split_once('<') else { break };
        if let Some(behind) = behind.strip_prefix("!--") {
            rest = behind.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let Some((tag, behind)) = tag(behind) else { break };
        rest = behind;
        match name(tag).as_str() {
            "title" if own.is_empty() => {
                let (text, behind) = rest.split_once('<').unwrap_or((rest, ""));
                own = unescaped(text);
                // The sign that was taken begins the tag that ends it.
                rest = behind.split_once('>').map_or("", |(_, rest)| rest);
            }
            "meta" => {
                let of = ["property", "name"]
                    .iter()
                    .find_map(|key| attribute(tag, key))
                    .unwrap_or_default();
                let content = attribute(tag, "content").unwrap_or_default();
                let field = match of.to_ascii_lowercase().as_str() {
                    "og:title" => &mut told.title,
                    "og:description" => &mut told.words,
                    "og:site_name" => &mut told.site,
                    "og:image" | "og:image:secure_url" | "og:image:url" => &mut told.picture,
                    "description" => &mut plain,
                    _ => continue,
                };
                if field.is_empty() {
                    *field = content;
                }
            }
            // What a script holds looks like tags and is none.
            "script" | "style" => {
                let end = format!("</{}", name(tag));
                let at = rest.to_ascii_lowercase().find(&end);
                rest = at.and_then(|at| rest.get(at..)).unwrap_or_default();
            }
            "body" => break,
            _ => {}
        }
    }
    if told.title.trim().is_empty() {
        told.title = own;
    }
    if told.words.trim().is_empty() {
        told.words = plain;
    }
    told
}

/// What stands up to the end of a tag, and what behind it. A sign in quotes ends nothing.
fn tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (None, '>') => return Some((text.get(..at)?, text.get(at + 1..)?)),
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), _) if open == sign => quote = None,
            _ => {}
        }
    }
    None
}

fn name(tag: &str) -> String {
    let end = |sign: char| sign.is_whitespace() || sign == '/';
    tag.split(end).next().unwrap_or_default().to_ascii_lowercase()
}

fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let mut rest = tag.split_once(char::is_whitespace)?.1;
    while let Some((key, behind)) = rest.split_once('=') {
        let key = key.split_whitespace().last().unwrap_or_default();
        let behind = behind.trim_start();
        let (value, onward) = match behind.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inside = behind.get(1..).unwrap_or_default();
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            _ => behind.split_once(char::is_whitespace).unwrap_or((behind, "")),
        };
        if key.eq_ignore_ascii_case(wanted) {
            return Some(unescaped(value));
        }
        rest = onward;
    }
    None
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        let entity = behind.split_once(';').filter(|(name, _)| name.len() <= 8);
        match entity.and_then(|(name, rest)| Some((sign(name)?, rest))) {
            Some((sign, onward)) => {
                plain.push(sign);
                rest = onward;
            }
            None => {
                plain.push('&');
                rest = behind;
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn sign(name: &str) -> Option<char> {
    let number = name.strip_prefix('#');
    let hex = number.and_then(|number| number.strip_prefix(['x', 'X']));
    match (hex, number, name) {
        (Some(hex), ..) => char::from_u32(u32::from_str_radix(hex, 16).ok()?),
        (None, Some(number), _) => char::from_u32(number.parse().ok()?),
        (.., "amp") => Some('&'),
        (.., "lt") => Some('<'),
        (.., "gt") => Some('>'),
        (.., "quot") => Some('"'),
        (.., "apos") => Some('\''),
        (.., "nbsp") => Some(' '),
        (.., "hellip") => Some('…'),
        (.., "mdash") => Some('—'),
        (.., "ndash") => Some('–'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_page_says_what_it_is_in_its_own_words_or_in_those_for_cards() {
        let page = r#"<!DOCTYPE html><html><head><!-- <title>no</title> --><TITLE>Seals &amp; more</TITLE>
            <script>var a = "<meta property='og:title' content='no'>";</script>
            <meta name=description content="They swim.">
            <meta content='Seals of the North &#x2014; a list > all' property="og:title"/>
            <meta property="og:image" content="/seal.jpg?a=1&amp;b=2"><meta property="og:image" content="/second.jpg">
            <meta property="og:site_name" content="Harbour"></head><body><title>no</title></body>"#;
        let told = read(page);
        assert_eq!(told.title, "Seals of the North — a list > all");
        assert_eq!((told.words.as_str(), told.site.as_str()), ("They swim.", "Harbour"));
        assert_eq!(told.picture, "/seal.jpg?a=1&b=2");
        assert_eq!(
            read("<title>Seals &amp; more &bogus; &</title>").title,
            "Seals & more &bogus; &"
        );
        assert_eq!(read("nothing"), Told::default());
    }

    proptest! {
        #[test]
        fn whatever_a_page_holds_is_read(page in "(<(title|meta|script|!--|/script|body)?|[>'\"=&;#x ]|og:title|content|property|\\PC){0,60}") {
            read(&page);
        }
    }
}
