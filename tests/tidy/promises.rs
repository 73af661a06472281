//! What documents and lock files say: promises with their tests, licences, public sources.

use std::fs;

use crate::{files, manifest, none, root};

/// docs/stories.md: every line of a list is a promise and names its tests as `path::function`. Whatever document names a
/// test so must name one that exists.
#[test]
fn every_promise_has_its_test() {
    let files = files();
    let mut found = Vec::new();
    let mut promises = 0;
    for document in files.iter().filter(|file| file.is(&[".md"])) {
        for (at, line) in document.text.lines().enumerate() {
            let names: Vec<_> = tests_named(line).collect();
            if document.path == "docs/stories.md" && line.starts_with("- ") {
                promises += 1;
                if names.is_empty() {
                    found.push(document.at(at + 1, "names no test"));
                }
            }
            for (path, name) in names {
                if !files.iter().any(|file| file.path == path && declares(&file.text, name)) {
                    found.push(document.at(at + 1, &format!("no test {name} in {path}")));
                }
            }
        }
    }
    assert!(promises > 0, "docs/stories.md promises nothing");
    none(&found, "docs/stories.md maps each promise to a test that exists.");
}

fn tests_named(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let quoted = line
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|quoted| quoted.split_once("::"));
    quoted.filter(|(path, _)| path.ends_with(".rs") || path.ends_with(".ts"))
}

/// A Rust test function of this name, or a test of this title in TypeScript.
fn declares(text: &str, name: &str) -> bool {
    let rust = text.match_indices(&format!("fn {name}(")).any(|(at, _)| {
        let above = text[..at]
            .rfind('\n')
            .map_or("", |end| &text[..end])
            .lines()
            .rev()
            .map(str::trim);
        let mut above = above.take_while(|line| line.starts_with("#[") || line.starts_with("///"));
        above.any(|line| line.starts_with("#[") && line.contains("test"))
    });
    rust || ["test", "it"]
        .iter()
        .any(|call| text.contains(&format!("{call}(\"{name}\"")))
}

#[test]
fn locks_name_no_private_registry() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is(&["package-lock.json"])) {
        for (at, line) in file.text.lines().enumerate() {
            let line = line.trim();
            // Without an address npm asks whatever registry its user has set up.
            if line.starts_with("\"resolved\": ") {
                found.push(file.at(at + 1, line));
            }
        }
    }
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let crates = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    found.extend(
        lock.lines()
            .filter(|line| line.starts_with("source = ") && *line != crates)
            .map(str::to_owned),
    );
    none(&found, "Lock files name no registry of somebody's own.");
}

#[test]
fn actions_are_pinned_by_their_commits() {
    let mut found = Vec::new();
    let mut pinned = 0;
    for file in files().iter().filter(|file| file.under(&[".github/workflows/"])) {
        for (at, line) in file.text.lines().enumerate() {
            let Some((_, action)) = line.split_once("uses: ") else {
                continue;
            };
            let (commit, version) = action.split_once(" # v").unwrap_or((action, ""));
            let commit = commit.split_once('@').map_or("", |(_, commit)| commit);
            if commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()) && !version.is_empty() {
                pinned += 1;
            } else {
                found.push(file.at(at + 1, line.trim()));
            }
        }
    }
    assert!(pinned > 0, "The walk misses the workflows");
    none(
        &found,
        "An action is named by its commit, with its version beside: a tag can be moved.",
    );
}

#[test]
fn licences_and_plain_words_are_there() {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(
            fs::metadata(root().join(name)).is_ok_and(|file| file.len() > 500),
            "{name} is missing"
        );
    }
    assert_eq!(
        manifest("Cargo.toml")["workspace"]["package"]["license"].as_str(),
        Some("MIT OR Apache-2.0")
    );
    let english = fs::read_to_string(root().join("README.md")).unwrap();
    for words in [
        "not affiliated with RongCloud or OpenIM",
        "not end-to-end encrypted",
        "MIT",
        "Apache-2.0",
    ] {
        assert!(english.contains(words), "README.md must say: {words}");
    }
    let chinese = fs::read_to_string(root().join("README.zh-CN.md")).unwrap();
    for words in ["没有从属关系", "没有端到端加密"] {
        assert!(chinese.contains(words), "README.zh-CN.md must say: {words}");
    }
}
