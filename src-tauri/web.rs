//! Web addresses from messages, opened in the person's own browser. Only ever http and https: any other scheme would
//! let a message start programs.

use client::error::{Code, Result};
use url::Url;

pub fn open(address: &str) -> Result<()> {
    let url = allowed(address).ok_or(Code::BadAddress)?;
    open::that_detached(url.as_str()).map_err(|error| {
        tracing::error!("No browser could be started: {error}");
        Code::Internal.into()
    })
}

fn allowed(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    // `https://bank.example@evil.example` shows one host and opens another.
    (web && url.username().is_empty() && url.password().is_none()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_opened() {
        for (address, opened) in [
            ("https://example.org/a?b=c#d", true),
            ("http://127.0.0.1:8080", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("selkie://sign-in", false),
            ("mailto:a@example.org", false),
            ("smb://host/share", false),
            ("https://bank.example@evil.example", false),
            ("-a Calculator", false),
            ("/usr/bin/true", false),
            ("", false),
        ] {
            assert_eq!(allowed(address).is_some(), opened, "{address}");
        }
    }
}
