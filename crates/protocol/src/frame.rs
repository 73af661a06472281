//! What travels on the socket: the numbers that name a request or a push, and the text frames that only say ping and
//! pong. Binary frames are envelopes. Knows no socket and no timer.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::lenient::object;

/// [`GetMaxSeqReq`](crate::pb::GetMaxSeqReq): newest seq of every conversation.
pub const GET_NEWEST_SEQ: i32 = 1001;
/// [`PullMessageBySeqsReq`](crate::pb::PullMessageBySeqsReq): **ranges**, although OpenIM's server names this number a
/// list.
pub const PULL_RANGE: i32 = 1002;
/// [`MsgData`](crate::pb::MsgData), answered by [`SendMsgResp`](crate::pb::SendMsgResp).
pub const SEND: i32 = 1003;
/// Dead on OpenIM: always answered by an error.
pub const SEND_SIGNAL: i32 = 1004;
/// [`GetSeqMessageReq`](crate::pb::GetSeqMessageReq): explicit **lists** of seqs.
pub const PULL_LIST: i32 = 1005;
/// [`GetConversationsHasReadAndMaxSeqReq`](crate::pb::GetConversationsHasReadAndMaxSeqReq).
pub const READ_AND_MAX_SEQ: i32 = 1006;
/// [`GetLastMessageReq`](crate::pb::GetLastMessageReq); OpenIM has it since 3.8.3.
pub const LAST_MESSAGE: i32 = 1007;
/// Server to client: [`PushMessages`](crate::pb::PushMessages), not acknowledged.
pub const PUSH: i32 = 2001;
/// Server to client: this session is over; no data, and the socket closes.
pub const KICK: i32 = 2002;
/// [`DelUserPushTokenReq`](crate::pb::DelUserPushTokenReq): the server answers, then closes. The token stays valid.
pub const LOGOUT: i32 = 2003;
/// [`SetAppBackgroundStatusReq`](crate::pb::SetAppBackgroundStatusReq), answered without data.
pub const BACKGROUND: i32 = 2004;
/// [`SubUserOnlineStatus`](crate::pb::SubUserOnlineStatus), answered by
/// [`SubUserOnlineStatusTips`](crate::pb::SubUserOnlineStatusTips), which is pushed under this number too.
pub const SUBSCRIBE: i32 = 2005;
/// Server to client, Selkie's own: [`GroupReceiptsTold`](crate::rest::ext::receipts::GroupReceiptsTold) as JSON, to who
/// asked to be told.
pub const RECEIPTS: i32 = 2901;
/// Reserved by OpenIM, unused.
pub const DATA_ERROR: i32 = 3001;

/// The longest text frame that is read as ping or pong, in bytes.
pub const MAX_TEXT: usize = 4096;

/// A text frame that keeps the connection alive. The body is JSON as it stands in the frame, and is echoed so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    Ping { body: String },
    Pong { body: String },
}

#[derive(Deserialize)]
struct TextForm<'a> {
    #[serde(rename = "type", borrow)]
    kind: std::borrow::Cow<'a, str>,
    #[serde(borrow, default)]
    body: Option<&'a RawValue>,
}

impl Text {
    /// A ping whose body is a JSON string, as the wasm SDK's reader demands.
    #[must_use]
    pub fn ping(body: &str) -> Self {
        Text::Ping {
            body: serde_json::Value::from(body).to_string(),
        }
    }

    /// Reads a text frame; `None` for everything that is not a ping or pong (the connection is then to be closed).
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > MAX_TEXT {
            return None;
        }
        let form: TextForm<'_> = object(text.as_bytes()).ok()?;
        let body = form.body.map_or("null", RawValue::get).to_owned();
        match form.kind.as_ref() {
            "ping" => Some(Text::Ping { body }),
            "pong" => Some(Text::Pong { body }),
            _ => None,
        }
    }

    /// The frame as text. A ping that came without a body is answered by `"body":null`, as OpenIM's server does.
    #[must_use]
    pub fn write(&self) -> String {
        let (kind, body) = match self {
            Text::Ping { body } => ("ping", body),
            Text::Pong { body } => ("pong", body),
        };
        format!(r#"{{"type":"{kind}","body":{body}}}"#)
    }

    /// The answer that a ping gets; `None` for a pong.
    #[must_use]
    pub fn answer(&self) -> Option<Self> {
        match self {
            Text::Ping { body } => Some(Text::Pong { body: body.clone() }),
            Text::Pong { .. } => None,
        }
    }
}
