//! What a person may write as a server's address, and the URLs that come of it. Knows no network.
//!
//! ```text
//! address := item { (space | ",") item }        several are tried in turn
//! item    := base { ";" part } | part { ";" part }
//! base    := [scheme "://"] host [":" port] [path]
//! part    := ("api" | "chat" | "ws") "=" url
//! ```
//!
//! Under a base, REST lies at `/api` and `/chat` and the socket at `/msg_gateway`; a part names one of the three by
//! itself and is used as written. Without a scheme a host is asked by TLS, at the usual port and at Selkie's own, and
//! this computer in the clear at Selkie's own. In the clear to another machine is refused.

use std::fmt;

use url::{Host, Url};

use crate::error::{Code, Result};

/// The port of a Selkie server that was not told another.
const OWN_PORT: u16 = 10_002;

/// More than anybody lists; each may cost a time-out.
const MOST: usize = 8;

/// One place to try: the three URLs without a slash at their end, and how they are written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    text: String,
    pub(crate) api: String,
    /// Absent where only the parts for a token are named.
    pub(crate) chat: Option<String>,
    pub(crate) socket: String,
}

/// The places of an address, in the order in which they are tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    items: Vec<Vec<Place>>,
}

impl Address {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let items: Vec<_> = text
            .split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | '，'))
            .filter(|item| !item.is_empty())
            .map(item)
            .collect::<Result<_>>()?;
        if items.is_empty() || items.len() > MOST {
            Err(Code::BadAddress.into())
        } else {
            Ok(Self { items })
        }
    }

    pub(crate) fn of(place: Place) -> Self {
        Self {
            items: vec![vec![place]],
        }
    }

    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.items.iter().flatten()
    }

    /// The same address with its guesses settled: where `found` was one of several readings, only it remains.
    pub(crate) fn settle(&self, found: &Place) -> Self {
        let items = self.items.iter().map(|item| {
            if item.contains(found) {
                vec![found.clone()]
            } else {
                item.clone()
            }
        });
        Self { items: items.collect() }
    }
}

impl fmt::Display for Address {
    /// The form in which it is kept; it parses to the same places.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<&str> = self.places().map(|place| place.text.as_str()).collect();
        out.write_str(&texts.join(" "))
    }
}

impl Place {
    /// Whether a server at this computer is meant, so that nothing leaves it.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback_url(&self.socket)
    }
}

/// Whether a URL leads to this computer.
pub(crate) fn is_loopback_url(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| is_loopback(&url))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// The readings of one item: more than one only for a bare host.
fn item(text: &str) -> Result<Vec<Place>> {
    let (mut bases, mut api, mut chat, mut socket) = (Vec::new(), None, None, None);
    for (index, piece) in text.split(';').enumerate() {
        let slot = match piece.split_once('=') {
            Some(("api", url)) => (&mut api, url, "http"),
            Some(("chat", url)) => (&mut chat, url, "http"),
            Some(("ws", url)) => (&mut socket, url, "ws"),
            _ if index == 0 => {
                bases = readings(piece)?;
                continue;
            }
            _ => return Err(Code::BadAddress.into()),
        };
        let (slot, url, scheme) = slot;
        let url = checked(url, scheme)?;
        if slot.replace(url).is_some() {
            return Err(Code::BadAddress.into());
        }
    }
    let parts: String = [("api", &api), ("chat", &chat), ("ws", &socket)]
        .into_iter()
        .filter_map(|(name, url)| url.as_ref().map(|url| format!(";{name}={url}")))
        .collect();
    if bases.is_empty() {
        let (Some(api), Some(socket)) = (api, socket) else {
            return Err(Code::BadAddress.into());
        };
        let text = parts.trim_start_matches(';').to_owned();
        return Ok(vec![Place {
            text,
            api,
            chat,
            socket,
        }]);
    }
    let places = bases.into_iter().map(|base| Place {
        text: format!("{base}{parts}"),
        api: api.clone().unwrap_or_else(|| format!("{base}/api")),
        chat: Some(chat.clone().unwrap_or_else(|| format!("{base}/chat"))),
        // `http` becomes `ws` and `https` becomes `wss`.
        socket: socket
            .clone()
            .unwrap_or_else(|| format!("{}/msg_gateway", base.replacen("http", "ws", 1))),
    });
    Ok(places.collect())
}

