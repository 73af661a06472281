//! The account server: registering, signing in, passwords, people. Paths are below `/chat` of an address, and those of
//! a signed-in person need the header `token` with the chat token.

mod people;

pub use people::{
    FindUserFullReq, FindUserPublicReq, FriendSearchReq, SearchUserFullReq, SearchUserPublicReq, UpdateUserReq,
    UserFullInfo, UserPublicInfo, UsersFullPageResp, UsersFullResp, UsersPublicPageResp, UsersPublicResp,
};

use std::collections::BTreeMap;

use super::Empty;

/// What a code is wanted for, in `usedFor`.
pub mod used_for {
    pub const REGISTER: i32 = 1;
    pub const RESET_PASSWORD: i32 = 2;
    pub const LOGIN: i32 = 3;
    /// Selkie: a signed-in person adds the address to his account.
    pub const PROVE: i32 = 4;
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

secret_object! {
    /// Asks `/account/code/send`.
    pub struct SendCodeReq {
        /// See [`used_for`].
        pub used_for: i32 = "usedFor",
        /// With its plus sign, such as `+86`.
        pub area_code: String = "areaCode",
        pub phone_number: String = "phoneNumber",
        pub email: String = "email",
        pub platform: i32 = "platform",
        pub device_id: String = "deviceID",
        pub invitation_code: String = "invitationCode",
        /// Selkie: `en` or `zh-CN`, in which it is told.
        #[serde(skip_serializing_if = "String::is_empty")]
        pub language: String = "language",
    }

    /// Asks `/account/code/verify`.
    pub struct VerifyCodeReq {
        pub area_code: String = "areaCode",
        pub phone_number: String = "phoneNumber",
        pub email: String = "email",
        pub verify_code: String = "verifyCode",
    }

    /// Asks `/account/register`.
    pub struct RegisterReq {
        pub invitation_code: String = "invitationCode",
        pub verify_code: String = "verifyCode",
        pub device_id: String = "deviceID",
        pub platform: i32 = "platform",
        /// Answer with tokens at once.
        pub auto_login: bool = "autoLogin",
        pub user: NewAccount = "user",
        /// Selkie: `en` or `zh-CN`, in which the assistant greets.
        #[serde(skip_serializing_if = "String::is_empty")]
        pub language: String = "language",
        /// Selkie: a name such as `Asia/Shanghai`, for reminders at a time of the clock.
        #[serde(skip_serializing_if = "String::is_empty")]
        pub time_zone: String = "timeZone",
    }

    /// Who registers.
    pub struct NewAccount {
        /// Administrators only.
        pub user_id: String = "userID",
        pub nickname: String = "nickname",
        pub face_url: String = "faceURL",
        /// Milliseconds since 1970.
        pub birth: i64 = "birth",
        /// 1 male, 2 female.
        pub gender: i32 = "gender",
        pub area_code: String = "areaCode",
        pub phone_number: String = "phoneNumber",
        pub email: String = "email",
        pub account: String = "account",
        /// OpenIM's apps, and ours, send MD5 in lower-case hex.
        pub password: String = "password",
    }

    /// Answers `/account/register`.
    pub struct RegisterResp {
        pub im_token: String = "imToken",
        pub chat_token: String = "chatToken",
        pub user_id: String = "userID",
        /// Selkie: to be shown once; takes the place of a verification code when the password is forgotten.
        #[serde(skip_serializing_if = "String::is_empty")]
        pub recovery_code: String = "recoveryCode",
    }

    /// By account, by phone or by email; with password or code.
    pub struct LoginReq {
        pub area_code: String = "areaCode",
        pub phone_number: String = "phoneNumber",
        pub email: String = "email",
        pub account: String = "account",
        pub password: String = "password",
        pub verify_code: String = "verifyCode",
        pub platform: i32 = "platform",
        pub device_id: String = "deviceID",
    }

    /// Answers `/account/login`.
    pub struct LoginResp {
        pub im_token: String = "imToken",
        pub chat_token: String = "chatToken",
        pub user_id: String = "userID",
    }

    /// Asks `/account/password/reset`.
    pub struct ResetPasswordReq {
        pub area_code: String = "areaCode",
        pub phone_number: String = "phoneNumber",
        pub email: String = "email",
        /// Selkie: with the recovery code as `verifyCode`.
        pub account: String = "account",
        pub verify_code: String = "verifyCode",
        /// The new one.
        pub password: String = "password",
    }

    /// Answers `/account/password/reset`.
    pub struct ResetPasswordResp {
        /// Selkie: the next recovery code; the one used is spent.
        #[serde(skip_serializing_if = "String::is_empty")]
        pub recovery_code: String = "recoveryCode",
    }

    /// Ends every other session of the person.
    pub struct ChangePasswordReq {
        pub user_id: String = "userID",
        pub current_password: String = "currentPassword",
        pub new_password: String = "newPassword",
    }

    /// A token for a call's media server.
    pub struct RtcTokenResp {
        pub server_url: String = "serverUrl",
        pub token: String = "token",
    }
}

object! {
    /// Asks `/user/rtc/get_token`.
    pub struct RtcTokenReq {
        pub room: String = "room",
        pub identity: String = "identity",
    }

    /// Answers `/account/code/send`; also beside the error of one that comes too early.
    pub struct SendCodeResp {
        /// Selkie: seconds until the next may be asked for.
        #[serde(skip_serializing_if = "is_zero")]
        pub wait_seconds: u32 = "waitSeconds",
    }

    /// Asks `/client_config/get`.
    pub struct ClientConfigReq {}

    /// Answers `/client_config/get`.
    pub struct ClientConfigResp {
        pub config: BTreeMap<String, String> = "config",
    }

    /// Asks `/applet/find`.
    pub struct FindAppletReq {}

    /// Answers `/applet/find`.
    pub struct FindAppletResp {
        pub applets: Vec<serde_json::Value> = "applets",
    }

    /// Asks `/application/latest_version`.
    pub struct LatestVersionReq {
        pub platform: String = "platform",
        pub version: String = "version",
    }

    /// Answers `/application/latest_version`.
    pub struct LatestVersionResp {
        /// Left raw: only OpenIM's own apps read it.
        pub version: serde_json::Value = "version",
    }
}

call! {
    "/account/code/send", SendCodeReq, SendCodeResp;
    "/account/code/verify", VerifyCodeReq, Empty;
    "/account/register", RegisterReq, RegisterResp;
    "/account/login", LoginReq, LoginResp;
    "/account/password/reset", ResetPasswordReq, ResetPasswordResp;
    "/account/password/change", ChangePasswordReq, Empty;
    "/user/rtc/get_token", RtcTokenReq, RtcTokenResp;
    "/client_config/get", ClientConfigReq, ClientConfigResp;
    "/applet/find", FindAppletReq, FindAppletResp;
    "/application/latest_version", LatestVersionReq, LatestVersionResp;
}
