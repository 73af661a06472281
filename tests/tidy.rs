//! The rules of the house that a reader would have to check by eye: heads, sizes, directions of imports, words, SQL,
//! promises. Reads files only; knows nothing of what the program does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Longer files are split by concept; see CONTRIBUTING.md.
const LONGEST: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("The repository").to_owned()
}

/// A file of the repository: its path from the root with `/`, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    fn under(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }

    /// Numbered lines without comments. Good enough for rules about names: a `//` in a string ends its line early.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines.map(|(at, line)| (at + 1, line.split("//").next().unwrap_or(""))).filter(|(_, line)| !line.trim().is_empty())
    }

    fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

/// Every text file that belongs to the project.
fn files() -> Vec<File> {
    const TEXT: [&str; 13] =
        [".rs", ".ts", ".svelte", ".css", ".html", ".toml", ".json", ".sql", ".md", ".yml", ".sh", ".mjs", "Makefile"];
    fn walk(folder: &Path, root: &Path, found: &mut Vec<File>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let built = ["target", "node_modules", "dist", "gen", ".git", "corpus", "artifacts"].contains(&name.as_str());
            if path.is_dir() && !built {
                walk(&path, root, found);
            } else if path.is_file() && TEXT.iter().any(|ending| name.ends_with(ending)) {
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                found.push(File { path, text });
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), &root(), &mut found);
    assert!(found.iter().any(|file| file.path == "crates/client/src/lib.rs"), "The walk misses the sources");
    found
}

#[track_caller]
fn none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}\n  {}", found.join("\n  "));
}

/// Words of a line, as identifiers are made.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[test]
fn every_rust_file_says_what_it_is_for() {
    let bare = files().into_iter().filter(|file| file.is(&[".rs"]) && !file.text.starts_with("//! "));
    let bare: Vec<_> = bare.map(|file| file.path).collect();
    none(&bare, "A .rs file begins with `//!`: what it is for, and what it does not know.");
}

#[test]
fn no_file_is_too_long() {
    let sources = files().into_iter().filter(|file| file.is(&[".rs", ".ts", ".svelte"]) && !file.is(&[".gen.ts"]));
    let lengths = sources.map(|file| (file.text.lines().count(), file.path));
    let long: Vec<_> = lengths.filter(|(lines, _)| *lines > LONGEST).map(|(lines, path)| format!("{path}: {lines}")).collect();
    none(&long, "Files are split by concept before they have 500 lines.");
}

#[test]
fn modules_and_types_are_called_by_their_nouns() {
    const KINDS: [&str; 6] = ["struct", "enum", "trait", "type", "class", "interface"];
    const EMPTY: [&str; 5] = ["Manager", "Service", "Helper", "Util", "Utils"];
    const FILES: [&str; 7] = ["mod", "util", "utils", "helper", "helpers", "common", "misc"];
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is(&[".rs", ".ts", ".svelte"])) {
        let stem = Path::new(&file.path).file_stem().unwrap().to_string_lossy().into_owned();
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

/// Rust leaves a file that no module names, and a test that no section names, unread and unsaid.
#[test]
fn every_rust_file_is_compiled() {
    let files = files();
    let manifests = ["Cargo.toml", "tests/Cargo.toml"].map(|path| (path.trim_end_matches("Cargo.toml"), manifest(path)));
    let targets: BTreeSet<String> = manifests.iter().flat_map(|(folder, manifest)| targets(folder, manifest)).collect();
    let names = |parent: &str, module: &str| {
        let words = format!("mod {module};");
        files.iter().any(|file| file.path == parent && file.code().any(|(_, line)| line.contains(&words)))
    };
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is(&[".rs"]) && !targets.contains(&file.path)) {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let module = name.trim_end_matches(".rs");
        let free = ["src/lib.rs", "src/main.rs", "build.rs"].iter().any(|name| file.path.ends_with(name))
            || file.path.contains("/src/bin/")
            || file.path.contains("/fuzz_targets/")
            || (file.under(&["crates/"]) && ["tests", "benches", "examples"].iter().any(|kind| folder.ends_with(kind)));
        let roots = targets.iter().filter(|target| target.rsplit_once('/').is_some_and(|(of, _)| of == folder));
        let mut parents = roots.cloned().chain([format!("{folder}.rs"), format!("{folder}/lib.rs"), format!("{folder}/main.rs")]);
        if !free && !parents.any(|parent| names(&parent, module)) {
            found.push(file.path.clone());
        }
    }
    none(&found, "No module and no section names these files.");
}

