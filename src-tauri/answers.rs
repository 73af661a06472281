//! What the page asks for by a scheme of the app's own, each question answered by itself, none any more when the app ends.
//! Knows no scheme's words.

use client::{Client, error::Result};
use tauri::{
    AppHandle, Manager as _, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{HeaderValue, Request, Response, StatusCode, Uri, header},
};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::JoinSet,
};

use crate::{engine::Engine, task::Task};

/// A question that was understood.
pub trait Question: Sized + Send + Sync + 'static {
    fn read(request: &Request<Vec<u8>>) -> Option<Self>;
    fn find(&self, client: &Client) -> impl Future<Output = Result<Response<Vec<u8>>>> + Send;
}

/// Finds what is asked for until it is dropped.
pub struct Answers<Q: Question> {
    asks: UnboundedSender<(Q, UriSchemeResponder)>,
    _task: Task,
}

impl<Q: Question> Answers<Q> {
    pub fn new(app: &AppHandle) -> Self {
        let (asks, asked) = mpsc::unbounded_channel();
        Self {
            asks,
            _task: Task::new(run(app.clone(), asked)),
        }
    }
}

pub fn answer<Q: Question, R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let answers = context.app_handle().try_state::<Answers<Q>>();
    let Some((answers, question)) = answers.zip(Q::read(&request)) else {
        return responder.respond(none());
    };
    // The app ends when nobody takes it, and the page with it.
    let _ = answers.asks.send((question, responder));
}

async fn run<Q: Question>(app: AppHandle, mut asked: UnboundedReceiver<(Q, UriSchemeResponder)>) {
    let mut running = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            Some(_) = running.join_next() => {}
            next = asked.recv() => match next {
                Some((question, responder)) => {
                    running.spawn(give(app.clone(), question, responder));
                }
                None => return,
            },
        }
    }
}

async fn give<Q: Question>(app: AppHandle, question: Q, responder: UriSchemeResponder) {
    let found = match app.state::<Engine>().client().await {
        Ok(client) => question.find(&client).await,
        Err(problem) => Err(problem),
    };
    responder.respond(found.unwrap_or_else(|_| none()));
}

/// What the engine has written itself.
pub fn small(picture: Vec<u8>) -> Response<Vec<u8>> {
    let kind = if picture.starts_with(b"\x89PNG") {
        "image/png"
    } else {
        "image/jpeg"
    };
    shown(picture, kind)
}

pub fn shown(bytes: Vec<u8>, kind: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(bytes);
    let headers = response.headers_mut();
    headers.extend(
        HeaderValue::from_str(kind)
            .ok()
            .map(|kind| (header::CONTENT_TYPE, kind)),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=86400"),
    );
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn none() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// The page writes all of it into one piece of the path, in which nothing but letters and figures is left.
pub fn piece(uri: &Uri) -> Option<String> {
    let piece = uri.path().strip_prefix('/')?;
    let (piece, _) = url::form_urlencoded::parse(piece.as_bytes()).next()?;
    Some(piece.into_owned())
}
