//! What a message must look like before anything is asked of the database. Permissive where OpenIM's own clients are
//! free, strict where the bytes could not be shown or could pass for the server's own.

use prost::Message as _;
use protocol::content::{self, session};
use protocol::envelope::MAX_REQUEST;
use protocol::options::{self, IS_NOT_NOTIFICATION};
use protocol::pb::MsgData;
use protocol::{Code, ids};

use super::super::Failure;
use super::Sender;

/// The longest id that a client may give a message, in bytes.
const MAX_CLIENT_ID: usize = 128;
/// Kinds that only the server writes: notices begin here and end there.
const NOTICES: std::ops::RangeInclusive<i32> = 1000..=5000;

/// Refuses what cannot be sent, and brings into form what the server decides.
pub(super) fn shape(from: &Sender, message: &mut MsgData) -> Result<(), Failure> {
    if !matches!(
        message.session_type,
        session::SINGLE | session::GROUP | session::NOTIFICATION
    ) {
        return Err(Failure::args("there is no such session type"));
    }
    if message.client_msg_id.len() > MAX_CLIENT_ID || message.client_msg_id.chars().any(char::is_control) {
        return Err(Failure::args("the clientMsgID is too long or has control characters"));
    }
    if !from.privileged {
        let pretends = NOTICES.contains(&message.content_type) || message.session_type == session::NOTIFICATION;
        if pretends {
            return Err(Failure::new(Code::NO_PERMISSION, "only the server writes this kind"));
        }
        message.options.remove(IS_NOT_NOTIFICATION);
        message.msg_from = content::from::USER;
    }
    if message.content_type == content::TEXT && !is_text(&message.content) {
        return Err(Failure::args("the content is not a text message in JSON"));
    }
    options::apply_content_type(&mut message.options, message.content_type);
    message.send_id = from.user_id.to_string();
    message.seq = 0;
    message.send_time = 0;
    message.count = 0;
    message.is_read = false;
    message.status = content::status::SENT;
    message.server_msg_id.clear();
    // Compression must not get in what the frame's limit keeps out: others pull it uncompressed.
    if message.encoded_len() > MAX_REQUEST {
        return Err(Failure::args("the message is too long"));
    }
    Ok(())
}

fn is_text(content: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Text<'a> {
        #[serde(borrow)]
        #[allow(dead_code, reason = "only its presence is asked")]
        content: std::borrow::Cow<'a, str>,
    }
    serde_json::from_slice::<Text<'_>>(content).is_ok()
}

/// Whether ids can stand in a conversation's name; what was never registered cannot be sent to anyway.
pub(super) fn group_id(id: &str) -> Result<(), Failure> {
    if ids::is_wire_user_id(id) {
        Ok(())
    } else {
        Err(Failure::args("this is no group ID"))
    }
}
