//! A bucket of an S3-compatible store as a second place for objects, under the same names as in the folder on the disk.
//! Knows neither people nor rows.

mod calls;

use std::error::Error as _;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::client::{HttpError, HttpErrorKind};
use object_store::multipart::{MultipartStore as _, PartId};
use object_store::path::Path;
use object_store::{
    BackoffConfig, ClientOptions, GetOptions, GetRange, ObjectStore as _, ObjectStoreExt as _, RetryConfig,
};

use crate::config::S3;

/// For the store's next word while somebody waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

const RETRY: RetryConfig = RetryConfig {
    backoff: BackoffConfig {
        init_backoff: Duration::from_millis(100),
        max_backoff: Duration::from_secs(2),
        base: 2.0,
    },
    max_retries: 3,
    retry_timeout: Duration::from_secs(15),
};

#[derive(Clone)]
pub(crate) struct Bucket {
    store: AmazonS3,
    /// Of all names in it.
    prefix: String,
}

/// An upload in pieces that has begun: the store keeps them until it is ended or given up.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Begun {
    place: String,
    id: String,
}

impl Bucket {
    pub(crate) fn of(config: &S3) -> anyhow::Result<Option<Self>> {
        if !config.on() {
            return Ok(None);
        }
        let store = AmazonS3Builder::new()
            .with_endpoint(&config.url)
            .with_region(&config.region)
            .with_bucket_name(&config.bucket)
            .with_access_key_id(&config.access_key)
            .with_secret_access_key(&config.secret_key)
            .with_virtual_hosted_style_request(config.virtual_hosts)
            // What the configuration lets through in clear text is on this machine.
            .with_client_options(ClientOptions::new().with_allow_http(true))
            // Not every store knows how to delete several at a time.
            .with_disable_bulk_delete(true)
            .with_retry(RETRY)
            .with_http_connector(calls::Calls::new(&config.certificate)?)
            .build()?;
        Ok(Some(Self {
            store,
            prefix: config.prefix.clone(),
        }))
    }

    /// The part of it that is one server's own.
    pub(crate) fn within(&self, server_id: &str) -> Self {
        Self {
            store: self.store.clone(),
            prefix: format!("{}/{server_id}", self.prefix),
        }
    }

    fn place(&self, owner: i64, content: &str) -> Path {
        Path::from(format!("{}/{owner}/{content}", self.prefix))
    }

    /// The bytes of a stretch as they come.
    pub(super) async fn read(&self, owner: i64, content: &str, stretch: Range<u64>) -> io::Result<Stretch> {
        let wanted = GetOptions {
            range: Some(GetRange::Bounded(stretch)),
            ..GetOptions::default()
        };
        let place = self.place(owner, content);
        Ok(Stretch {
            coming: within(self.store.get_opts(&place, wanted)).await?.into_stream(),
            left: Bytes::new(),
        })
    }

    /// Something that comes in one piece.
    pub(super) async fn put(&self, owner: i64, content: &str, bytes: Bytes) -> io::Result<()> {
        let put = self.store.put(&self.place(owner, content), bytes.into()).await;
        put.map(drop).map_err(plain)
    }

    pub(super) async fn begin(&self, owner: i64, content: &str) -> io::Result<Begun> {
        let place = self.place(owner, content);
        Ok(Begun {
            id: self.store.create_multipart(&place).await.map_err(plain)?,
            place: place.into(),
        })
    }

    /// The next piece of an upload, of at least 5 MiB but for the last; `put` are those before it.
    pub(super) async fn put_piece(&self, begun: &Begun, put: &mut Vec<PartId>, bytes: Bytes) -> io::Result<()> {
        let (place, number) = (begun.place(), put.len());
        let done = self.store.put_part(&place, &begun.id, number, bytes.into());
        put.push(done.await.map_err(plain)?);
        Ok(())
    }

    pub(super) async fn end(&self, begun: &Begun, put: Vec<PartId>) -> io::Result<()> {
        let ended = self.store.complete_multipart(&begun.place(), &begun.id, put).await;
        ended.map(drop).map_err(plain)
    }

    /// Where that is not allowed to us, a rule of the bucket's has to do it.
    pub(super) async fn give_up(&self, begun: &Begun) -> io::Result<()> {
        match gone(self.store.abort_multipart(&begun.place(), &begun.id).await) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
            done => done,
        }
    }

    pub(super) async fn remove(&self, owner: i64, content: &str) -> io::Result<()> {
        gone(self.store.delete(&self.place(owner, content)).await)
    }
}

impl Begun {
    fn place(&self) -> Path {
        Path::from(self.place.as_str())
    }
}

/// What somebody reads.
pub(crate) struct Stretch {
    coming: BoxStream<'static, object_store::Result<Bytes>>,
    left: Bytes,
}

impl Stretch {
    /// The next bytes; none at the end.
    pub(super) async fn read(&mut self, most: usize) -> io::Result<Bytes> {
        while self.left.is_empty() {
            let next = async { self.coming.next().await.transpose() };
            match within(next).await? {
                Some(bytes) => self.left = bytes,
                None => break,
            }
        }
        Ok(self.left.split_to(most.min(self.left.len())))
    }
}

async fn within<T>(asked: impl Future<Output = object_store::Result<T>>) -> io::Result<T> {
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answered) => answered.map_err(plain),
        Err(_) => Err(ErrorKind::TimedOut.into()),
    }
}

/// What is not there is gone.
fn gone(done: object_store::Result<()>) -> io::Result<()> {
    match done.map_err(plain) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// The kind alone: words of a store may repeat keys and names.
#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn plain(error: object_store::Error) -> io::Error {
    let kind = match &error {
        object_store::Error::NotFound { .. } => ErrorKind::NotFound,
        object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
            ErrorKind::PermissionDenied
        }
        other => {
            let causes = std::iter::successors(other.source(), |&cause| cause.source());
            let http = causes.filter_map(|cause| cause.downcast_ref::<HttpError>()).last();
            match http.map(HttpError::kind) {
                Some(HttpErrorKind::Connect) => ErrorKind::NotConnected,
                Some(HttpErrorKind::Timeout) => ErrorKind::TimedOut,
                Some(_) => ErrorKind::ConnectionAborted,
                None => ErrorKind::Other,
            }
        }
    };
    kind.into()
}
