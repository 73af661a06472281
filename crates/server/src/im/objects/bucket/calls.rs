//! The store's calls over the HTTP that this server speaks anyway.

use std::path::Path;
use std::time::Duration;

use futures_util::future::BoxFuture;
use http_body_util::BodyExt as _;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody, HttpService,
};

use crate::outward;

const CONNECTING: Duration = Duration::from_secs(5);
/// For a piece to go, also where the way is slow, and for what is answered to it.
const SILENCE: Duration = Duration::from_secs(120);

#[derive(Debug, Clone)]
pub(super) struct Calls(reqwest::Client);

impl Calls {
    pub(super) fn new(certificate: &Path) -> anyhow::Result<Self> {
        let client = outward::client(certificate)?
            .connect_timeout(CONNECTING)
            .read_timeout(SILENCE)
            .no_gzip();
        Ok(Self(client.build()?))
    }
}

impl HttpConnector for Calls {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

impl HttpService for Calls {
    fn call<'a, 'b>(&'a self, request: HttpRequest) -> BoxFuture<'b, Result<HttpResponse, HttpError>>
    where
        'a: 'b,
        Self: 'b,
    {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let request = http::Request::from_parts(head, reqwest::Body::from(body));
            let request = reqwest::Request::try_from(request).map_err(failed)?;
            let answer = self.0.execute(request).await.map_err(failed)?;
            let (head, body) = http::Response::<reqwest::Body>::from(answer).into_parts();
            let body = HttpResponseBody::new(body.map_err(failed));
            Ok(HttpResponse::from_parts(head, body))
        })
    }
}

fn failed(error: reqwest::Error) -> HttpError {
    let kind = match (error.is_connect(), error.is_timeout()) {
        (true, _) => HttpErrorKind::Connect,
        (_, true) => HttpErrorKind::Timeout,
        _ => HttpErrorKind::Interrupted,
    };
    // An address names the bucket and what is in it.
    HttpError::new(kind, error.without_url())
}
