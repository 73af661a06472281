//! What a message says of its burning, in OpenIM's `attachedInfo`.

use serde_json::{Value, json};

/// What OpenIM's clients take where nothing is told, and the most that is believed: a week.
const UNTOLD: i64 = 30;
const MOST: i64 = 7 * 24 * 60 * 60;

/// After how many seconds a message burns that came with this; 0: it stays.
pub(crate) fn seconds(attached_info: &str) -> i64 {
    let Ok(told) = serde_json::from_str::<Value>(attached_info) else {
        return 0;
    };
    if told.get("isPrivateChat").and_then(Value::as_bool) != Some(true) {
        return 0;
    }
    match told.get("burnDuration").and_then(Value::as_i64) {
        Some(seconds) if seconds > 0 => seconds.min(MOST),
        _ => UNTOLD,
    }
}

/// What is sent with a message that burns.
pub(crate) fn attached(seconds: i64) -> String {
    json!({ "isPrivateChat": true, "burnDuration": seconds }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_say_of_burning_is_believed_within_bounds() {
        for (told, found) in [
            (r#"{"isPrivateChat":true,"burnDuration":10}"#, 10),
            (r#"{"isPrivateChat":true}"#, UNTOLD),
            (r#"{"isPrivateChat":true,"burnDuration":-5}"#, UNTOLD),
            (r#"{"isPrivateChat":true,"burnDuration":99999999}"#, MOST),
            (r#"{"isPrivateChat":false,"burnDuration":10}"#, 0),
            (r#"{"isPrivateChat":"true","burnDuration":10}"#, 0),
            ("null", 0),
            ("", 0),
            ("{", 0),
        ] {
            assert_eq!(seconds(told), found, "{told}");
        }
        assert_eq!(seconds(&attached(60)), 60);
    }
}
