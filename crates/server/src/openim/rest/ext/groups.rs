//! What OpenIM's groups do not have.

use protocol::rest::Empty;
use protocol::rest::ext::groups::{
    AnswerInvitationReq, CommonReq, CommonResp, Departed, DepartedReq, DepartedResp, GroupExtrasReq, GroupExtrasResp,
    InvitationsReq, InvitedReq, InvitedResp, SetExemptReq, SetGroupExtrasReq,
};
use protocol::rest::group::GroupRequestsResp;

use super::super::{Ask, Calls, paged, rows, with_token};
use crate::im::{Failure, RequestSide, Viewer};

/// People that one call may ask about.
const MOST_ASKED: usize = 1_000;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<GroupExtrasReq, _, _>(calls, extras);
    let calls = with_token::<SetGroupExtrasReq, _, _>(calls, set_extras);
    let calls = with_token::<InvitationsReq, _, _>(calls, invitations);
    let calls = with_token::<AnswerInvitationReq, _, _>(calls, answer);
    let calls = with_token::<InvitedReq, _, _>(calls, invited);
    let calls = with_token::<SetExemptReq, _, _>(calls, set_exempt);
    let calls = with_token::<CommonReq, _, _>(calls, common);
    with_token::<DepartedReq, _, _>(calls, departed)
}

async fn extras(ask: Ask, request: GroupExtrasReq) -> Result<GroupExtrasResp, Failure> {
    Ok(GroupExtrasResp {
        history: ask.im().group_history(ask.group_viewer(), request.group_id).await?,
    })
}

async fn set_extras(ask: Ask, request: SetGroupExtrasReq) -> Result<Empty, Failure> {
    if let Some(on) = request.history {
        ask.im().set_group_history(ask.actor(), request.group_id, on).await?;
    }
    Ok(Empty {})
}

async fn set_exempt(ask: Ask, request: SetExemptReq) -> Result<Empty, Failure> {
    let (actor, group) = (ask.actor(), request.group_id);
    ask.im()
        .set_exempt(actor, group, request.user_ids, request.exempt)
        .await?;
    Ok(Empty {})
}

async fn common(ask: Ask, request: CommonReq) -> Result<CommonResp, Failure> {
    let of = Viewer::from(&ask.caller.user);
    let (group_ids, apart) = ask.im().common_groups(of, request.user_id).await?;
    Ok(CommonResp { group_ids, apart })
}

async fn departed(ask: Ask, request: DepartedReq) -> Result<DepartedResp, Failure> {
    let (skip, limit) = rows(request.pagination)?;
    let (all, total) = ask.im().departed(ask.actor(), request.group_id, skip, limit).await?;
    let departed = all.into_iter().map(|one| Departed {
        user_id: one.user_id,
        nickname: one.nickname,
        face_url: one.face_url,
        time: one.time,
        removed_by: one.removed_by,
    });
    Ok(DepartedResp {
        departed: departed.collect(),
        total,
    })
}

async fn invitations(ask: Ask, request: InvitationsReq) -> Result<GroupRequestsResp, Failure> {
    let of = Viewer::from(&ask.caller.user);
    let all = ask
        .im()
        .group_requests(of, RequestSide::Invited, Vec::new(), Vec::new())
        .await?;
    Ok(GroupRequestsResp {
        total: u32::try_from(all.len()).unwrap_or(u32::MAX),
        group_requests: paged(all, request.pagination)?,
    })
}

async fn answer(ask: Ask, request: AnswerInvitationReq) -> Result<Empty, Failure> {
    let (actor, group) = (ask.actor(), request.group_id);
    ask.im()
        .answer_invitation(actor, group, request.accept, request.message)
        .await?;
    Ok(Empty {})
}

async fn invited(ask: Ask, request: InvitedReq) -> Result<InvitedResp, Failure> {
    if request.user_ids.len() > MOST_ASKED {
        return Err(Failure::args("too many are asked for at one time"));
    }
    let of = ask.group_viewer();
    Ok(InvitedResp {
        user_ids: ask.im().invited(of, request.group_id, request.user_ids).await?,
    })
}
