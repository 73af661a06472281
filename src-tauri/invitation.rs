//! Invitations: `selkie://join?address=..&fingerprint=..&code=..&by=..`, as a link and as the picture of one. Only reads and
//! writes them: an invitation never joins by itself, it fills a form that a person sends. Knows no server.

pub mod picture;
mod qr;

use client::{
    error::{Code, Result},
    event::Invitation,
    network::Fingerprint,
};
use url::Url;

pub use qr::{draw, file};

/// Longer texts are refused before they are searched.
const LONGEST: usize = 8192;
/// Each may cost a time-out, and room in the picture.
pub const MOST_ADDRESSES: usize = 3;

/// The link; [`read`] gives the same invitation again.
pub fn write(invitation: &Invitation) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for address in invitation.addresses.iter().take(MOST_ADDRESSES) {
        query.append_pair("address", address);
    }
    if !invitation.fingerprint.is_empty() {
        query.append_pair("fingerprint", &invitation.fingerprint.replace(':', ""));
    }
    if !invitation.code.is_empty() {
        query.append_pair("code", &invitation.code);
    }
    if !invitation.inviter.is_empty() {
        query.append_pair("by", &invitation.inviter);
    }
    format!("selkie://join?{}", query.finish())
}

/// Finds the link in what somebody pasted, which may have words around it.
pub fn read(text: &str) -> Result<Invitation> {
    if text.len() > LONGEST {
        return Err(Code::NoInvitation.into());
    }
    text.split(|sign: char| sign.is_whitespace() || matches!(sign, '<' | '>' | '"' | '，' | '。'))
        .find_map(parse)
        .ok_or_else(|| Code::NoInvitation.into())
}

/// Finds it in a picture.
pub async fn read_picture(file: Vec<u8>) -> Result<Invitation> {
    picture::read(file, parse, Code::NoInvitation).await
}

/// None where a field is empty, doubled or no such thing, and where there is no address or too many.
pub fn parse(link: &str) -> Option<Invitation> {
    if link.len() > LONGEST {
        return None;
    }
    let url = Url::parse(link).ok()?;
    if url.scheme() != "selkie" || url.host_str() != Some("join") || !matches!(url.path(), "" | "/") {
        return None;
    }
    let (mut addresses, mut fingerprint, mut code, mut inviter) = (Vec::new(), None, None, None);
    for (name, value) in url.query_pairs() {
        let place = match &*name {
            "address" if is_address(&value) && addresses.len() < MOST_ADDRESSES => {
                addresses.push(value.into_owned());
                continue;
            }
            "address" => return None,
            "fingerprint" => &mut fingerprint,
            "code" => &mut code,
            "by" => &mut inviter,
            _ => continue,
        };
        if value.is_empty() || value.chars().any(char::is_control) || place.is_some() {
            return None;
        }
        *place = Some(value.into_owned());
    }
    let fingerprint = match fingerprint {
        Some(text) => Fingerprint::parse(&text)?.to_string(),
        None => String::new(),
    };
    (!addresses.is_empty()).then_some(Invitation {
        addresses,
        fingerprint,
        code: code.unwrap_or_default(),
        inviter: inviter.unwrap_or_default(),
    })
}

/// One address and nothing that an address's grammar would take for several.
pub fn is_address(text: &str) -> bool {
    let parts = |sign: char| sign.is_whitespace() || sign.is_control() || matches!(sign, ',' | '，' | ';');
    (1..=256).contains(&text.len()) && !text.contains(parts)
}

#[cfg(test)]
mod tests;
