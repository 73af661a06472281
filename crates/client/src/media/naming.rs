//! Names of files that others chose, made fit to be shown and to be written to any disk: no path, no sign that hides or
//! turns what stands beside it, no word that Windows keeps for itself.

/// In characters and in bytes, its ending included: disks count the latter.
const LONGEST: usize = 120;
const LONGEST_BYTES: usize = 200;
const LONGEST_ENDING: usize = 16;

const KEPT: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// Endings of what a system runs, or of what says to a system what to run.
const PROGRAMS: [&str; 45] = [
    "app", "appimage", "apk", "bat", "chm", "cmd", "com", "command", "cpl", "deb", "desktop", "dll", "dmg", "docm",
    "exe", "hta", "html", "htm", "inf", "iso", "jar", "js", "jse", "lnk", "msc", "msi", "msp", "pif", "pkg", "pl",
    "ps1", "py", "rb", "reg", "rpm", "run", "scf", "scr", "sh", "svg", "url", "vbe", "vbs", "wsf", "xlsm",
];

/// The name as it is shown and written; empty where nothing is left of it.
pub(crate) fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |sign: char| match sign {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some('_'),
        sign if sign.is_control() || hides(sign) => None,
        sign if sign.is_whitespace() => Some(' '),
        sign => Some(sign),
    };
    let name: String = last.chars().filter_map(plain).collect();
    let name = name.trim_matches([' ', '.']);
    let (stem, ending) = parts(name);
    let room = LONGEST - ending.chars().count() - 1;
    let bytes = LONGEST_BYTES - ending.len() - 1;
    let mut stem: String = stem
        .char_indices()
        .take(room)
        .take_while(|(at, sign)| at + sign.len_utf8() <= bytes)
        .map(|(_, sign)| sign)
        .collect();
    let device = |number: &str| matches!(number.as_bytes(), [b'1'..=b'9']);
    let first = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let kept = KEPT.contains(&first.as_str())
        || ["COM", "LPT"]
            .iter()
            .any(|word| first.strip_prefix(word).is_some_and(device));
    if kept {
        stem.insert(0, '_');
    }
    match ending {
        "" => stem,
        ending => format!("{stem}.{ending}"),
    }
}

/// The name with a number, from the second of its kind on.
pub(super) fn numbered(name: &str, number: u32) -> String {
    match (number, parts(name)) {
        (1, _) => name.to_owned(),
        (number, (stem, "")) => format!("{stem} ({number})"),
        (number, (stem, ending)) => format!("{stem} ({number}).{ending}"),
    }
}

/// A name for what has none, by what it is.
pub(super) fn for_kind(kind: &str) -> String {
    let (stem, ending) = match kind {
        "image/jpeg" => ("picture", "jpg"),
        "image/svg+xml" => ("picture", "svg"),
        "audio/mpeg" => ("sound", "mp3"),
        "audio/mp4" => ("sound", "m4a"),
        "video/quicktime" => ("video", "mov"),
        "text/plain" => ("text", "txt"),
        "application/pdf" | "application/zip" => ("file", kind.rsplit('/').next().unwrap_or_default()),
        kind => match kind.split_once('/') {
            Some(("image", ending)) => ("picture", ending),
            Some(("video", ending)) => ("video", ending),
            Some(("audio", ending)) => ("sound", ending),
            _ => ("file", "bin"),
        },
    };
    format!("{stem}.{ending}")
}

/// Signs that are not seen, or that turn the writing around.
/// What the picture of a video is called on a server, as OpenIM's clients do.
pub(super) fn poster(video: &str, ending: &str) -> String {
    let stem = video.rsplit_once('.').map_or(video, |(stem, _)| stem);
    format!("{}{ending}", stem.replacen("msg_video_", "msg_videoSnapshot_", 1))
}

fn hides(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn parts(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.is_empty() && ending.chars().count() <= LONGEST_ENDING => {
            (stem, ending)
        }
        _ => (name, ""),
    }
}

/// What stands behind the last dot, in small letters.
pub(crate) fn ending(name: &str) -> String {
    parts(name).1.to_lowercase()
}

/// Whether opening a file of this name may run it.
pub(crate) fn is_program(name: &str) -> bool {
    PROGRAMS.contains(&ending(name).as_str())
}

/// With the dot, for the name that a server is told; empty where it would be more than letters and figures.
pub(crate) fn plain_ending(name: &str) -> String {
    let ending = ending(name);
    if !ending.is_empty() && ending.chars().all(|sign| sign.is_ascii_alphanumeric()) {
        format!(".{ending}")
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_becomes_a_plain_one() {
        for (name, safe_name) in [
            ("report.pdf", "report.pdf"),
            ("年度报告（终稿）.docx", "年度报告（终稿）.docx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
            ("/", ""),
            ("..", ""),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("a\u{0}b\nc\u{7}.txt", "abc.txt"),
            ("CON", "_CON"),
            ("con.txt", "_con.txt"),
            ("LPT1.tar.gz", "_LPT1.tar.gz"),
            ("COM10.txt", "COM10.txt"),
            ("what?*.txt", "what__.txt"),
            ("trailing. . ", "trailing"),
            (".bashrc", "bashrc"),
            ("a.b c d e f g h i j k l m n", "a.b c d e f g h i j k l m n"),
            ("", ""),
        ] {
            assert_eq!(safe(name), safe_name, "{name:?}");
        }
        let long = safe(&format!("{}.tar", "长".repeat(1_000)));
        assert!(long.len() <= LONGEST_BYTES && long.ends_with("长.tar"));
        assert_eq!(safe(&"x".repeat(1_000)).len(), LONGEST - 1);
        assert_eq!(safe(&long), long, "a safe name stays as it is");
    }

    #[test]
    fn what_may_run_is_known_by_its_ending() {
        for name in [
            "setup.EXE",
            "a.pdf.exe",
            "x.desktop",
            "photogpj.scr",
            "page.html",
            "pic.svg",
        ] {
            assert!(is_program(name), "{name}");
        }
        for name in ["a.pdf", "exe", "a.exe.txt", "", "a.jpg"] {
            assert!(!is_program(name), "{name}");
        }
        assert_eq!(
            (plain_ending("A.JPG"), plain_ending("a.文档"), plain_ending("a")),
            (".jpg".into(), String::new(), String::new())
        );
    }
}
