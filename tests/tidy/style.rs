//! Heads, lengths, names, ends of lines: what stands in each file by itself.

use std::path::Path;

use crate::{files, none, words};

/// Longer files are split by concept; see CONTRIBUTING.md.
const LONGEST: usize = 500;

#[test]
fn every_rust_file_says_what_it_is_for() {
    let bare = files()
        .into_iter()
        .filter(|file| file.is(&[".rs"]) && !file.text.starts_with("//! "));
    let bare: Vec<_> = bare.map(|file| file.path).collect();
    none(
        &bare,
        "A .rs file begins with `//!`: what it is for, and what it does not know.",
    );
}

#[test]
fn no_file_is_too_long() {
    let sources = files()
        .into_iter()
        .filter(|file| file.is(&[".rs", ".ts", ".svelte"]) && !file.is(&[".gen.ts"]));
    let lengths = sources.map(|file| (file.text.lines().count(), file.path));
    let long: Vec<_> = lengths
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    none(&long, "Files are split by concept before they have 500 lines.");
}

#[test]
fn modules_and_types_are_called_by_their_nouns() {
    const KINDS: [&str; 6] = ["struct", "enum", "trait", "type", "class", "interface"];
    const EMPTY: [&str; 5] = ["Manager", "Service", "Helper", "Util", "Utils"];
    const FILES: [&str; 7] = ["mod", "util", "utils", "helper", "helpers", "common", "misc"];
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is(&[".rs", ".ts", ".svelte"])) {
        let stem = Path::new(&file.path)
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        if FILES.contains(&stem.as_str()) {
            found.push(file.path.clone());
        }
        for (at, line) in file.code() {
            let words: Vec<_> = words(line).collect();
            let empty = |pair: &[&str]| KINDS.contains(&pair[0]) && EMPTY.iter().any(|word| pair[1].ends_with(word));
            if words.windows(2).any(empty) {
                found.push(file.at(at, line.trim()));
            }
        }
    }
    none(&found, "`foo.rs` + `foo/`, never mod.rs; no name that says nothing.");
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        "TO".to_owned() + "DO",
        "FIX".to_owned() + "ME",
        "XX".to_owned() + "X",
        "HA".to_owned() + "CK",
    ];
    let mut found = Vec::new();
    for file in files().iter().filter(|file| !file.is(&["package-lock.json"])) {
        for (at, line) in file.text.lines().enumerate() {
            if words(line).any(|word| marks.iter().any(|mark| word == mark)) {
                found.push(file.at(at + 1, line.trim()));
            }
        }
    }
    none(&found, "What is missing is said in the documents or not at all.");
}

#[test]
fn lines_end_where_their_text_ends() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| !file.is(&["package-lock.json"])) {
        for (at, line) in file.text.split('\n').enumerate() {
            if line.ends_with([' ', '\t', '\r']) {
                found.push(file.at(at + 1, "space at the end"));
            }
        }
        if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
            found.push(format!("{}: one newline at the end", file.path));
        }
    }
    none(&found, "No space at a line's end, one newline at the file's.");
}
