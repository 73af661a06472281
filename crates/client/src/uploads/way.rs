//! Where and how a part is sent, out of what the server says of it.

use std::collections::BTreeMap;

use protocol::rest::object::{AuthSignParts, KeyValues, SignPart};
use url::Url;

/// An address that admits one part, and what has to be said there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
}

/// By the numbers of the parts. Of what cannot be used there is none.
pub(super) fn ways(sign: &AuthSignParts) -> BTreeMap<i32, Way> {
    let one = |part: &SignPart| Some((part.part_number, way(sign, part)?));
    sign.parts.iter().filter_map(one).collect()
}

fn way(sign: &AuthSignParts, part: &SignPart) -> Option<Way> {
    let mut url = Url::parse(if part.url.is_empty() { &sign.url } else { &part.url }).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let pairs = |all: &[KeyValues]| -> Vec<(String, String)> {
        let first = |one: &KeyValues| Some((one.key.clone(), one.values.first()?.clone()));
        all.iter().filter_map(first).collect()
    };
    for (key, value) in pairs(&sign.query).into_iter().chain(pairs(&part.query)) {
        url.query_pairs_mut().append_pair(&key, &value);
    }
    let headers = pairs(&sign.header).into_iter().chain(pairs(&part.header)).collect();
    Some(Way {
        url: url.into(),
        headers,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn pair(key: &str, value: &str) -> Vec<KeyValues> {
        vec![KeyValues {
            key: key.to_owned(),
            values: vec![value.to_owned()],
        }]
    }

    #[test]
    fn what_holds_for_all_parts_is_joined_with_what_is_one_parts_own() {
        let sign = AuthSignParts {
            url: "https://store.example/bucket/x".to_owned(),
            query: pair("uploadId", "7"),
            header: pair("x-all", "a b"),
            parts: vec![
                SignPart {
                    part_number: 2,
                    query: pair("partNumber", "2"),
                    header: pair("x-one", "c"),
                    ..SignPart::default()
                },
                SignPart {
                    part_number: 3,
                    url: "file:///etc/passwd".to_owned(),
                    ..SignPart::default()
                },
            ],
        };
        let ways = ways(&sign);
        assert_eq!(ways.len(), 1, "nothing but the web is spoken to");
        assert_eq!(ways[&2].url, "https://store.example/bucket/x?uploadId=7&partNumber=2");
        let said: Vec<_> = ways[&2]
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        assert_eq!(said, ["x-all: a b", "x-one: c"]);
    }
}