/// The sources that the sections of a manifest name.
fn targets(folder: &str, manifest: &toml::Table) -> Vec<String> {
    let lists = ["test", "bench", "bin", "example"].iter().filter_map(|kind| manifest.get(*kind)?.as_array());
    let sections = lists.flatten().chain(manifest.get("lib"));
    let paths = sections.filter_map(|section| section.get("path")?.as_str());
    paths.map(|path| format!("{folder}{path}")).collect()
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "XX".to_owned() + "X", "HA".to_owned() + "CK"];
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

fn manifest(path: &str) -> toml::Table {
    fs::read_to_string(root().join(path)).unwrap().parse().unwrap()
}

/// Names of all packages that a manifest asks for, of any kind and for any target.
fn wanted(manifest: &toml::Table) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    let targets = manifest.get("target").and_then(|targets| targets.as_table()).into_iter().flat_map(|targets| targets.values());
    for table in targets.filter_map(|target| target.as_table()).chain([manifest]) {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let names = table.get(kind).and_then(|names| names.as_table());
            wanted.extend(names.into_iter().flat_map(|names| names.keys().cloned()));
        }
    }
    wanted
}

#[test]
fn crates_import_one_way() {
    let members = BTreeMap::from([
        ("Cargo.toml", vec!["client", "server"]),
        ("crates/client/Cargo.toml", vec!["protocol", "db"]),
        ("crates/server/Cargo.toml", vec!["protocol", "db"]),
        ("crates/protocol/Cargo.toml", vec![]),
        ("crates/db/Cargo.toml", vec![]),
        ("tests/Cargo.toml", vec!["client", "server", "protocol", "db"]),
    ]);
    let ours = ["selkie", "client", "server", "protocol", "db", "tests"];
    let mut found = Vec::new();
    for (path, allowed) in &members {
        let manifest = manifest(path);
        for name in wanted(&manifest) {
            if ours.contains(&name.as_str()) && !allowed.contains(&name.as_str()) {
                found.push(format!("{path} wants {name}"));
            }
            if name.starts_with("tauri") && *path != "Cargo.toml" {
                found.push(format!("{path} wants {name}: only the shell knows Tauri"));
            }
        }
        let lints = manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(toml::Value::as_bool);
        if lints != Some(true) {
            found.push(format!("{path} does not take the workspace's lints"));
        }
    }
    let all = manifest("Cargo.toml")["workspace"]["members"].as_array().unwrap().len();
    assert_eq!(all, members.len(), "A member of the workspace has no rule here");
    none(&found, "Imports run one way: shell -> client -> protocol, db; server -> protocol, db.");
}

/// A rule: in these files none of these pieces of text may stand in code.
fn absent(folders: &[&str], except: &[&str], pieces: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = false;
    for file in files().iter().filter(|file| file.is(&[".rs", ".ts", ".svelte"]) && file.under(folders)) {
        seen = true;
        if file.under(except) {
            continue;
        }
        for (at, line) in file.code() {
            if let Some(piece) = pieces.iter().find(|piece| mentions(line, piece)) {
                found.push(file.at(at, piece));
            }
        }
    }
    assert!(seen, "No file under {folders:?}");
    found
}

/// Whether the piece stands in the line and does not continue an identifier.
fn mentions(line: &str, piece: &str) -> bool {
    line.match_indices(piece).any(|(at, _)| {
        let before = line[..at].chars().next_back().unwrap_or(' ');
        !(piece.starts_with(char::is_alphanumeric) && (before.is_alphanumeric() || before == '_'))
    })
}

