//! What the owner of a server decides, as read from `DIR/config.toml`. The file is written at the first start, with its
//! explanations; a word in it that means nothing is named with its line. Knows no socket and no table.

mod codes;
mod file;
mod groups;
mod messages;
mod objects;
mod routing;
mod s3;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use serde::{Deserialize, Deserializer};

pub use codes::{Mail, Security, Sms};
pub use file::{ConfigError, FILE_NAME, parse, read_or_write};
pub use groups::Groups;
pub use messages::Messages;
pub use objects::Objects;
pub use routing::Routing;
pub use s3::S3;

/// How a server is set up. The default is what a first start writes; it suits tests too.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How the server calls itself.
    pub name: String,
    /// Where it listens; port 0 takes any free one.
    pub listen: SocketAddr,
    pub registration: Registration,
    /// Whether who registers has to prove a mail address or a telephone number by a code.
    pub registration_code: bool,
    /// Whether the first account becomes an administrator, as it is right where the server is one person's own.
    pub first_is_admin: bool,
    /// A robot that greets, explains and reminds, in the default app; never in plain mode.
    pub assistant: bool,
    /// Days a token lives; none: for ever.
    #[serde(deserialize_with = "token_days")]
    pub token_days: Option<u32>,
    /// 0, 1, 4 or 5, as OpenIM numbers its policies.
    #[serde(deserialize_with = "device_policy")]
    pub device_policy: u8,
    pub tls: Tls,
    pub tls_certificate: PathBuf,
    pub tls_key: PathBuf,
    /// The host name under which a proxy in front serves this server; empty: there is none.
    pub behind_proxy: String,
    /// Addresses, beside loopback, whose `X-Forwarded-For` is believed.
    pub proxy_addresses: Vec<IpAddr>,
    /// Host names under which this server may be called in clear text, beside loopback and numeric addresses; `*` for
    /// any.
    pub allowed_hosts: Vec<String>,
    /// Origins of web pages that may call this server, `*` for any.
    pub allowed_origins: Vec<String>,
    /// Whether App Servers and administrators are let in by the app's secret. The desktop app closes this door.
    pub server_api: bool,
    /// The user IDs for which the app's secret gives an administrator's token.
    pub admin_user_ids: Vec<String>,
    /// No extension calls or fields, no de-duplication: what a plain OpenIM would do.
    pub plain: bool,
    /// Codes by mail.
    pub mail: Mail,
    /// Codes by SMS.
    pub sms: Sms,
    pub groups: Groups,
    pub messages: Messages,
    pub objects: Objects,
    /// Where those lie, if not on this machine.
    pub s3: S3,
    /// What people write is told to an App Server.
    pub routing: Routing,
    pub limits: Limits,
}

/// Who may make an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registration {
    Open,
    Invite,
    Closed,
}

impl Registration {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Invite => "invite",
            Self::Closed => "closed",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tls {
    Off,
    SelfSigned,
    Files,
}

/// What one stranger may cost.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Open connections at one time.
    pub connections: u32,
    /// New accounts from one address in an hour; loopback is not counted.
    pub registrations_per_hour: u32,
    /// Wrong passwords or codes for one account before each next try has to wait, twice as long every time.
    pub wrong_tries_per_account: u32,
    /// The same for one address, over all accounts.
    pub wrong_tries_per_address: u32,
    /// Searches for people by one person in a minute.
    pub searches_per_minute: u32,
    /// Requests to be friends by one person in a minute.
    pub friend_requests_per_minute: u32,
    /// Calls of one kind to RongCloud's Server API by one app in a second.
    pub server_calls_per_second: u32,
    /// Codes that are sent for callers at one address in an hour; loopback is not counted.
    pub codes_per_hour: u32,
    /// Changes to groups (making, inviting, naming, muting, ...) by one person in a minute.
    pub group_changes_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 100_000,
            registrations_per_hour: 30,
            wrong_tries_per_account: 5,
            wrong_tries_per_address: 30,
            searches_per_minute: 60,
            friend_requests_per_minute: 30,
            server_calls_per_second: 100,
            codes_per_hour: 20,
            group_changes_per_minute: 120,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: "Selkie".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 10_002)),
            registration: Registration::Open,
            registration_code: false,
            first_is_admin: false,
            assistant: true,
            token_days: None,
            device_policy: 0,
            tls: Tls::Off,
            tls_certificate: PathBuf::new(),
            tls_key: PathBuf::new(),
            behind_proxy: String::new(),
            proxy_addresses: Vec::new(),
            allowed_hosts: Vec::new(),
            allowed_origins: Vec::new(),
            server_api: true,
            admin_user_ids: vec!["imAdmin".into()],
            plain: false,
            mail: Mail::default(),
            sms: Sms::default(),
            groups: Groups::default(),
            messages: Messages::default(),
            objects: Objects::default(),
            s3: S3::default(),
            routing: Routing::default(),
            limits: Limits::default(),
        }
    }
}

/// Why a server may not start as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsafe {
    #[error(
        "{0} can be reached from other machines, and nothing listens there in clear text. Use --tls self-signed, or \
         --tls-cert and --tls-key, or name the proxy in front with --behind-proxy"
    )]
    ClearText(SocketAddr),
    #[error("tls = \"files\" needs tls_certificate and tls_key")]
    NoCertificate,
    #[error("[mail] security = \"none\" would send codes in clear text; it is for a relay on this machine only")]
    ClearMail,
    #[error("[mail] needs from = \"Name <address>\"")]
    NoSender,
    #[error("[sms] needs a secret")]
    NoHookSecret,
    #[error("registration_code needs [mail] or [sms], by which codes are sent")]
    NoCodes,
    #[error("[s3] needs region, bucket, access_key and secret_key")]
    NoBucket,
}

