//! Pictures of people as the page draws them, at `face://localhost/ACCOUNT/ADDRESS`. The page never fetches anything: the
//! engine does, by its own rules, and hands over a small picture that it has written itself.

use client::view::AccountId;
use tauri::{
    AppHandle, Manager as _, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Request, Response, StatusCode, Uri, header},
};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::JoinSet,
};

use crate::{engine::Engine, task::Task};

/// The page's rules name it too, in `tauri.conf.json`.
pub const SCHEME: &str = "face";

struct Asked {
    account: AccountId,
    address: String,
    responder: UriSchemeResponder,
}

/// Fetches what is asked for until it is dropped.
pub struct Faces {
    asks: UnboundedSender<Asked>,
    _task: Task,
}

impl Faces {
    pub fn new(app: &AppHandle) -> Self {
        let (asks, asked) = mpsc::unbounded_channel();
        Self {
            asks,
            _task: Task::new(run(app.clone(), asked)),
        }
    }
}

pub fn answer<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let faces = context.app_handle().try_state::<Faces>();
    let Some((faces, (account, address))) = faces.zip(read(request.uri())) else {
        return responder.respond(none());
    };
    // The app ends when nobody takes it, and the page with it.
    let _ = faces.asks.send(Asked {
        account,
        address,
        responder,
    });
}

async fn run(app: AppHandle, mut asked: UnboundedReceiver<Asked>) {
    let mut running = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            Some(_) = running.join_next() => {}
            next = asked.recv() => match next {
                Some(next) => {
                    running.spawn(fetch(app.clone(), next));
                }
                None => return,
            },
        }
    }
}

async fn fetch(app: AppHandle, asked: Asked) {
    let found = match app.state::<Engine>().client().await {
        Ok(client) => client.picture(&asked.account, &asked.address).await,
        Err(problem) => Err(problem),
    };
    asked.responder.respond(found.map_or_else(|_| none(), shown));
}

fn shown(picture: Vec<u8>) -> Response<Vec<u8>> {
    let kind = if picture.starts_with(b"\x89PNG") {
        "image/png"
    } else {
        "image/jpeg"
    };
    let mut response = Response::new(picture);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("private, max-age=86400"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        header::HeaderValue::from_static("nosniff"),
    );
    response
}

fn none() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// The page writes account and address into one piece of the path, in which nothing but letters and figures is left.
fn read(uri: &Uri) -> Option<(AccountId, String)> {
    let piece = uri.path().strip_prefix('/')?;
    let (piece, _) = url::form_urlencoded::parse(piece.as_bytes()).next()?;
    let (account, address) = piece.split_once('/')?;
    (!account.is_empty() && !address.is_empty()).then(|| (AccountId(account.to_owned()), address.to_owned()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn account_and_address_come_in_one_piece() {
        let uri = "face://localhost/ab12%2Fhttps%3A%2F%2Fa.example%2Fb%20c%2B%3Fx%3D1%26y";
        let read_as = read(&uri.parse().unwrap()).unwrap();
        assert_eq!(
            read_as,
            (AccountId("ab12".into()), "https://a.example/b c+?x=1&y".into())
        );
        for uri in [
            "face://localhost/",
            "face://localhost/ab12",
            "face://localhost/%2Fx",
            "face://localhost/ab12%2F",
        ] {
            assert_eq!(read(&uri.parse().unwrap()), None, "{uri}");
        }
    }
}
