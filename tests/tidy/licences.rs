//! Whatever is built into the app or its page stands in the text of licences with its name and its version.

use std::{collections::BTreeSet, fs, process::Command};

use crate::{files, none, root};

/// Of this system's build; the text has those of the others as well.
fn crates() -> Vec<String> {
    let args = [
        "tree",
        "--package",
        "selkie",
        "--features",
        "custom-protocol",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
        "--locked",
        "--offline",
    ];
    let tree = Command::new(env!("CARGO"))
        .args(args)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let text = String::from_utf8(tree.stdout).unwrap();
    // Our own have a path behind their version.
    let foreign = text
        .lines()
        .filter(|line| !line.contains("(/") && !line.contains(":\\"));
    let names = foreign.filter_map(|line| {
        line.split_once(" v").map(|(name, version)| {
            let version = version.split(' ').next().unwrap();
            format!("{name} {version}")
        })
    });
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Packages that the page takes code from, by what its files import.
fn modules() -> BTreeSet<String> {
    let pages = files();
    let page = pages.iter().filter(|file| {
        let built = file.path.starts_with("ui/src/") || file.path.starts_with("ui/build/");
        built && file.is(&[".ts", ".svelte"]) && !file.is(&[".test.ts"]) && !file.path.starts_with("ui/src/testing/")
    });
    let mut found = BTreeSet::new();
    for file in page {
        for line in file
            .text
            .lines()
            .filter(|line| !line.trim_start().starts_with("import type"))
        {
            let Some(name) = line.split(" from \"").nth(1).and_then(|rest| rest.split('"').next()) else {
                continue;
            };
            let scoped = name.starts_with('@');
            let package: Vec<_> = name.split('/').take(if scoped { 2 } else { 1 }).collect();
            let foreign = !name.starts_with('.') && !["node:", "virtual:"].iter().any(|own| name.starts_with(own));
            if foreign && package != ["vite"] {
                found.insert(package.join("/"));
            }
        }
    }
    found
}

#[test]
fn every_dependency_stands_in_the_text_of_licences() {
    let text = fs::read_to_string(root().join("src-tauri/licences.txt")).unwrap();
    let lines: BTreeSet<_> = text.lines().collect();
    let crates = crates();
    assert!(crates.len() > 100, "{crates:?}");
    let mut missing: Vec<_> = crates.into_iter().filter(|one| !lines.contains(one.as_str())).collect();
    let names: BTreeSet<_> = lines
        .iter()
        .filter_map(|line| line.split_once(' '))
        .map(|(name, _)| name)
        .collect();
    let modules = modules();
    assert!(
        modules.contains("svelte") && modules.contains("@tauri-apps/api"),
        "{modules:?}"
    );
    missing.extend(modules.into_iter().filter(|one| !names.contains(one.as_str())));
    none(&missing, "`make licences` collects the licences anew.");
}