fn readings(base: &str) -> Result<Vec<String>> {
    if base.contains("://") {
        return Ok(vec![checked(base, "http")?]);
    }
    let url = Url::parse(&format!("https://{base}")).map_err(|_| Code::BadAddress)?;
    // A single word is hardly a machine; whoever means one writes its port or `https://`.
    let named = matches!(url.host(), Some(Host::Domain(name)) if !name.contains('.') && name != "localhost");
    if named && url.port().is_none() {
        return Err(Code::BadAddress.into());
    }
    // A port that is the scheme's own vanishes from the parsed URL, so the text is asked.
    let host = base.split('/').next().unwrap_or_default();
    let ported = host
        .rsplit_once(':')
        .is_some_and(|(_, port)| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    let scheme = if is_loopback(&url) { "http" } else { "https" };
    let guess = checked(&format!("{scheme}://{base}"), "http")?;
    if ported {
        return Ok(vec![guess]);
    }
    let mut own = Url::parse(&guess).map_err(|_| Code::BadAddress)?;
    own.set_port(Some(OWN_PORT)).map_err(|()| Code::BadAddress)?;
    let own = trimmed(&own);
    Ok(if scheme == "http" { vec![own] } else { vec![guess, own] })
}

/// A URL of `scheme` or its TLS form, as it is kept.
fn checked(text: &str, scheme: &str) -> Result<String> {
    let url = Url::parse(text).map_err(|_| Code::BadAddress)?;
    let secure = url.scheme().strip_prefix(scheme) == Some("s");
    let plain = url.scheme() == scheme;
    let odd =
        url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some();
    if !(secure || plain) || odd || url.host_str().is_none_or(str::is_empty) {
        return Err(Code::BadAddress.into());
    }
    if plain && !is_loopback(&url) {
        return Err(Code::InsecureAddress.into());
    }
    Ok(trimmed(&url))
}

fn trimmed(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
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
    use proptest::prelude::*;

    use super::*;

    fn kept(text: &str) -> String {
        Address::parse(text).unwrap().to_string()
    }

    fn refused(text: &str) -> Code {
        Address::parse(text).unwrap_err().code
    }

    #[test]
    fn a_base_has_its_three_parts() {
        let address = Address::parse("https://Chat.Example.org/team/").unwrap();
        let place = address.places().next().unwrap();
        assert_eq!(place.api, "https://chat.example.org/team/api");
        assert_eq!(place.chat.as_deref(), Some("https://chat.example.org/team/chat"));
        assert_eq!(place.socket, "wss://chat.example.org/team/msg_gateway");
        assert_eq!(address.to_string(), "https://chat.example.org/team");
    }

    #[test]
    fn a_bare_host_is_read_in_the_usual_ways() {
        assert_eq!(
            kept("chat.example.org"),
            "https://chat.example.org https://chat.example.org:10002"
        );
        assert_eq!(kept("chat.example.org:443"), "https://chat.example.org");
        assert_eq!(kept("chat.example.org:8443"), "https://chat.example.org:8443");
        assert_eq!(kept("localhost"), "http://localhost:10002");
        assert_eq!(kept("127.0.0.1:9"), "http://127.0.0.1:9");
        assert_eq!(kept("[::1]"), "http://[::1]:10002");
        assert_eq!(kept("server:8443"), "https://server:8443");
        assert_eq!(refused("server"), Code::BadAddress);
    }

    #[test]
    fn what_answered_settles_a_guess() {
        let address = Address::parse("chat.example.org https://b.example").unwrap();
        let own = address.places().nth(1).unwrap().clone();
        assert_eq!(
            address.settle(&own).to_string(),
            "https://chat.example.org:10002 https://b.example"
        );
    }

    #[test]
    fn parts_can_be_given_apart() {
        let text = "api=http://127.0.0.1:10002;chat=http://127.0.0.1:10008;ws=ws://127.0.0.1:10001";
        let address = Address::parse(text).unwrap();
        let place = address.places().next().unwrap();
        assert_eq!(place.api, "http://127.0.0.1:10002");
        assert_eq!(place.socket, "ws://127.0.0.1:10001");
        assert_eq!(kept(text), text);
        let mixed = "https://a.example;ws=wss://b.example/gate";
        assert_eq!(kept(mixed), mixed);
        assert_eq!(
            kept("api=https://a.example;ws=wss://b.example"),
            "api=https://a.example;ws=wss://b.example"
        );
    }

    #[test]
    fn clear_text_stays_on_this_computer() {
        assert_eq!(refused("http://chat.example.org"), Code::InsecureAddress);
        assert_eq!(refused("https://a.example;ws=ws://a.example"), Code::InsecureAddress);
        assert_eq!(kept("http://127.8.9.1:1/x"), "http://127.8.9.1:1/x");
        // Looks like this computer, is not.
        assert_eq!(refused("http://127.0.0.1.example.org"), Code::InsecureAddress);
        assert_eq!(refused("http://localhost.example.org"), Code::InsecureAddress);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            " , ",
            "ftp://a",
            "https://",
            "https://a@b",
            "https://a/?q=1",
            "https://a;x=1",
            "api=https://a",
        ] {
            assert_eq!(refused(text), Code::BadAddress, "{text}");
        }
        assert_eq!(refused(&"a.example ".repeat(MOST + 1)), Code::BadAddress);
    }

    proptest! {
        #[test]
        fn what_is_kept_parses_to_the_same_places(text in "[a-z0-9.:/;=, \\[\\]%-]{0,40}|(https?://)?[a-z.]{1,9}(:[0-9]{1,4})?(/[a-z]{0,3})?([ ,;][a-z=:/.]{0,12})?") {
            if let Ok(address) = Address::parse(&text) {
                let places: Vec<_> = address.places().cloned().collect();
                if places.len() <= MOST {
                    let again = Address::parse(&address.to_string()).unwrap();
                    prop_assert_eq!(again.places().cloned().collect::<Vec<_>>(), places);
                }
            }
        }
    }
}
