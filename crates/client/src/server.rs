//! What stands at an address: a Selkie server, a plain OpenIM, or neither; and whether its certificate could be pinned.

use std::sync::Arc;

use protocol::Code as Wire;
use protocol::rest::account::SendCodeReq;
use protocol::rest::auth::ParseTokenReq;
use protocol::rest::ext::{Capabilities, Registration as Open};

use crate::address::{Address, Place};
use crate::calls::{CallError, Part, Rest};
use crate::error::{Code, Problem, Result};
use crate::network::{Fingerprint, NetworkError};
use crate::store::account::codes;
use crate::view::{Codes, Registration, ServerKind, ServerView};
use crate::world::World;

/// A server that answered.
pub(crate) struct Found {
    pub(crate) address: Address,
    pub(crate) rest: Arc<Rest>,
    pub(crate) kind: ServerKind,
    /// Empty on plain OpenIM.
    pub(crate) told: Capabilities,
    /// The certificate is not trusted by the platform; this one was accepted for asking, and no secret was said.
    pub(crate) untrusted: Option<Fingerprint>,
    /// On plain OpenIM: what is known of its codes.
    guessed: Codes,
}

impl Found {
    pub(crate) fn view(&self) -> ServerView {
        ServerView {
            address: self.address.to_string(),
            kind: self.kind,
            name: self.told.name.clone(),
            registration: match (self.kind, self.told.registration) {
                // A plain OpenIM does not say; its answer to registering will.
                (ServerKind::OpenIm, _) | (_, Open::Open) => Registration::Open,
                (_, Open::Invite) => Registration::Invite,
                (_, Open::Closed) => Registration::Closed,
            },
            codes: match self.kind {
                ServerKind::Selkie => codes(self.told.features.iter().map(String::as_str)),
                ServerKind::OpenIm => self.guessed,
            },
            fingerprint: self.untrusted.map(|print| print.to_string()),
        }
    }
}

/// Asks each place of the address until one is a server. `pin`: what the person agreed to before.
pub(crate) async fn look_up(world: &World, address: &str, pin: Option<Fingerprint>) -> Result<Found> {
    let address = Address::parse(address)?;
    let mut failure = Problem::from(Code::NotAServer);
    for place in address.places() {
        match ask(world, &address, place, pin).await {
            Ok(found) => return Ok(found),
            Err(NetworkError::Certificate { fingerprint }) if pin.is_none() => {
                // Nothing secret is asked; what it says of itself helps to decide.
                if let Ok(found) = ask(world, &address, place, Some(fingerprint)).await {
                    return Ok(Found {
                        untrusted: Some(fingerprint),
                        ..found
                    });
                }
                failure = Code::Certificate.into();
            }
            Err(NetworkError::Refused { .. }) => {}
            Err(error) => failure = Code::from(&error).into(),
        }
    }
    Err(failure)
}

/// The same with what a person wants to see before he registers. A plain OpenIM does not tell that it sends codes. It
/// takes nobody without one; a server that sends none says so whatever it is asked to send.
pub(crate) async fn describe(world: &World, address: &str) -> Result<Found> {
    let mut found = look_up(world, address, None).await?;
    if found.kind == ServerKind::OpenIm {
        let asked = found.rest.call(Part::Chat, "", &SendCodeReq::default()).await;
        let sends = matches!(asked, Err(CallError::Wire(Wire::ARGS)));
        found.guessed = Codes {
            email: sends,
            phone: sends,
            required: sends,
        };
    }
    Ok(found)
}

/// As [`look_up`], for saying a secret: the certificate must be trusted or agreed to.
pub(crate) async fn trusted(world: &World, address: &str, fingerprint: Option<&str>) -> Result<Found> {
    let pin = match fingerprint.filter(|shown| !shown.is_empty()) {
        Some(shown) => Some(Fingerprint::parse(shown).ok_or(Code::Certificate)?),
        None => None,
    };
    let found = look_up(world, address, pin).await?;
    if found.untrusted.is_some() {
        Err(Code::Certificate.into())
    } else {
        Ok(found)
    }
}

/// `Refused` says that something else answered.
async fn ask(
    world: &World,
    address: &Address,
    place: &Place,
    pin: Option<Fingerprint>,
) -> std::result::Result<Found, NetworkError> {
    let rest = |address: &Address| Rest::new(world.network.clone(), world.random.clone(), address, pin);
    let alone = rest(&Address::of(place.clone()));
    let (kind, told) = match alone.capabilities().await {
        Ok(told) => (ServerKind::Selkie, told),
        Err(CallError::Network(error)) => return Err(error),
        Err(_) => match is_openim(&alone).await {
            Ok(()) => (ServerKind::OpenIm, Capabilities::default()),
            Err(CallError::Network(error)) => return Err(error),
            Err(_) => {
                return Err(NetworkError::Refused {
                    status: 0,
                    body: Vec::new(),
                });
            }
        },
    };
    let settled = address.settle(place);
    Ok(Found {
        rest: Arc::new(rest(&settled)),
        address: settled,
        kind,
        told,
        untrusted: None,
        guessed: Codes::default(),
    })
}

/// OpenIM answers anybody who asks whose a token is, even an empty one, with a code.
pub(crate) async fn is_openim(rest: &Rest) -> std::result::Result<(), CallError> {
    match rest.call(Part::Api, "", &ParseTokenReq { token: String::new() }).await {
        Ok(_) | Err(CallError::Wire(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