impl Config {
    /// Refuses what would put passwords on a wire in clear text.
    pub fn check(&self) -> Result<(), Unsafe> {
        if self.tls == Tls::Files
            && (self.tls_certificate.as_os_str().is_empty() || self.tls_key.as_os_str().is_empty())
        {
            return Err(Unsafe::NoCertificate);
        }
        if self.tls == Tls::Off && !self.listen.ip().is_loopback() && self.behind_proxy.is_empty() {
            return Err(Unsafe::ClearText(self.listen));
        }
        if self.registration_code && !self.mail.on() && !self.sms.on() {
            return Err(Unsafe::NoCodes);
        }
        self.mail.check()?;
        self.sms.check()?;
        self.s3.check()
    }

    /// Whether a request may call the server by this `Host` (with or without a port). In clear text a name that is not
    /// listed could be anybody's, pointed at this machine to reach it from a web page; a numeric address could not,
    /// and with TLS the certificate already answers the question.
    pub fn host_allowed(&self, host: &str) -> bool {
        let name = without_port(host);
        let listed = |listed: &String| listed == "*" || listed.eq_ignore_ascii_case(name);
        self.tls != Tls::Off
            || name.eq_ignore_ascii_case("localhost")
            || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
            || without_port(&self.behind_proxy).eq_ignore_ascii_case(name) && !name.is_empty()
            || self.allowed_hosts.iter().any(listed)
    }

    /// Whether a web page of this `Origin` may call the server.
    pub fn origin_allowed(&self, origin: &str) -> bool {
        self.allowed_origins
            .iter()
            .any(|listed| listed == "*" || listed.eq_ignore_ascii_case(origin))
    }

    /// The address to which a request is put down: what a believed proxy says in `X-Forwarded-For` (its own, the last,
    /// entry), otherwise the peer's.
    pub fn counted_address(&self, peer: IpAddr, forwarded_for: Option<&str>) -> IpAddr {
        let believed = peer.is_loopback() || self.proxy_addresses.contains(&peer);
        let forwarded = forwarded_for.and_then(|list| list.rsplit(',').next()).map(str::trim);
        match forwarded.and_then(|address| address.parse().ok()) {
            Some(address) if believed => address,
            _ => peer,
        }
    }
}

/// `example.org:80` and `[::1]:80` without the port.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => {
            if name.contains(':') && !name.ends_with(']') {
                host
            } else {
                name
            }
        }
        _ => host,
    }
}

fn token_days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Days(u32),
        Word(String),
    }
    match Written::deserialize(deserializer) {
        Ok(Written::Days(days @ (1 | 7 | 30))) => Ok(Some(days)),
        Ok(Written::Word(word)) if word == "forever" => Ok(None),
        _ => Err(serde::de::Error::custom("token_days is \"forever\", 30, 7 or 1")),
    }
}

fn device_policy<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    match u8::deserialize(deserializer) {
        Ok(policy @ (0 | 1 | 4 | 5)) => Ok(policy),
        _ => Err(serde::de::Error::custom("device_policy is 0, 1, 4 or 5")),
    }
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
    fn clear_text_stays_on_this_machine() {
        let config = Config {
            listen: "0.0.0.0:0".parse().unwrap(),
            ..Config::default()
        };
        assert_eq!(config.check(), Err(Unsafe::ClearText(config.listen)));
        assert_eq!(
            Config {
                tls: Tls::SelfSigned,
                ..config.clone()
            }
            .check(),
            Ok(())
        );
        assert_eq!(
            Config {
                behind_proxy: "chat.example.org".into(),
                ..config.clone()
            }
            .check(),
            Ok(())
        );
        assert_eq!(
            Config {
                tls: Tls::Files,
                ..config
            }
            .check(),
            Err(Unsafe::NoCertificate)
        );
        assert_eq!(Config::default().check(), Ok(()));
        let v6 = Config {
            listen: "[::]:1".parse().unwrap(),
            ..Config::default()
        };
        assert!(v6.check().is_err());
    }

    #[test]
    fn a_host_is_loopback_numeric_or_listed() {
        let config = Config {
            allowed_hosts: vec!["chat.lan".into()],
            ..Config::default()
        };
        for host in [
            "localhost",
            "LOCALHOST:1",
            "127.0.0.1:10002",
            "[::1]",
            "[::1]:80",
            "::1",
            "10.1.2.3",
            "Chat.lan:80",
        ] {
            assert!(config.host_allowed(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:10002",
            "localhost.evil.example",
            "chat.lan.evil",
            ":80",
        ] {
            assert!(!config.host_allowed(host), "{host}");
        }
        assert!(
            Config {
                behind_proxy: "chat.example.org".into(),
                ..config.clone()
            }
            .host_allowed("chat.example.org")
        );
        assert!(
            Config {
                tls: Tls::SelfSigned,
                ..config.clone()
            }
            .host_allowed("any.example")
        );
        assert!(!config.origin_allowed("https://evil.example"));
    }

    #[test]
    fn a_forwarded_address_is_believed_from_a_proxy_only() {
        let config = Config {
            proxy_addresses: vec!["10.0.0.2".parse().unwrap()],
            ..Config::default()
        };
        let counted = |peer: &str, said| config.counted_address(peer.parse().unwrap(), said).to_string();
        assert_eq!(counted("10.0.0.2", Some("6.6.6.6, 9.9.9.9")), "9.9.9.9");
        assert_eq!(counted("127.0.0.1", Some("9.9.9.9")), "9.9.9.9");
        assert_eq!(counted("10.0.0.3", Some("9.9.9.9")), "10.0.0.3");
        assert_eq!(counted("10.0.0.2", Some("nonsense")), "10.0.0.2");
        assert_eq!(counted("10.0.0.2", None), "10.0.0.2");
    }
}
