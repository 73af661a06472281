//! What objects are called: by whom, where and how, so that a name says nothing of a file system and nobody guesses it.

/// The longest file name that is kept of what a client wished for.
const LONGEST: usize = 80;

/// The file's own name out of `{user ID}/{anything}`, in signs that mean the same everywhere.
pub(super) fn file(user_id: &str, wished: &str) -> Option<String> {
    let rest = wished
        .trim_start_matches('/')
        .strip_prefix(user_id)?
        .strip_prefix('/')?;
    if rest.len() > 1024 || rest.chars().any(char::is_control) {
        return None;
    }
    let last = rest.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |sign: char| match sign {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => sign,
        _ => '_',
    };
    let signs: Vec<char> = last.chars().map(plain).collect();
    // The end says of what kind it is.
    let kept: String = signs.iter().skip(signs.len().saturating_sub(LONGEST)).collect();
    let kept = kept.trim_start_matches('.');
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// The server's id stands in it, so that a client that reaches this server by another address knows what lies here.
pub(super) fn whole(user_id: &str, server_id: &str, random: &str, file: &str) -> String {
    format!("{user_id}/{server_id}/{random}/{file}")
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn a_name_is_its_owners_and_means_nothing_to_a_file_system() {
        for (wished, kept) in [
            ("7/a.png", Some("a.png")),
            ("/7/msg_picture_1.jpg", Some("msg_picture_1.jpg")),
            ("7/x/y/../../etc/passwd", Some("passwd")),
            ("7/..", None),
            ("7/", None),
            ("7", None),
            ("8/a.png", None),
            ("77/a.png", None),
            ("7/..\\..\\a b?.png", Some("a_b_.png")),
            ("7/a\nb", None),
            ("7/照片.jpg", Some("__.jpg")),
        ] {
            assert_eq!(file("7", wished).as_deref(), kept, "{wished}");
        }
        assert_eq!(
            file("7", &format!("7/{}.png", "a".repeat(500))).map(|name| name.len()),
            Some(80)
        );
    }
}
