//! What the data of a kind may hold. Whatever else stands in them is left out, and what is of another form than it should
//! be makes them data of another kind. Knows no kind.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::text::line;

/// One field of a kind's data: a line of text, or a number, which is drawn as it is written.
pub(super) struct Field {
    pub(super) name: &'static str,
    /// What apps call it.
    pub(super) called: &'static [&'static str],
    /// Characters; what is longer is cut.
    pub(super) longest: usize,
    /// Without it, the data are none of the kind.
    pub(super) needed: bool,
}

/// The data as they are drawn; `None`: they are not what the fields say.
pub(super) fn checked(fields: &[Field], data: &Value) -> Option<BTreeMap<String, String>> {
    let mut held = BTreeMap::new();
    for field in fields {
        let value = field.called.iter().find_map(|name| data.get(name));
        let text = match value {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            None | Some(Value::Null) if !field.needed => continue,
            _ => return None,
        };
        let text: String = line(&text).chars().take(field.longest).collect();
        if text.is_empty() && field.needed {
            return None;
        }
        held.insert(field.name.to_owned(), text);
    }
    Some(held)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const fn field(name: &'static str, called: &'static [&'static str], needed: bool) -> Field {
        Field {
            name,
            called,
            longest: 3,
            needed,
        }
    }

    const FIELDS: [Field; 2] = [
        field("what", &["what", "old"], true),
        field("amount", &["amount"], false),
    ];

    #[test]
    fn what_fits_is_held_and_cut_and_what_does_not_is_none_of_it() {
        let held = |data: Value| {
            let held = checked(&FIELDS, &data)?;
            Some(
                held.into_iter()
                    .map(|(name, text)| format!("{name}={text}"))
                    .collect::<Vec<_>>(),
            )
        };
        let wanted = |all: &[&str]| Some(all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            held(json!({ "old": "a\nbcd", "amount": 7.5, "more": [] })),
            wanted(&["amount=7.5", "what=a b"])
        );
        assert_eq!(held(json!({ "what": "a", "amount": null })), wanted(&["what=a"]));
        for odd in [
            json!({}),
            json!([1]),
            json!("what"),
            json!({ "what": " \n" }),
            json!({ "what": null }),
            json!({ "what": ["a"] }),
            json!({ "what": "a", "amount": true }),
        ] {
            assert_eq!(held(odd.clone()), None, "{odd}");
        }
    }
}
