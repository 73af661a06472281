//! Profiles and presence: `/user/…`.

use std::collections::BTreeMap;

use super::{Empty, Pagination};
use crate::pb::UserInfo;

secret_object! {
    /// New users; an administrator asks, or on the old path's terms whoever has the secret.
    pub struct UserRegisterReq {
        /// OpenIM before 3.8.2 only.
        pub secret: String = "secret",
        pub users: Vec<NewUser> = "users",
    }

    /// A connection of a user as an administrator sees it.
    pub struct PlatformStatus {
        pub platform_id: i32 = "platformID",
        pub conn_id: String = "connID",
        pub is_background: bool = "isBackground",
        pub token: String = "token",
    }
}

object! {
    /// A user to be made.
    pub struct NewUser {
        pub user_id: String = "userID",
        pub nickname: String = "nickname",
        pub face_url: String = "faceURL",
        pub ex: String = "ex",
    }

    /// Asks `/user/get_users_info`.
    pub struct GetUsersInfoReq {
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Unknown ids are simply missing.
    pub struct GetUsersInfoResp {
        pub users_info: Vec<UserInfo> = "usersInfo",
    }

    /// A page of all users; an administrator asks.
    pub struct GetUsersReq {
        pub pagination: Pagination = "pagination",
    }

    /// Answers `/user/get_users`.
    pub struct GetUsersResp {
        pub total: i64 = "total",
        pub users: Vec<UserInfo> = "users",
    }

    /// `null` and absent fields stay as they are.
    pub struct UserInfoUpdate {
        pub user_id: String = "userID",
        pub nickname: Option<String> = "nickname",
        pub face_url: Option<String> = "faceURL",
        pub ex: Option<String> = "ex",
        pub global_recv_msg_opt: Option<i32> = "globalRecvMsgOpt",
    }

    /// Asks `/user/update_user_info_ex`.
    pub struct UpdateUserInfoExReq {
        pub user_info: UserInfoUpdate = "userInfo",
    }

    /// Asks `/user/set_global_msg_recv_opt`.
    pub struct SetGlobalMsgRecvOptReq {
        pub user_id: String = "userID",
        /// 0 everything, 1 nothing, 2 no offline push.
        pub global_recv_msg_opt: i32 = "globalRecvMsgOpt",
    }

    /// Which of these are users? An administrator asks.
    pub struct AccountCheckReq {
        pub check_user_ids: Vec<String> = "checkUserIDs",
    }

    /// Answers `/user/account_check`.
    pub struct AccountCheckResp {
        pub results: Vec<AccountCheckResult> = "results",
    }

    /// Whether one id is a user.
    pub struct AccountCheckResult {
        pub user_id: String = "userID",
        /// 1 registered, 0 not.
        pub account_status: i32 = "accountStatus",
    }

    /// An administrator asks.
    pub struct GetUsersOnlineStatusReq {
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Answers `/user/get_users_online_status`.
    pub struct OnlineStatus {
        pub user_id: String = "userID",
        /// 1 online, 0 offline.
        pub status: i32 = "status",
        pub detail_platform_status: Vec<PlatformStatus> = "detailPlatformStatus",
    }

    /// The older way to presence, which the socket's subscription replaces.
    pub struct GetUsersStatusReq {
        pub user_id: String = "userID",
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Asks `/user/subscribe_users_status`.
    pub struct SubscribeUsersStatusReq {
        pub user_id: String = "userID",
        pub user_ids: Vec<String> = "userIDs",
        /// 1 subscribe, 2 no longer.
        pub genre: i32 = "genre",
    }

    /// Asks `/user/get_subscribe_users_status`.
    pub struct GetSubscribeUsersStatusReq {
        pub user_id: String = "userID",
    }

    /// Answers `/user/get_users_status` and `/user/subscribe_users_status` and `/user/get_subscribe_users_status`.
    pub struct UsersStatusResp {
        pub status_list: Vec<UserStatus> = "statusList",
    }

    /// A user with the platforms that are online.
    pub struct UserStatus {
        pub user_id: String = "userID",
        /// 1 online, 0 offline.
        pub status: i32 = "status",
        pub platform_ids: Vec<i32> = "platformIDs",
    }

    /// Asks `/user/get_user_client_config`.
    pub struct GetUserClientConfigReq {
        pub user_id: String = "userID",
    }

    /// Answers `/user/get_user_client_config`.
    pub struct GetUserClientConfigResp {
        pub configs: BTreeMap<String, String> = "configs",
    }

    /// Adds a favourite.
    pub struct ProcessUserCommandAddReq {
        pub user_id: String = "userID",
        pub kind: i32 = "type",
        pub uuid: String = "uuid",
        pub value: Option<String> = "value",
        pub ex: Option<String> = "ex",
    }

    /// Asks `/user/process_user_command_update`.
    pub struct ProcessUserCommandUpdateReq {
        pub user_id: String = "userID",
        pub kind: i32 = "type",
        pub uuid: String = "uuid",
        pub value: Option<String> = "value",
        pub ex: Option<String> = "ex",
    }

    /// Asks `/user/process_user_command_delete`.
    pub struct ProcessUserCommandDeleteReq {
        pub user_id: String = "userID",
        pub kind: i32 = "type",
        pub uuid: String = "uuid",
    }

    /// Asks `/user/process_user_command_get`.
    pub struct ProcessUserCommandGetReq {
        pub user_id: String = "userID",
        pub kind: i32 = "type",
    }

    /// Asks `/user/process_user_command_get_all`.
    pub struct ProcessUserCommandGetAllReq {
        pub user_id: String = "userID",
    }

    /// The list's name begins with a capital on OpenIM's side too.
    pub struct ProcessUserCommandGetResp {
        pub command_resp: Vec<UserCommand> = "CommandResp",
    }

    /// A favourite.
    pub struct UserCommand {
        pub kind: i32 = "type",
        /// Milliseconds since 1970.
        pub create_time: i64 = "createTime",
        pub uuid: String = "uuid",
        pub value: String = "value",
        pub ex: String = "ex",
    }
}

call! {
    "/user/user_register", UserRegisterReq, Empty;
    "/user/get_users_info", GetUsersInfoReq, GetUsersInfoResp;
    "/user/get_users", GetUsersReq, GetUsersResp;
    "/user/update_user_info_ex", UpdateUserInfoExReq, Empty;
    "/user/set_global_msg_recv_opt", SetGlobalMsgRecvOptReq, Empty;
    "/user/account_check", AccountCheckReq, AccountCheckResp;
    "/user/get_users_online_status", GetUsersOnlineStatusReq, Vec<OnlineStatus>;
    "/user/get_users_status", GetUsersStatusReq, UsersStatusResp;
    "/user/subscribe_users_status", SubscribeUsersStatusReq, UsersStatusResp;
    "/user/get_subscribe_users_status", GetSubscribeUsersStatusReq, UsersStatusResp;
    "/user/get_user_client_config", GetUserClientConfigReq, GetUserClientConfigResp;
    "/user/process_user_command_add", ProcessUserCommandAddReq, Empty;
    "/user/process_user_command_update", ProcessUserCommandUpdateReq, Empty;
    "/user/process_user_command_delete", ProcessUserCommandDeleteReq, Empty;
    "/user/process_user_command_get", ProcessUserCommandGetReq, ProcessUserCommandGetResp;
    "/user/process_user_command_get_all", ProcessUserCommandGetAllReq, ProcessUserCommandGetResp;
}