#[test]
fn protocol_does_nothing_but_words() {
    let wants = wanted(&manifest("crates/protocol/Cargo.toml"));
    let outside = ["tokio", "rusqlite", "reqwest", "rand", "getrandom", "hyper", "tracing"];
    let wants: Vec<_> = wants.into_iter().filter(|name| outside.contains(&name.as_str())).collect();
    none(&wants, "`protocol` does no input or output, reads no clock and draws no lots.");
    let pieces = ["std::time", "std::fs", "std::net", "std::io::std", "std::thread", "std::env", "async fn", ".await"];
    none(&absent(&["crates/protocol/src/"], &[], &pieces), "`protocol` is data and nothing else.");
}

#[test]
fn the_server_keeps_its_halves_apart() {
    let server = "crates/server/src/";
    let under = |name: &str| [format!("{server}{name}/"), format!("{server}{name}.rs")];
    let check = |halves: &[&str], pieces: &[&str]| {
        let folders: Vec<_> = halves.iter().flat_map(|half| under(half)).collect();
        absent(&folders.iter().map(String::as_str).collect::<Vec<_>>(), &[], pieces)
    };
    none(&check(&["im"], &["crate::app", "crate::openim", "crate::rongcloud"]), "`im` sees no door and no account.");
    none(&check(&["app"], &["crate::openim", "crate::rongcloud"]), "`app` sees no front door.");
    none(&check(&["openim"], &["crate::rongcloud"]), "Front doors do not see each other.");
    none(&check(&["rongcloud"], &["crate::openim"]), "Front doors do not see each other.");
    none(&check(&["openim", "rongcloud"], &["rusqlite"]), "Front doors hold no SQL.");
    let files = files();
    let inner = files.iter().filter(|file| file.under(&under("app").each_ref().map(String::as_str)));
    let inner: Vec<_> = inner.flat_map(|file| file.code().filter(|(_, line)| enters_im(line)).map(|(at, line)| file.at(at, line.trim()))).collect();
    none(&inner, "`app` knows of `im` only what stands in `im` itself, its one interface.");
}

/// Whether a line goes past the face of `im`: `im::some_module::Thing`.
fn enters_im(line: &str) -> bool {
    line.match_indices("im::").any(|(at, _)| {
        let before = line[..at].chars().next_back().unwrap_or(' ');
        let name = words(&line[at + 4..]).next().unwrap_or("");
        !before.is_alphanumeric() && before != '_' && name.starts_with(char::is_lowercase) && name != "door"
    })
}

#[test]
fn sql_is_at_home_in_stores() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is(&[".rs"]) && file.under(&["crates/client/src/", "crates/server/src/"])) {
        let store = file.path.contains("/store/") || file.path.ends_with("/store.rs");
        for (at, line) in file.code() {
            if store && (line.contains(".await") || line.contains("async fn")) {
                found.push(file.at(at, "a store function never awaits"));
            }
            let statement = ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE "].iter().any(|word| line.contains(word));
            if !store && statement {
                found.push(file.at(at, "SQL outside store/"));
            }
        }
    }
    none(&found, "SQL stands in store/<table>.rs, and nothing there waits.");
}

#[test]
fn tables_are_strict_and_migrations_counted() {
    let mut found = Vec::new();
    let mut numbers: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for file in files().iter().filter(|file| file.is(&[".sql"])) {
        let sql = file.text.lines().map(|line| line.split("--").next().unwrap_or("")).collect::<Vec<_>>().join(" ");
        for statement in sql.split(';').map(|statement| statement.trim().to_uppercase()) {
            let strict = statement.rsplit(')').next().is_some_and(|tail| words(tail).any(|word| word == "STRICT"));
            if statement.starts_with("CREATE TABLE") && !strict {
                found.push(format!("{}: {}", file.path, statement.lines().next().unwrap_or("")));
            }
        }
        if let Some((folder, name)) = file.path.split_once("/migrations/") {
            let number = name.split('_').next().filter(|number| number.len() == 4).and_then(|number| number.parse().ok());
            let number = number.unwrap_or_else(|| panic!("{}: begins with no number of four digits", file.path));
            numbers.entry(folder.into()).or_default().push(number);
        }
    }
    none(&found, "Tables are STRICT.");
    assert!(numbers.len() >= 2, "Neither half has migrations: {numbers:?}");
    for (folder, mut numbers) in numbers {
        numbers.sort_unstable();
        assert!(numbers.iter().copied().eq(1..=numbers.len() as u32), "{folder}/migrations: {numbers:?} has a gap");
    }
}

