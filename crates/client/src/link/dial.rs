//! Opens the socket: the places of the address in turn, the handshake, and what its result means.

use std::sync::Arc;
use std::time::Duration;

use protocol::envelope::{Codec, Encoding};
use protocol::handshake::{Handshake, Outcome};
use tokio::sync::mpsc;

use super::{Conn, End};
use crate::account::Account;
use crate::address::Place;
use crate::calls::Rest;
use crate::error::Code;
use crate::failure;
use crate::network::{Dial, Frame, NetworkError, Socket};

/// How long one place may take to let us in.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open socket whose handshake went well.
pub(super) struct Link {
    pub(super) conn: Arc<Conn>,
    pub(super) socket: Socket,
    pub(super) outgoing: mpsc::UnboundedReceiver<Frame>,
}

pub(super) async fn dial(account: &Account, token: &str) -> Result<Link, End> {
    let rest = account.rest();
    let mut failed = End::Lost(Code::BadAddress);
    for (index, place) in rest.places() {
        let attempt = attempt(account, &rest, place, token);
        let socket = match tokio::time::timeout(PATIENCE, attempt).await {
            Ok(Ok(socket)) => socket,
            // Another place of the same server would say the same of the token.
            Ok(Err(End::Token(code))) => return Err(End::Token(code)),
            Ok(Err(end)) => {
                failed = end;
                continue;
            }
            Err(_) => {
                failed = End::Lost(Code::Timeout);
                continue;
            }
        };
        rest.prefer(index);
        let (sender, outgoing) = mpsc::unbounded_channel();
        let conn = Conn::new(&account.user_id, codec(place), account.world.random.clone(), sender);
        return Ok(Link {
            conn: Arc::new(conn),
            socket,
            outgoing,
        });
    }
    Err(failed)
}

fn codec(place: &Place) -> Codec {
    // Compression costs time and saves only the wire.
    Codec {
        encoding: Encoding::Gob,
        gzip: !place.is_loopback(),
    }
}

async fn attempt(account: &Account, rest: &Rest, place: &Place, token: &str) -> Result<Socket, End> {
    let handshake = Handshake {
        user_id: account.user_id.clone(),
        token: token.to_owned(),
        platform_id: account.world.platform,
        operation_id: rest.operation_id(),
        background: false,
        codec: codec(place),
        respond: true,
        sdk_version: String::new(),
    };
    let dial = Dial {
        url: format!("{}?{}", place.socket, handshake.query()),
        pin: rest.pin(),
    };
    let mut socket = match account.world.network.open_socket(dial).await {
        Ok(socket) => socket,
        Err(NetworkError::Refused { body, .. }) => {
            let outcome = std::str::from_utf8(&body).ok().and_then(Outcome::read);
            return Err(outcome.map_or(End::Lost(Code::NotAServer), |outcome| refused(outcome.err_code)));
        }
        Err(error) => return Err(End::Lost(Code::from(&error))),
    };
    loop {
        match socket.stream.next().await {
            Ok(Frame::Text(text)) => {
                return match Outcome::read(&text) {
                    Some(outcome) if outcome.err_code.is_ok() => Ok(socket),
                    Some(outcome) => Err(refused(outcome.err_code)),
                    None => Err(End::Lost(Code::NotAServer)),
                };
            }
            Ok(Frame::Ping(_) | Frame::Pong(_)) => {}
            Ok(Frame::Binary(_)) => return Err(End::Lost(Code::NotAServer)),
            Ok(Frame::Close) | Err(_) => return Err(End::Lost(Code::Network)),
        }
    }
}

fn refused(code: protocol::Code) -> End {
    if code.is_token() {
        End::Token(failure::of_wire(code))
    } else {
        End::Lost(failure::of_wire(code))
    }
}
