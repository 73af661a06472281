//! What OpenIM's groups do not have.

use crate::rest::group::GroupRequestsResp;
use crate::rest::{Empty, Pagination};

/// The `key` of a business notice to whoever was asked to come into a group, or answered that on another device.
pub const INVITATIONS: &str = "selkie.invitations";

object! {
    /// What is set for a group beside its [`GroupInfo`](crate::pb::GroupInfo)? For its members.
    pub struct GroupExtrasReq {
        pub group_id: String = "groupID",
    }

    /// Answers `/ext/groups/extras`.
    pub struct GroupExtrasResp {
        /// Whether who comes in sees what was written before.
        pub history: bool = "history",
    }

    /// For the owner and admins. What is `None` stays as it is.
    pub struct SetGroupExtrasReq {
        pub group_id: String = "groupID",
        pub history: Option<bool> = "history",
    }

    /// These members write also while the group is muted, or do not any more. For the owner and admins, of members whose
    /// role is below theirs; [`exempt`](crate::pb::GroupMemberFullInfo::exempt) tells it to everybody in the group.
    pub struct SetExemptReq {
        pub group_id: String = "groupID",
        pub user_ids: Vec<String> = "userIDs",
        pub exempt: bool = "exempt",
    }

    /// Who was in a group and is not any more, the last one first? For its owner and admins.
    pub struct DepartedReq {
        pub group_id: String = "groupID",
        pub pagination: Pagination = "pagination",
    }

    /// Answers `/ext/groups/departed`.
    pub struct DepartedResp {
        pub departed: Vec<Departed> = "departed",
        pub total: u32 = "total",
    }

    /// Somebody who was in a group.
    pub struct Departed {
        pub user_id: String = "userID",
        pub nickname: String = "nickname",
        pub face_url: String = "faceURL",
        /// Milliseconds since 1970.
        pub time: i64 = "time",
        /// Who removed him; empty where he went by himself.
        pub removed_by: String = "removedBy",
    }

    /// What is the caller asked himself, because nobody may put him into groups? The newest first.
    pub struct InvitationsReq {
        pub pagination: Pagination = "pagination",
    }

    /// The caller comes in, or does not.
    pub struct AnswerInvitationReq {
        pub group_id: String = "groupID",
        pub accept: bool = "accept",
        pub message: String = "message",
    }

    /// Which of these have not answered whether they want to be in a group? For its members.
    pub struct InvitedReq {
        pub group_id: String = "groupID",
        pub user_ids: Vec<String> = "userIDs",
    }

    /// In which groups is the caller together with somebody?
    pub struct CommonReq {
        pub user_id: String = "userID",
    }

    /// Answers `/ext/groups/common`.
    pub struct CommonResp {
        pub group_ids: Vec<String> = "groupIDs",
        /// They meet in such groups only whose members may not ask one another to be friends.
        pub apart: bool = "apart",
    }

    /// Answers `/ext/groups/invited`.
    pub struct InvitedResp {
        pub user_ids: Vec<String> = "userIDs",
    }
}

call! {
    "/ext/groups/invitations", InvitationsReq, GroupRequestsResp;
    "/ext/groups/invitations/answer", AnswerInvitationReq, Empty;
    "/ext/groups/invited", InvitedReq, InvitedResp;
    "/ext/groups/common", CommonReq, CommonResp;
    "/ext/groups/extras", GroupExtrasReq, GroupExtrasResp;
    "/ext/groups/extras/set", SetGroupExtrasReq, Empty;
    "/ext/groups/exempt/set", SetExemptReq, Empty;
    "/ext/groups/departed", DepartedReq, DepartedResp;
}
