//! How codes reach people: a mail relay, and a hook for SMS. Knows no code.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use lettre::message::Mailbox;
use serde::{Deserialize, Deserializer};

use super::Unsafe;

/// The relay that takes this server's mail. Without a `server` none is sent.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    pub server: String,
    pub port: u16,
    pub security: Security,
    /// Empty: the relay asks for no name.
    pub user: String,
    pub password: String,
    /// A file with the password, in place of the word above.
    pub password_file: PathBuf,
    /// Whom mails are from, such as `Selkie <selkie@example.org>`.
    #[serde(deserialize_with = "sender")]
    pub from: String,
    /// A PEM file with certificates that the relay may have beside those that the system trusts.
    pub certificate: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Clear text first, and nothing of worth before TLS.
    StartTls,
    Tls,
    None,
}

/// Where a code for a telephone is handed over. Without a `url` none is.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sms {
    #[serde(deserialize_with = "hook")]
    pub url: String,
    /// Signs what is handed over.
    pub secret: String,
    /// A file with the secret, in place of the word above.
    pub secret_file: PathBuf,
    pub timeout_seconds: u16,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            server: String::new(),
            port: 587,
            security: Security::StartTls,
            user: String::new(),
            password: String::new(),
            password_file: PathBuf::new(),
            from: String::new(),
            certificate: PathBuf::new(),
        }
    }
}

impl Default for Sms {
    fn default() -> Self {
        Self {
            url: String::new(),
            secret: String::new(),
            secret_file: PathBuf::new(),
            timeout_seconds: 10,
        }
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Mail")
            .field("server", &self.server)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Sms {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sms").field("url", &self.url).finish_non_exhaustive()
    }
}

impl Mail {
    pub fn on(&self) -> bool {
        !self.server.is_empty()
    }

    pub(super) fn check(&self) -> Result<(), Unsafe> {
        if self.on() && self.security == Security::None && !is_this_machine(&self.server) {
            return Err(Unsafe::ClearMail);
        }
        if self.on() && self.from.is_empty() {
            return Err(Unsafe::NoSender);
        }
        Ok(())
    }
}

impl Sms {
    pub fn on(&self) -> bool {
        !self.url.is_empty()
    }

    pub(super) fn check(&self) -> Result<(), Unsafe> {
        if self.on() && self.secret.is_empty() {
            return Err(Unsafe::NoHookSecret);
        }
        Ok(())
    }
}

fn sender<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let written = String::deserialize(deserializer)?;
    if written.is_empty() || written.parse::<Mailbox>().is_ok() {
        Ok(written)
    } else {
        Err(serde::de::Error::custom("from is like \"Selkie <selkie@example.org>\""))
    }
}

pub(super) fn hook<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let written = String::deserialize(deserializer)?;
    if written.is_empty() || is_hook(&written) {
        Ok(written)
    } else {
        Err(serde::de::Error::custom(
            "url begins with https://, or with http:// for a program on this machine",
        ))
    }
}

fn is_hook(url: &str) -> bool {
    let Ok(url) = url.parse::<http::Uri>() else {
        return false;
    };
    match (url.scheme_str(), url.host()) {
        (Some("https"), Some(_)) => true,
        (Some("http"), Some(host)) => is_this_machine(host),
        _ => false,
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.to_canonical().is_loopback())
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
    use std::path::Path;

    use crate::config::{Config, parse};

    fn written(text: &str) -> Result<Config, String> {
        let config = parse(text, Path::new("c")).map_err(|error| error.to_string())?;
        config.check().map_err(|error| error.to_string())?;
        Ok(config)
    }

    #[test]
    fn passwords_and_codes_leave_this_machine_in_no_clear_text() {
        let mail = |server: &str, security: &str| {
            written(&format!(
                "[mail]\nserver = {server:?}\nsecurity = {security:?}\nfrom = \"Selkie <selkie@example.org>\""
            ))
        };
        for server in ["127.0.0.1", "localhost", "::1"] {
            assert!(mail(server, "none").unwrap().mail.on(), "{server}");
        }
        let clear = mail("mail.example.org", "none").unwrap_err();
        assert!(clear.contains("[mail] security"), "{clear}");
        assert!(mail("mail.example.org", "starttls").is_ok());
        let sms = |url: &str| written(&format!("[sms]\nsecret = \"s\"\nurl = {url:?}"));
        assert!(sms("https://sms.example.org/send").unwrap().sms.on());
        assert!(sms("http://127.0.0.1:9/send").is_ok());
        for bad in [
            "http://sms.example.org/",
            "sms.example.org",
            "ftp://127.0.0.1/",
            "http://localhost.evil.example/",
        ] {
            assert!(sms(bad).unwrap_err().starts_with("c, line 3: url begins with"), "{bad}");
            let s3 = written(&format!("[s3]\nbucket = \"b\"\nurl = {bad:?}")).unwrap_err();
            assert!(s3.starts_with("c, line 3: url begins with"), "{bad}");
        }
    }

    #[test]
    fn what_is_wrong_or_missing_is_named() {
        for nobody in ["nobody", "a@b\nBcc: c@d", "a b c"] {
            let wrong = written(&format!("[mail]\nserver = \"m\"\nfrom = {nobody:?}")).unwrap_err();
            assert!(wrong.starts_with("c, line 3: from is like"), "{wrong}");
        }
        assert!(
            written("[mail]\nserver = \"m\"")
                .unwrap_err()
                .contains("[mail] needs from")
        );
        let wrong = written("[sms]\nurl = \"https://sms.example.org\"").unwrap_err();
        assert!(wrong.contains("[sms] needs a secret"), "{wrong}");
        let wrong = written("registration_code = true").unwrap_err();
        assert!(wrong.contains("registration_code needs [mail] or [sms]"), "{wrong}");
        assert!(
            written("[mail]\nsecurity = \"ssl\"")
                .unwrap_err()
                .starts_with("c, line 2")
        );
        assert!(!written("").unwrap().mail.on());
        let wrong = written("[s3]\nurl = \"https://s3.example.org\"\nbucket = \"b\"").unwrap_err();
        assert!(wrong.contains("[s3] needs region, bucket, access_key"), "{wrong}");
    }

    #[test]
    fn no_secret_is_printed() {
        let config =
            written("[mail]\npassword = \"hush\"\n[sms]\nsecret = \"hush\"\n[s3]\nsecret_key = \"hush\"").unwrap();
        assert!(!format!("{config:?}").contains("hush"));
    }
}
