//! Links that name a person or a group: `selkie://person?address=..&server=..&fingerprint=..&user=..` and
//! `selkie://group?..&group=..`, and the cards that show one's own. A link shows somebody or something, and does nothing
//! by itself. Knows no server.

use client::{
    error::Result,
    event::{GroupLink, Link, PersonLink, ServerLink},
    network::Fingerprint,
    view::{BuiltinView, CardView},
};
use url::{Host, Url};

use crate::invitation::{self, MOST_ADDRESSES};

/// Longer ones are refused before they are read.
const LONGEST: usize = 4096;
const LONGEST_ID: usize = 128;

const PERSON: &str = "person";
const GROUP: &str = "group";

/// The word by which a kind of link says who or what it names.
fn key(kind: &str) -> &'static str {
    if kind == GROUP { "group" } else { "user" }
}

/// The link; [`parse`] gives the same again.
fn write(kind: &str, server: &ServerLink, id: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for address in server.addresses.iter().take(MOST_ADDRESSES) {
        query.append_pair("address", address);
    }
    let fingerprint = server.fingerprint.replace(':', "");
    for (name, value) in [
        ("server", server.server_id.as_str()),
        ("fingerprint", &fingerprint),
        (key(kind), id),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    format!("selkie://{kind}?{}", query.finish())
}

/// None where a field is missing, empty, doubled, too long or no such thing.
pub fn parse(link: &str) -> Option<Link> {
    if link.len() > LONGEST {
        return None;
    }
    let url = Url::parse(link).ok()?;
    let kind = url.host_str().filter(|kind| matches!(*kind, PERSON | GROUP))?;
    if url.scheme() != "selkie" || !matches!(url.path(), "" | "/") {
        return None;
    }
    let (mut addresses, mut server, mut fingerprint, mut id) = (Vec::new(), None, None, None);
    for (name, value) in url.query_pairs() {
        let place = match &*name {
            "address" if invitation::is_address(&value) && addresses.len() < MOST_ADDRESSES => {
                addresses.push(value.into_owned());
                continue;
            }
            "address" => return None,
            "server" => &mut server,
            "fingerprint" => &mut fingerprint,
            name if name == key(kind) => &mut id,
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
    let server = ServerLink {
        addresses,
        fingerprint,
        server_id: server.unwrap_or_default(),
    };
    let id = id?;
    Some(match kind {
        GROUP => Link::Group {
            group: GroupLink { server, group_id: id },
        },
        _ => Link::Person {
            person: PersonLink { server, user_id: id },
        },
    })
}

/// One's own card.
pub fn card(person: &PersonLink, builtin: &BuiltinView) -> Result<CardView> {
    show(PERSON, &person.server, &person.user_id, builtin)
}

/// A group's, for those who are to come in.
pub fn group_card(group: &GroupLink, builtin: &BuiltinView) -> Result<CardView> {
    show(GROUP, &group.server, &group.group_id, builtin)
}

/// The server of this computer is called by the addresses that others have for it, where they may.
fn show(kind: &str, server: &ServerLink, id: &str, builtin: &BuiltinView) -> Result<CardView> {
    let mut server = server.clone();
    let here = |address: &String| leads_here(address);
    if let Some(network) = builtin.network.as_ref().filter(|_| server.addresses.iter().all(here)) {
        server.addresses.clone_from(&network.addresses);
        server.fingerprint.clone_from(&network.fingerprint);
    }
    let link = write(kind, &server, id);
    Ok(CardView {
        qr: invitation::draw(&link)?,
        link,
        unreachable: server.addresses.iter().all(here),
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
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

    use client::view::{BuiltinState, NetworkView};

    use super::*;

    const ALICE: &str = "4681756462";

    fn server() -> ServerLink {
        ServerLink {
            addresses: vec!["https://chat.example.org".into(), "https://10.0.0.7:10003".into()],
            fingerprint: ["AB"; 32].join(":"),
            server_id: "5e1".into(),
        }
    }

    fn person(server: ServerLink) -> Link {
        let user_id = ALICE.into();
        Link::Person {
            person: PersonLink { server, user_id },
        }
    }

    #[test]
    fn a_link_is_read_as_it_was_written() {
        let plain = ServerLink {
            server_id: String::new(),
            fingerprint: String::new(),
            ..server()
        };
        for server in [server(), plain] {
            assert_eq!(parse(&write(PERSON, &server, ALICE)), Some(person(server.clone())));
            let group = GroupLink {
                server,
                group_id: "3100".into(),
            };
            let link = write(GROUP, &group.server, "3100");
            assert!(link.starts_with("selkie://group?"), "{link}");
            assert_eq!(parse(&link), Some(Link::Group { group }));
        }
    }

    #[test]
    fn what_names_nobody_and_no_group_is_refused() {
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
            "selkie://group?address=a&user=b",
            "selkie://person?address=a&group=b",
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
            server: ServerLink {
                addresses: vec![builtin.address.clone()],
                fingerprint: String::new(),
                ..server()
            },
            user_id: ALICE.into(),
        };
        assert!(card(&own, &builtin).unwrap().unreachable);
        builtin.network = Some(NetworkView {
            addresses: vec!["https://192.168.1.20:10003".into()],
            port: 10_003,
            fingerprint: ["CD"; 32].join(":"),
        });
        let shown = card(&own, &builtin).unwrap();
        let Some(Link::Person { person: said }) = parse(&shown.link) else {
            panic!("{} names nobody", shown.link)
        };
        assert!(!shown.unreachable && said.server.addresses == ["https://192.168.1.20:10003"]);
        assert!(said.server.fingerprint.starts_with("CD") && said.user_id == ALICE);
        let elsewhere = PersonLink {
            server: server(),
            user_id: ALICE.into(),
        };
        let shown = card(&elsewhere, &builtin).unwrap();
        assert_eq!(parse(&shown.link), Some(person(server())));
    }
}
