//! Who may know whom: between packages, between the halves of the server, between the page and Tauri.

use std::collections::{BTreeMap, BTreeSet};

use crate::{File, files, manifest, none, words};

/// Names of all packages that a manifest asks for, of any kind and for any target.
fn wanted(manifest: &toml::Table) -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    let targets = manifest
        .get("target")
        .and_then(|targets| targets.as_table())
        .into_iter()
        .flat_map(|targets| targets.values());
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
        let lints = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"))
            .and_then(toml::Value::as_bool);
        if lints != Some(true) {
            found.push(format!("{path} does not take the workspace's lints"));
        }
    }
    let all = manifest("Cargo.toml")["workspace"]["members"].as_array().unwrap().len();
    assert_eq!(all, members.len(), "A member of the workspace has no rule here");
    none(
        &found,
        "Imports run one way: shell -> client -> protocol, db; server -> protocol, db.",
    );
}

/// A rule: in these files none of these pieces of text may stand in code.
fn absent(folders: &[&str], except: &[&str], pieces: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = false;
    for file in files()
        .iter()
        .filter(|file| file.is(&[".rs", ".ts", ".svelte"]) && file.under(folders))
    {
        seen = true;
        if file.under(except) || (file.is_test() && file.under(&["crates/"])) {
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
    let wants: Vec<_> = wants
        .into_iter()
        .filter(|name| outside.contains(&name.as_str()))
        .collect();
    none(
        &wants,
        "`protocol` does no input or output, reads no clock and draws no lots.",
    );
    let pieces = [
        "std::time",
        "std::fs",
        "std::net",
        "std::io::std",
        "std::thread",
        "std::env",
        "async fn",
        ".await",
    ];
    none(
        &absent(&["crates/protocol/src/"], &[], &pieces),
        "`protocol` is data and nothing else.",
    );
}

#[test]
fn the_server_keeps_its_halves_apart() {
    let server = "crates/server/src/";
    let under = |name: &str| [format!("{server}{name}/"), format!("{server}{name}.rs")];
    let check = |halves: &[&str], pieces: &[&str]| {
        let folders: Vec<_> = halves.iter().flat_map(|half| under(half)).collect();
        absent(&folders.iter().map(String::as_str).collect::<Vec<_>>(), &[], pieces)
    };
    none(
        &check(&["im"], &["crate::app", "crate::openim", "crate::rongcloud"]),
        "`im` sees no door and no account.",
    );
    none(
        &check(&["app"], &["crate::openim", "crate::rongcloud"]),
        "`app` sees no front door.",
    );
    none(
        &check(&["openim"], &["crate::rongcloud"]),
        "Front doors do not see each other.",
    );
    none(
        &check(&["rongcloud"], &["crate::openim"]),
        "Front doors do not see each other.",
    );
    none(
        &check(&["openim", "rongcloud"], &["rusqlite"]),
        "Front doors hold no SQL.",
    );
    let files = files();
    let inner = files
        .iter()
        .filter(|file| file.under(&under("app").each_ref().map(String::as_str)));
    let inner: Vec<_> = inner
        .flat_map(|file| {
            file.code()
                .filter(|(_, line)| enters_im(line))
                .map(|(at, line)| file.at(at, line.trim()))
        })
        .collect();
    none(
        &inner,
        "`app` knows of `im` only what stands in `im` itself, its one interface.",
    );
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
fn the_page_knows_tauri_in_one_place_and_no_raw_html() {
    let tauri = absent(&["ui/src/"], &["ui/src/api/tauri.ts"], &["@tauri-apps"]);
    none(&tauri, "Only ui/src/api/tauri.ts imports Tauri.");
    none(
        &absent(&["ui/src/"], &["ui/src/api/"], &["__TAURI"]),
        "Only ui/src/api knows where the page runs.",
    );
    let raw = [
        "{@html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
    ];
    let html = absent(&["ui/src/"], &[], &raw);
    none(&html, "Text from others becomes nodes, never HTML.");
}

/// Rust leaves a file that no module names, and a test that no section names, unread and unsaid.
#[test]
fn every_rust_file_is_compiled() {
    let files = files();
    let manifests = files.iter().filter(|file| file.is(&["Cargo.toml"]));
    let targets: BTreeSet<String> = manifests.flat_map(|file| targets(&file.path)).collect();
    let sources: Vec<_> = files.iter().filter(|file| file.is(&[".rs"])).collect();
    let named: BTreeSet<String> = sources.iter().flat_map(|file| modules(file, &targets)).collect();
    let found = sources.iter().map(|file| &file.path).filter(|path| {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let by_cargo = ["src/lib.rs", "src/main.rs", "build.rs", "tests/wire/main.rs"]
            .iter()
            .any(|end| path.ends_with(end))
            || (path.starts_with("crates/")
                && ["/src/bin", "/tests", "/benches", "/examples"]
                    .iter()
                    .any(|end| folder.ends_with(end)));
        ![by_cargo, targets.contains(*path), named.contains(*path)].contains(&true)
    });
    none(
        &found.cloned().collect::<Vec<_>>(),
        "No module and no section names these files.",
    );
}

/// The sources that the sections of a manifest name.
fn targets(path: &str) -> Vec<String> {
    let manifest = manifest(path);
    let folder = path.trim_end_matches("Cargo.toml");
    let lists = ["test", "bench", "bin", "example"]
        .iter()
        .filter_map(|kind| manifest.get(*kind)?.as_array());
    let sections = lists.flatten().chain(manifest.get("lib"));
    let paths = sections.filter_map(|section| section.get("path")?.as_str());
    paths.map(|path| format!("{folder}{path}")).collect()
}

/// The files that the `mod name;` lines of a file mean.
fn modules(file: &File, targets: &BTreeSet<String>) -> Vec<String> {
    let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
    let root = targets.contains(&file.path)
        || ["lib.rs", "main.rs"].contains(&name)
        || (folder.ends_with("/tests") && !folder.contains("/src/"));
    let own = if root {
        folder.to_owned()
    } else {
        file.path.trim_end_matches(".rs").to_owned()
    };
    let mut named = Vec::new();
    let mut given = None;
    for (_, line) in file.code() {
        if let Some(path) = line.trim().strip_prefix("#[path = \"") {
            given = Some(format!("{folder}/{}", path.trim_end_matches("\"]")));
        } else if let Some(module) = line.trim().strip_suffix(';').and_then(|line| line.rsplit_once("mod ")) {
            named.push(given.take().unwrap_or_else(|| format!("{own}/{}.rs", module.1)));
        }
    }
    named
}
