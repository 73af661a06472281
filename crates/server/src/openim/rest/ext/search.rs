//! Finding messages.

use protocol::rest::ext::search::{SearchMessagesReq, SearchMessagesResp};

use super::super::{Ask, Calls, with_token};
use crate::im::{Failure, Viewer};

pub(super) fn add(calls: Calls) -> Calls {
    with_token::<SearchMessagesReq, _, _>(calls, search)
}

async fn search(ask: Ask, request: SearchMessagesReq) -> Result<SearchMessagesResp, Failure> {
    let of = Viewer::from(&ask.caller.user);
    ask.im().search_messages(of, request).await
}
