//! Who has read what in groups.

use protocol::rest::ext::receipts::{GroupReadersReq, GroupReadersResp, GroupReceiptsReq, GroupReceiptsResp};

use super::super::{Ask, Calls, with_token};
use crate::im::{Failure, Viewer};

/// Messages that one call may ask about.
const MOST_ASKED: usize = 200;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GroupReceiptsReq, _, _>(calls, receipts);
    with_token::<GroupReadersReq, _, _>(calls, readers)
}

async fn receipts(ask: Ask, request: GroupReceiptsReq) -> Result<GroupReceiptsResp, Failure> {
    if request.seqs.len() > MOST_ASKED {
        return Err(Failure::args("too many are asked for at one time"));
    }
    ask.im().group_receipts(&ask.caller, request).await
}

async fn readers(ask: Ask, request: GroupReadersReq) -> Result<GroupReadersResp, Failure> {
    let of = Viewer::from(&ask.caller.user);
    ask.im().group_readers(of, request.group_id, request.seq).await
}
