//! WebDriver's wire: JSON over HTTP. Knows commands and answers, not what is clicked.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;

pub struct Wire {
    http: Client<HttpConnector, Full<Bytes>>,
    base: String,
}

impl Wire {
    pub fn new(port: u16) -> Self {
        let http = Client::builder(TokioExecutor::new()).build_http();
        Self {
            http,
            base: format!("http://127.0.0.1:{port}"),
        }
    }

    /// The answer's value, or the driver's reason.
    pub async fn call(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, String> {
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        let request = request
            .header("content-type", "application/json")
            .body(Full::from(body))
            .unwrap();
        let answer = tokio::time::timeout(Duration::from_secs(60), async {
            let answer = self.http.request(request).await.map_err(|error| format!("{error:?}"))?;
            let good = answer.status().is_success();
            let body = answer
                .into_body()
                .collect()
                .await
                .map_err(|error| format!("{error:?}"))?
                .to_bytes();
            Ok::<_, String>((good, body))
        });
        let (good, body) = answer
            .await
            .map_err(|_| format!("{method} {path}: no answer in a minute"))??;
        let mut answer: Value = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
        let value = answer["value"].take();
        if good {
            Ok(value)
        } else {
            Err(format!("{method} {path}: {value}"))
        }
    }
}
