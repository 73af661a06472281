//! Who may know whom: between packages, between the halves of the server, between the page and Tauri.

use std::collections::{BTreeMap, BTreeSet};

use crate::{files, manifest, none, words};

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
    let manifests =
        ["Cargo.toml", "tests/Cargo.toml"].map(|path| (path.trim_end_matches("Cargo.toml"), manifest(path)));
    let targets: BTreeSet<String> = manifests
        .iter()
        .flat_map(|(folder, manifest)| targets(folder, manifest))
        .collect();
    let names = |parent: &str, module: &str| {
        let words = format!("mod {module};");
        files
            .iter()
            .any(|file| file.path == parent && file.code().any(|(_, line)| line.contains(&words)))
    };
    let mut found = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is(&[".rs"]) && !targets.contains(&file.path))
    {
        let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let module = name.trim_end_matches(".rs");
        let free = ["src/lib.rs", "src/main.rs", "build.rs"]
            .iter()
            .any(|name| file.path.ends_with(name))
            || file.path.contains("/src/bin/")
            || file.path.contains("/fuzz_targets/")
            || (file.under(&["crates/"])
                && ["tests", "benches", "examples"]
                    .iter()
                    .any(|kind| folder.ends_with(kind)))
            || (file.path.contains("/tests/") && name == "main.rs");
        let roots = targets
            .iter()
            .filter(|target| target.rsplit_once('/').is_some_and(|(of, _)| of == folder));
        let mut parents = roots.cloned().chain([
            format!("{folder}.rs"),
            format!("{folder}/lib.rs"),
            format!("{folder}/main.rs"),
        ]);
        if !free && !parents.any(|parent| names(&parent, module)) {
            found.push(file.path.clone());
        }
    }
    none(&found, "No module and no section names these files.");
}

/// The sources that the sections of a manifest name.
fn targets(folder: &str, manifest: &toml::Table) -> Vec<String> {
    let lists = ["test", "bench", "bin", "example"]
        .iter()
        .filter_map(|kind| manifest.get(*kind)?.as_array());
    let sections = lists.flatten().chain(manifest.get("lib"));
    let paths = sections.filter_map(|section| section.get("path")?.as_str());
    paths.map(|path| format!("{folder}{path}")).collect()
}
