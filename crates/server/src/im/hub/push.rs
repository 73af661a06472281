//! One push for many sessions: encoded at most once for each form of envelope, by the first session that writes it.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use protocol::envelope::{Codec, Encoding, Response};

/// Writes the protobuf of a push. The writer thread hands pushes over; the work is left to who sends them.
type Content = Box<dyn Fn() -> Vec<u8> + Send + Sync>;

pub(crate) struct Push {
    /// Of the call that it comes from.
    operation: Option<Arc<str>>,
    identifier: i32,
    content: Content,
    forms: [OnceLock<Bytes>; 4],
}

impl Push {
    /// `content` writes the protobuf that belongs to the identifier.
    pub(crate) fn new(
        operation: Option<Arc<str>>,
        identifier: i32,
        content: impl Fn() -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        Self {
            operation,
            identifier,
            content: Box::new(content),
            forms: Default::default(),
        }
    }

    /// Whether it comes from this very call, and not from another that bears the same id.
    pub(crate) fn is_of(&self, call: &Arc<str>) -> bool {
        self.operation.as_ref().is_some_and(|own| Arc::ptr_eq(own, call))
    }

    /// The envelope as this codec writes it; empty if it cannot be written.
    pub(crate) fn encoded(&self, codec: Codec) -> Bytes {
        let [gob, gob_gzip, json, json_gzip] = &self.forms;
        let form = match (codec.encoding, codec.gzip) {
            (Encoding::Gob, false) => gob,
            (Encoding::Gob, true) => gob_gzip,
            (Encoding::Json, false) => json,
            (Encoding::Json, true) => json_gzip,
        };
        form.get_or_init(|| {
            let response = Response {
                req_identifier: self.identifier,
                operation_id: self.operation.as_deref().unwrap_or("push").to_owned(),
                data: (self.content)(),
                ..Response::default()
            };
            match codec.encode_response(&response) {
                Ok(frame) => frame.into(),
                Err(error) => {
                    tracing::error!(%error, "A push could not be encoded");
                    Bytes::new()
                }
            }
        })
        .clone()
    }
}
