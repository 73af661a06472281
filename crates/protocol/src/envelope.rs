//! The envelope around every request, answer and push: which request it is, how to match the answer, and protobuf
//! bytes. It travels as gob (OpenIM's default) or JSON, each plain or gzipped, in one binary frame. Knows nothing of
//! what the bytes inside mean.

mod gob;
mod gzip;
mod json;

/// The longest binary frame that a server takes, in bytes as received (after compression). A longer one closes the
/// connection.
pub const MAX_REQUEST: usize = 51_200;

/// What a gzipped request may grow to, in bytes. Reading stops there.
pub const MAX_INFLATED_REQUEST: usize = 512 << 10;

/// The longest binary frame that a server should send, in bytes as sent: OpenIM's native clients take no more.
pub const MAX_SENT: usize = 1 << 20;

/// The longest binary frame that our client takes, in bytes as received. It is wider than what others take, because a
/// refused page of history would be refused again and again.
pub const MAX_RESPONSE: usize = 4 << 20;

/// What a gzipped answer or push may grow to, in bytes. Reading stops there.
pub const MAX_INFLATED: usize = 8 << 20;

/// A client's request.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// One of [`frame`](crate::frame).
    pub req_identifier: i32,
    /// Always empty in practice: the token went with the handshake.
    pub token: String,
    /// The user of the connection, or the server closes it.
    pub send_id: String,
    /// A trace id; not empty.
    pub operation_id: String,
    /// Made by the client, unique in its connection; the answer repeats it.
    pub msg_incr: String,
    /// Protobuf.
    pub data: Vec<u8>,
}

/// A server's answer or push.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Response {
    /// That of the request, or of the push.
    pub req_identifier: i32,
    /// That of the request; empty in a push.
    pub msg_incr: String,
    pub operation_id: String,
    /// A [`Code`](crate::Code); 0 is success.
    pub err_code: i32,
    pub err_msg: String,
    /// Protobuf; empty on failure.
    pub data: Vec<u8>,
}

/// How the fields of an envelope are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    Gob,
    Json,
}

/// The form of all envelopes of one connection, as its handshake agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Codec {
    pub encoding: Encoding,
    pub gzip: bool,
}

/// Why bytes are no envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("The frame is longer than allowed")]
    TooLong,
    #[error("The frame inflates to more than allowed")]
    TooMuch,
    #[error("The frame is not gzip, or ends early")]
    Gzip,
    #[error("The frame is not an envelope in gob")]
    Gob,
    #[error("The frame is not an envelope in JSON")]
    Json,
}

impl Codec {
    /// Writes a request. Whether it fits [`MAX_REQUEST`] is for the caller to see.
    pub fn encode_request(self, request: &Request) -> Result<Vec<u8>, Error> {
        let plain = match self.encoding {
            Encoding::Gob => gob::encode_request(request),
            Encoding::Json => json::encode_request(request)?,
        };
        self.pack(plain)
    }

    /// Reads a request.
    ///
    /// # Errors
    /// Bytes that are no envelope, a frame above [`MAX_REQUEST`], or one that inflates beyond
    /// [`MAX_INFLATED_REQUEST`].
    pub fn decode_request(self, frame: &[u8]) -> Result<Request, Error> {
        let plain = self.unpack(frame, MAX_REQUEST, MAX_INFLATED_REQUEST)?;
        match self.encoding {
            Encoding::Gob => gob::decode_request(&plain),
            Encoding::Json => json::decode_request(&plain),
        }
    }

    /// Writes an answer or push.
    pub fn encode_response(self, response: &Response) -> Result<Vec<u8>, Error> {
        let plain = match self.encoding {
            Encoding::Gob => gob::encode_response(response),
            Encoding::Json => json::encode_response(response)?,
        };
        self.pack(plain)
    }

    /// Reads an answer or push.
    ///
    /// # Errors
    /// Bytes that are no envelope, a frame above [`MAX_RESPONSE`], or one that inflates beyond [`MAX_INFLATED`].
    pub fn decode_response(self, frame: &[u8]) -> Result<Response, Error> {
        let plain = self.unpack(frame, MAX_RESPONSE, MAX_INFLATED)?;
        match self.encoding {
            Encoding::Gob => gob::decode_response(&plain),
            Encoding::Json => json::decode_response(&plain),
        }
    }

    fn pack(self, plain: Vec<u8>) -> Result<Vec<u8>, Error> {
        if self.gzip { gzip::deflate(&plain) } else { Ok(plain) }
    }

    fn unpack(self, frame: &[u8], longest: usize, inflated: usize) -> Result<std::borrow::Cow<'_, [u8]>, Error> {
        if frame.len() > longest {
            return Err(Error::TooLong);
        }
        if self.gzip {
            gzip::inflate(frame, inflated).map(Into::into)
        } else {
            Ok(frame.into())
        }
    }
}

// The inside of an envelope may be a message; logs get its size only.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("req_identifier", &self.req_identifier)
            .field("operation_id", &self.operation_id)
            .field("msg_incr", &self.msg_incr)
            .field("data_len", &self.data.len())
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Response {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("req_identifier", &self.req_identifier)
            .field("operation_id", &self.operation_id)
            .field("msg_incr", &self.msg_incr)
            .field("err_code", &self.err_code)
            .field("data_len", &self.data.len())
            .finish_non_exhaustive()
    }
}