#[test]
fn the_page_knows_tauri_in_one_place_and_no_raw_html() {
    let tauri = absent(&["ui/src/"], &["ui/src/api/tauri.ts"], &["@tauri-apps"]);
    none(&tauri, "Only ui/src/api/tauri.ts imports Tauri.");
    none(&absent(&["ui/src/"], &["ui/src/api/"], &["__TAURI"]), "Only ui/src/api knows where the page runs.");
    let raw = ["{@html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"];
    let html = absent(&["ui/src/"], &[], &raw);
    none(&html, "Text from others becomes nodes, never HTML.");
}

#[test]
fn locks_name_public_registries_only() {
    let mut found = Vec::new();
    for file in files().iter().filter(|file| file.is(&["package-lock.json"])) {
        for (at, line) in file.text.lines().enumerate() {
            let line = line.trim();
            if line.starts_with("\"resolved\": \"") && !line.contains("\"https://registry.npmjs.org/") {
                found.push(file.at(at + 1, line));
            }
        }
    }
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let crates = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    found.extend(lock.lines().filter(|line| line.starts_with("source = ") && *line != crates).map(str::to_owned));
    none(&found, "Lock files name the public registries.");
}

#[test]
fn licences_and_plain_words_are_there() {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(fs::metadata(root().join(name)).is_ok_and(|file| file.len() > 500), "{name} is missing");
    }
    assert_eq!(manifest("Cargo.toml")["workspace"]["package"]["license"].as_str(), Some("MIT OR Apache-2.0"));
    let english = fs::read_to_string(root().join("README.md")).unwrap();
    for words in ["not affiliated with RongCloud or OpenIM", "not end-to-end encrypted", "MIT", "Apache-2.0"] {
        assert!(english.contains(words), "README.md must say: {words}");
    }
    let chinese = fs::read_to_string(root().join("README.zh-CN.md")).unwrap();
    for words in ["没有从属关系", "没有端到端加密"] {
        assert!(chinese.contains(words), "README.zh-CN.md must say: {words}");
    }
}

/// docs/stories.md: every line of a list is a promise and names its tests as `path::function`.
#[test]
fn every_promise_has_its_test() {
    let stories = fs::read_to_string(root().join("docs/stories.md")).unwrap();
    let mut found = Vec::new();
    let mut promises = 0;
    for line in stories.lines().filter(|line| line.starts_with("- ")) {
        promises += 1;
        let tests: Vec<_> = line.split('`').skip(1).step_by(2).filter_map(|name| name.split_once("::")).collect();
        if tests.is_empty() {
            found.push(format!("no test: {line}"));
        }
        for (path, name) in tests {
            let text = fs::read_to_string(root().join(path)).unwrap_or_default();
            if !declares(&text, name) {
                found.push(format!("{path} has no test {name}"));
            }
        }
    }
    assert!(promises > 0, "docs/stories.md promises nothing");
    none(&found, "docs/stories.md maps each promise to a test that exists.");
}

/// A Rust test function of this name, or a test of this title in TypeScript.
fn declares(text: &str, name: &str) -> bool {
    let rust = text.match_indices(&format!("fn {name}(")).any(|(at, _)| {
        let above = text[..at].lines().rev().skip(1).map(str::trim);
        let mut above = above.take_while(|line| line.starts_with("#[") || line.starts_with("///"));
        above.any(|line| line.starts_with("#[") && line.contains("test"))
    });
    rust || ["test", "it"].iter().any(|call| text.contains(&format!("{call}(\"{name}\"")))
}
