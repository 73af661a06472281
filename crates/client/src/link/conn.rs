//! An open socket as its users see it: ask and wait for the answer. Many may ask at a time; answers find their way by
//! `msgIncr`. Knows no request's meaning.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use protocol::envelope::{Codec, Request, Response};
use tokio::sync::{mpsc, oneshot};

use crate::calls::{CallError, PATIENCE};
use crate::network::{Frame, NetworkError};
use crate::random::{Random, hex};

type Answer = Result<Vec<u8>, CallError>;

pub(crate) struct Conn {
    user_id: String,
    codec: Codec,
    random: Arc<dyn Random>,
    outgoing: mpsc::UnboundedSender<Frame>,
    asked: AtomicU64,
    /// Frames that came.
    heard: AtomicU64,
    /// By `msgIncr`, in the order of asking. `None` once the socket is gone.
    waiting: Mutex<Option<BTreeMap<u64, oneshot::Sender<Answer>>>>,
    /// Conversations of which this connection's server gives no history; asking again would not end.
    withheld: Mutex<BTreeSet<String>>,
}

impl Conn {
    pub(super) fn new(
        user_id: &str,
        codec: Codec,
        random: Arc<dyn Random>,
        outgoing: mpsc::UnboundedSender<Frame>,
    ) -> Self {
        Self {
            user_id: user_id.to_owned(),
            codec,
            random,
            outgoing,
            asked: AtomicU64::new(1),
            heard: AtomicU64::new(0),
            waiting: Mutex::new(Some(BTreeMap::new())),
            withheld: Mutex::default(),
        }
    }

    pub(crate) fn user_id(&self) -> &str {
        &self.user_id
    }

    /// Asks and waits for the answer, at most ten seconds.
    pub(crate) async fn call(&self, request: i32, data: Vec<u8>) -> Answer {
        let number = self.asked.fetch_add(1, Ordering::Relaxed);
        let envelope = Request {
            req_identifier: request,
            token: String::new(),
            send_id: self.user_id.clone(),
            operation_id: hex(&*self.random, 8),
            msg_incr: number.to_string(),
            data,
        };
        let frame = self.codec.encode_request(&envelope).map_err(|_| CallError::TooLong)?;
        let (sender, answer) = oneshot::channel();
        match &mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(waiting) => waiting.insert(number, sender),
            None => return Err(NetworkError::Closed.into()),
        };
        let _ticket = Ticket { conn: self, number };
        self.outgoing
            .send(Frame::Binary(Bytes::from(frame)))
            .map_err(|_| NetworkError::Closed)?;
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(NetworkError::Closed.into()),
            Err(_) => Err(NetworkError::Timeout.into()),
        }
    }

    /// How many bytes a request takes in a frame. Compression is left out: it may help, but nobody should rely on it.
    pub(crate) fn frame_length(user_id: &str, data: Vec<u8>) -> usize {
        let codec = Codec {
            encoding: protocol::envelope::Encoding::Gob,
            gzip: false,
        };
        let envelope = Request {
            req_identifier: protocol::frame::SEND,
            token: String::new(),
            send_id: user_id.to_owned(),
            operation_id: "0".repeat(16),
            msg_incr: u64::MAX.to_string(),
            data,
        };
        codec.encode_request(&envelope).map_or(usize::MAX, |frame| frame.len())
    }

    pub(super) fn codec(&self) -> Codec {
        self.codec
    }

    pub(super) fn hear(&self) {
        self.heard.fetch_add(1, Ordering::Relaxed);
    }

    /// How many frames came so far.
    pub(super) fn heard(&self) -> u64 {
        self.heard.load(Ordering::Relaxed)
    }

    pub(super) fn say(&self, frame: Frame) {
        // The socket is gone, and with it whoever wanted to hear this.
        let _ = self.outgoing.send(frame);
    }

    /// Hands an answer to whoever asked. `false`: nobody did, so it is a push.
    pub(super) fn answered(&self, response: &mut Response) -> bool {
        if response.msg_incr.is_empty() {
            return false;
        }
        let waiting = response.msg_incr.parse().ok().and_then(|number| self.remove(number));
        if let Some(waiting) = waiting {
            let answer = match protocol::Code(response.err_code) {
                code if code.is_ok() => Ok(std::mem::take(&mut response.data)),
                code => Err(CallError::Wire(code)),
            };
            // Whoever asked may have gone; late answers are for nobody.
            let _ = waiting.send(answer);
        }
        true
    }

    /// An answer came that is too long to be read. Requests are answered in their order, so it is the oldest one's.
    pub(super) fn answered_too_long(&self) {
        let oldest = match &mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(waiting) => waiting.pop_first(),
            None => None,
        };
        if let Some((_, oldest)) = oldest {
            let _ = oldest.send(Err(CallError::TooLong));
        }
    }

    /// The socket is gone: nobody waits any longer.
    pub(super) fn close(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    pub(crate) fn withhold(&self, conversation: &str) {
        self.withheld
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(conversation.to_owned());
    }

    pub(crate) fn is_withheld(&self, conversation: &str) -> bool {
        self.withheld
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(conversation)
    }

    fn remove(&self, number: u64) -> Option<oneshot::Sender<Answer>> {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_mut()?
            .remove(&number)
    }
}

/// Takes a question back when nobody waits for its answer any more.
struct Ticket<'a> {
    conn: &'a Conn,
    number: u64,
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.conn.remove(self.number);
    }
}
