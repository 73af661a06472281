//! `selkie://` links. Only reads them: a link never signs in by itself, it fills a form that a person sends.

use client::{
    error::{Code, Result},
    event::{Link, SignInLink},
};
use url::Url;

use crate::{
    invitation::{self, picture},
    named,
};

/// Longer ones are refused before they are read; tokens of every known server are far below.
const LONGEST: usize = 8192;

pub fn is_one(word: &str) -> bool {
    word.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("selkie:"))
}

/// What a link says: it leads to signing in, it is an invitation, or it names somebody or a group.
pub fn read(link: &str) -> Option<Link> {
    let sign_in = || parse(link).map(|link| Link::SignIn { link });
    let invitation = || invitation::parse(link).map(|invitation| Link::Invitation { invitation });
    sign_in().or_else(invitation).or_else(|| named::parse(link))
}

/// Finds one in what somebody pasted, which may have words around it.
pub fn find(text: &str) -> Result<Link> {
    if text.len() > LONGEST {
        return Err(Code::NoLink.into());
    }
    text.split(|sign: char| sign.is_whitespace() || matches!(sign, '<' | '>' | '"' | '，' | '。'))
        .find_map(read)
        .ok_or_else(|| Code::NoLink.into())
}

/// Finds one in a picture.
pub async fn find_in_picture(file: Vec<u8>) -> Result<Link> {
    picture::read(file, read, Code::NoLink).await
}

/// Reads `selkie://sign-in?address=..&user=..&token=..`. Anything else, a field that is missing, empty, doubled or
/// holds control characters, gives none.
fn parse(link: &str) -> Option<SignInLink> {
    if link.len() > LONGEST || !is_one(link) {
        return None;
    }
    let url = Url::parse(link).ok()?;
    if url.host_str() != Some("sign-in") || !matches!(url.path(), "" | "/") {
        return None;
    }
    Some(SignInLink {
        address: field(&url, "address")?,
        user_id: field(&url, "user")?,
        token: field(&url, "token")?,
    })
}

fn field(url: &Url, name: &str) -> Option<String> {
    let mut values = url
        .query_pairs()
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned());
    let value = values.next()?;
    let usable = !value.is_empty() && !value.chars().any(char::is_control);
    (usable && values.next().is_none()).then_some(value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_link_is_read() {
        let link = parse("selkie://sign-in?address=https%3A%2F%2Fchat.example.org&user=u%2B1&token=a.b-c%3D");
        let read = SignInLink {
            address: "https://chat.example.org".into(),
            user_id: "u+1".into(),
            token: "a.b-c=".into(),
        };
        assert_eq!(link, Some(read.clone()));
        let other = parse("SELKIE://sign-in/?token=a.b-c%3D&x=1&user=u%2B1&address=https://chat.example.org");
        assert_eq!(other, Some(read));
    }

    #[test]
    fn an_invitation_is_told_as_one() {
        let told = read("selkie://join?address=https%3A%2F%2Fchat.example.org");
        assert!(
            matches!(told, Some(Link::Invitation { invitation }) if invitation.addresses == ["https://chat.example.org"])
        );
        assert_eq!(read("selkie://elsewhere?address=https%3A%2F%2Fchat.example.org"), None);
    }

    #[tokio::test]
    async fn a_person_is_found_among_words_and_in_a_picture() {
        let link = "selkie://person?address=https%3A%2F%2Fchat.example.org&user=7";
        let is_person = |found: &Result<Link>| matches!(found, Ok(Link::Person { person }) if person.user_id == "7");
        assert!(is_person(&find(&format!("This is me: <{link}>"))));
        assert_eq!(find("This is me"), Err(Code::NoLink.into()));
        let file = invitation::file(link).unwrap();
        assert!(is_person(&find_in_picture(file).await));
        let other = invitation::file("https://example.org").unwrap();
        assert_eq!(find_in_picture(other).await, Err(Code::NoLink.into()));
    }

    #[test]
    fn what_is_no_sign_in_link_is_refused() {
        for link in [
            "",
            "selkie:",
            "selkie://",
            "selkie://sign-in",
            "selkie://sign-in?address=a&user=b",
            "selkie://sign-in?address=a&user=&token=c",
            "selkie://sign-in?address=a&user=b&token=c&token=d",
            "selkie://sign-in?address=a&user=b%0A&token=c",
            "selkie://sign-in/elsewhere?address=a&user=b&token=c",
            "selkie://sign-out?address=a&user=b&token=c",
            "https://sign-in?address=a&user=b&token=c",
            "selkié://sign-in?address=a&user=b&token=c",
        ] {
            assert_eq!(parse(link), None, "{link:?} was taken");
        }
        assert_eq!(
            parse(&format!(
                "selkie://sign-in?address=a&user=b&token={}",
                "c".repeat(LONGEST)
            )),
            None
        );
    }
}
