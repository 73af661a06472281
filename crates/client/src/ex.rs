//! What Selkie keeps in an `ex`, the text that OpenIM lets its users add to a profile or a conversation: one object
//! under the key `selkie`. Whatever else stands there is somebody else's and stays.

use serde_json::{Map, Value};

const KEY: &str = "selkie";

/// One of our values.
pub(crate) fn get(ex: &str, name: &str) -> Option<Value> {
    object(ex)?.get(KEY)?.get(name).cloned()
}

/// The text with one of our values set or, where it is `None`, taken out. `None` where somebody else's text has no room
/// for ours.
pub(crate) fn set(ex: &str, name: &str, value: Option<Value>) -> Option<String> {
    let mut all = object(ex)?;
    let mut ours = match all.remove(KEY) {
        Some(Value::Object(ours)) => ours,
        _ => Map::new(),
    };
    match value {
        Some(value) => ours.insert(name.to_owned(), value),
        None => ours.remove(name),
    };
    if !ours.is_empty() {
        all.insert(KEY.to_owned(), Value::Object(ours));
    }
    if all.is_empty() {
        return Some(String::new());
    }
    serde_json::to_string(&all).ok()
}

/// A text in one of our values that is an object; empty where there is none.
pub(crate) fn text(ex: &str, name: &str, part: &str) -> String {
    let value = get(ex, name);
    let text = value.as_ref().and_then(|value| value.get(part)?.as_str());
    text.unwrap_or_default().to_owned()
}

/// The same for what is so or not.
pub(crate) fn flag(ex: &str, name: &str, part: &str) -> bool {
    get(ex, name).is_some_and(|value| value.get(part).is_some_and(|flag| flag == true))
}

fn object(ex: &str) -> Option<Map<String, Value>> {
    if ex.trim().is_empty() {
        return Some(Map::new());
    }
    serde_json::from_str(ex).ok()
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;

    #[test]
    fn what_is_somebody_elses_stays() {
        let theirs = r#"{"title":"Dr.","selkie":{"status":"away"}}"#;
        assert_eq!(get(theirs, "status"), Some("away".into()));
        let set = set(theirs, "status", Some("here".into())).unwrap();
        assert_eq!(get(&set, "status"), Some("here".into()));
        let kept: Value = serde_json::from_str(&set).unwrap();
        assert_eq!(kept["title"], "Dr.");
    }

    #[test]
    fn nothing_is_left_of_a_value_that_is_taken_out() {
        let ours = set("", "status", Some("away".into())).unwrap();
        assert_eq!(set(&ours, "status", None).unwrap(), "");
        assert_eq!(set(r#"{"a":1}"#, "status", None).unwrap(), r#"{"a":1}"#);
        assert_eq!(set(" ", "status", None).unwrap(), "");
    }

    #[test]
    fn a_text_that_is_no_object_is_left_alone() {
        for text in ["words", "[1]", "7", "{", &"[".repeat(10_000)] {
            assert_eq!(get(text, "status"), None, "{text:.20}");
            assert_eq!(set(text, "status", Some(1.into())), None, "{text:.20}");
        }
        assert_eq!(get(r#"{"selkie":"odd"}"#, "status"), None);
        assert_eq!(
            set(r#"{"selkie":"odd"}"#, "a", Some(1.into())).unwrap(),
            r#"{"selkie":{"a":1}}"#
        );
    }
}
