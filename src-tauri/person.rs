//! Links that name a person: `selkie://person?address=..&server=..&fingerprint=..&user=..`, and the card that shows one's
//! own. A link shows a card and does nothing by itself. Knows no server.

use client::{
    error::Result,
    event::PersonLink,
    network::Fingerprint,
    view::{BuiltinView, CardView},
};
use url::{Host, Url};

use crate::invitation::{self, MOST_ADDRESSES};

/// Longer ones are refused before they are read.
const LONGEST: usize = 4096;
const LONGEST_ID: usize = 128;

/// The link; [`parse`] gives the same again.
pub fn write(person: &PersonLink) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for address in person.addresses.iter().take(MOST_ADDRESSES) {
        query.append_pair("address", address);
    }
    let fingerprint = person.fingerprint.replace(':', "");
    for (name, value) in [
        ("server", &person.server_id),
        ("fingerprint", &fingerprint),
        ("user", &person.user_id),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    format!("selkie://person?{}", query.finish())
}

/// None where a field is missing, empty, doubled, too long or no such thing.
pub fn parse(link: &str) -> Option<PersonLink> {
    if link.len() > LONGEST {
        return None;
    }
    let url = Url::parse(link).ok()?;
    if url.scheme() != "selkie" || url.host_str() != Some("person") || !matches!(url.path(), "" | "/") {
        return None;
    }
    let (mut addresses, mut server, mut fingerprint, mut user) = (Vec::new(), None, None, None);
    for (name, value) in url.query_pairs() {
        let place = match &*name {
            "address" if invitation::is_address(&value) && addresses.len() < MOST_ADDRESSES => {
                addresses.push(value.into_owned());
                continue;
            }
            "address" => return None,
            "server" => &mut server,
            "fingerprint" => &mut fingerprint,
            "user" => &mut user,
            _ => continue,
        };
        let odd = |sign: char| sign.is_control() || sign.is_whitespace();
        if value.is_empty() || value.len() > LONGEST_ID || value.contains(odd) || place.is_some() {
            return None;
        }
        *place = Some(value.into_owned());
    }
    let fingerprint = match fingerprint {
        Some(text) => Fingerprint::parse(&text)?.to_string(),
        None => String::new(),
    };
    (!addresses.is_empty()).then_some(())?;
    Some(PersonLink {
        addresses,
        fingerprint,
        server_id: server.unwrap_or_default(),
        user_id: user?,
    })
}

/// One's own card. The server of this computer is called by the addresses that others have for it, where they may.
pub fn card(mut person: PersonLink, builtin: &BuiltinView) -> Result<CardView> {
    let here = |address: &String| leads_here(address);
    if let Some(network) = builtin.network.as_ref().filter(|_| person.addresses.iter().all(here)) {
        person.addresses.clone_from(&network.addresses);
        person.fingerprint.clone_from(&network.fingerprint);
    }
    let link = write(&person);
    Ok(CardView {
        qr: invitation::draw(&link)?,
        link,
        unreachable: person.addresses.iter().all(here),
    })
}

/// Whether an address leads to whichever computer it is read on.
fn leads_here(address: &str) -> bool {
    let url = Url::parse(address).ok();
    match url.as_ref().and_then(Url::host) {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use client::view::{BuiltinState, NetworkView};

    use super::*;

    fn alice() -> PersonLink {
        PersonLink {
            addresses: vec!["https://chat.example.org".into(), "https://10.0.0.7:10003".into()],
            fingerprint: ["AB"; 32].join(":"),
            server_id: "5e1".into(),
            user_id: "4681756462".into(),
        }
    }

    #[test]
    fn a_link_is_read_as_it_was_written() {
        assert_eq!(parse(&write(&alice())), Some(alice()));
        let plain = PersonLink {
            server_id: String::new(),
            fingerprint: String::new(),
            ..alice()
        };
        assert_eq!(parse(&write(&plain)), Some(plain));
    }

    #[test]
    fn what_names_nobody_is_refused() {
        let long = format!("selkie://person?address=a&user={}", "c".repeat(LONGEST));
        for link in [
            "",
            "selkie://person",
            "selkie://person?address=a",
            "selkie://person?user=b",
            "selkie://person?address=a&user=",
            "selkie://person?address=a&user=b&user=c",
            "selkie://person?address=a&user=b%0A",
            "selkie://person?address=a%20b&user=c",
            "selkie://person?address=a&user=b&fingerprint=zz",
            "selkie://person/x?address=a&user=b",
            "selkie://join?address=a&user=b",
            "https://person?address=a&user=b",
            &long,
        ] {
            assert_eq!(parse(link), None, "{link:?} was taken");
        }
    }

    #[test]
    fn the_server_of_this_computer_is_called_as_others_call_it() {
        let mut builtin = BuiltinView {
            state: BuiltinState::Running,
            address: "http://127.0.0.1:10002".into(),
            network: None,
            folder: String::new(),
        };
        let own = PersonLink {
            addresses: vec![builtin.address.clone()],
            fingerprint: String::new(),
            ..alice()
        };
        assert!(card(own.clone(), &builtin).unwrap().unreachable);
        builtin.network = Some(NetworkView {
            addresses: vec!["https://192.168.1.20:10003".into()],
            port: 10_003,
            fingerprint: ["CD"; 32].join(":"),
        });
        let shown = card(own, &builtin).unwrap();
        let said = parse(&shown.link).unwrap();
        assert!(!shown.unreachable && said.addresses == ["https://192.168.1.20:10003"]);
        assert!(said.fingerprint.starts_with("CD") && said.user_id == alice().user_id);
        let elsewhere = parse(&card(alice(), &builtin).unwrap().link);
        assert_eq!(elsewhere, Some(alice()));
    }
}
