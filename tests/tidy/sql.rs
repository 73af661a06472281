//! Where SQL stands, and how tables are made.

use std::collections::BTreeMap;

use crate::{files, none, words};

#[test]
fn sql_is_at_home_in_stores() {
    let mut found = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.is(&[".rs"]) && file.under(&["crates/client/src/", "crates/server/src/"]))
    {
        let store = file.path.contains("/store/") || file.path.ends_with("/store.rs");
        for (at, line) in file.code() {
            if store && (line.contains(".await") || line.contains("async fn")) {
                found.push(file.at(at, "a store function never awaits"));
            }
            let statement = ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE "]
                .iter()
                .any(|word| line.contains(word));
            if !store && !file.is_test() && statement {
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
        let sql = file
            .text
            .lines()
            .map(|line| line.split("--").next().unwrap_or(""))
            .collect::<Vec<_>>()
            .join(" ");
        for statement in sql.split(';').map(|statement| statement.trim().to_uppercase()) {
            let strict = statement
                .rsplit(')')
                .next()
                .is_some_and(|tail| words(tail).any(|word| word == "STRICT"));
            if statement.starts_with("CREATE TABLE") && !strict {
                found.push(format!("{}: {}", file.path, statement.lines().next().unwrap_or("")));
            }
        }
        if let Some((folder, name)) = file.path.split_once("/migrations/") {
            let number = name
                .split('_')
                .next()
                .filter(|number| number.len() == 4)
                .and_then(|number| number.parse().ok());
            let number = number.unwrap_or_else(|| panic!("{}: begins with no number of four digits", file.path));
            numbers.entry(folder.into()).or_default().push(number);
        }
    }
    none(&found, "Tables are STRICT.");
    assert!(numbers.len() >= 2, "Neither half has migrations: {numbers:?}");
    for (folder, mut numbers) in numbers {
        numbers.sort_unstable();
        assert!(
            numbers.iter().copied().eq(1..=numbers.len() as u32),
            "{folder}/migrations: {numbers:?} has a gap"
        );
    }
}
