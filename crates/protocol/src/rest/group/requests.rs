//! Asking to join a group, and answering that. The odd capital in two paths is OpenIM's.

use crate::pb::GroupRequest;
use crate::rest::{Empty, Pagination};

object! {
    /// Asks `/group/join_group`.
    pub struct JoinGroupReq {
        pub group_id: String = "groupID",
        pub req_message: String = "reqMessage",
        /// 2 invitation, 3 search, 4 QR code.
        pub join_source: i32 = "joinSource",
        /// The applicant himself when he found the group by searching.
        pub inviter_user_id: String = "inviterUserID",
        pub ex: String = "ex",
    }

    /// Asks `/group/group_application_response`.
    pub struct GroupApplicationResponseReq {
        pub group_id: String = "groupID",
        pub from_user_id: String = "fromUserID",
        pub handled_msg: String = "handledMsg",
        /// 1 agreed, -1 refused.
        pub handle_result: i32 = "handleResult",
    }

    /// Requests to the groups of which `from_user_id` is owner or admin.
    pub struct GetRecvGroupApplicationListReq {
        pub from_user_id: String = "fromUserID",
        pub pagination: Pagination = "pagination",
        pub group_ids: Vec<String> = "groupIDs",
        pub handle_results: Vec<i32> = "handleResults",
    }

    /// Requests that `user_id` made.
    pub struct GetUserReqGroupApplicationListReq {
        pub user_id: String = "userID",
        pub pagination: Pagination = "pagination",
        pub group_ids: Vec<String> = "groupIDs",
        pub handle_results: Vec<i32> = "handleResults",
    }

    /// Asks `/group/get_specified_user_group_request_info`.
    pub struct GetSpecifiedUserGroupRequestInfoReq {
        pub group_id: String = "groupID",
        pub user_id: String = "userID",
    }

    /// Asks `/group/get_group_users_req_application_list`.
    pub struct GetGroupUsersReqApplicationListReq {
        pub group_id: String = "groupID",
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Answers all four lists of requests.
    pub struct GroupRequestsResp {
        pub group_requests: Vec<GroupRequest> = "groupRequests",
        pub total: u32 = "total",
    }

    /// Asks `/group/get_group_application_unhandled_count`.
    pub struct GetGroupApplicationUnhandledCountReq {
        pub user_id: String = "userID",
        /// Milliseconds since 1970; older requests are not counted.
        pub time: i64 = "time",
    }

    /// Answers `/group/get_group_application_unhandled_count`.
    pub struct GetGroupApplicationUnhandledCountResp {
        pub count: i64 = "count",
    }
}

call! {
    "/group/join_group", JoinGroupReq, Empty;
    "/group/group_application_response", GroupApplicationResponseReq, Empty;
    "/group/get_recv_group_applicationList", GetRecvGroupApplicationListReq, GroupRequestsResp;
    "/group/get_user_req_group_applicationList", GetUserReqGroupApplicationListReq, GroupRequestsResp;
    "/group/get_group_users_req_application_list", GetGroupUsersReqApplicationListReq, GroupRequestsResp;
    "/group/get_specified_user_group_request_info", GetSpecifiedUserGroupRequestInfoReq, GroupRequestsResp;
    "/group/get_group_application_unhandled_count", GetGroupApplicationUnhandledCountReq,
        GetGroupApplicationUnhandledCountResp;
}
