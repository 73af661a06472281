//! Tokens: `/auth/…`.

use super::Empty;

secret_object! {
    /// A token for an administrator; needs the app's secret instead of a token.
    pub struct GetAdminTokenReq {
        pub secret: String = "secret",
        pub user_id: String = "userID",
    }

    /// A token for a user; an administrator asks.
    pub struct GetUserTokenReq {
        pub platform_id: i32 = "platformID",
        pub user_id: String = "userID",
    }

    /// Answers `/auth/get_admin_token` and `/auth/get_user_token`.
    pub struct TokenResp {
        pub token: String = "token",
        /// Seconds from now.
        pub expire_time_seconds: i64 = "expireTimeSeconds",
    }

    /// Whose is this token? Anyone may ask.
    pub struct ParseTokenReq {
        pub token: String = "token",
    }

    /// The old way to a user's token (`/auth/user_token`), with the secret in the body. OpenIM 2 says `platform`, 3
    /// says `platformID`.
    pub struct UserTokenReq {
        pub secret: String = "secret",
        pub platform: Option<i32> = "platform",
        pub platform_id: Option<i32> = "platformID",
        pub user_id: String = "userID",
    }

    /// Answers both generations of callers.
    pub struct UserTokenResp {
        pub token: String = "token",
        /// Seconds from now (OpenIM 3).
        pub expire_time_seconds: i64 = "expireTimeSeconds",
        /// The user's id (OpenIM 2).
        pub uid: String = "uid",
        /// Seconds since 1970 (OpenIM 2).
        pub expired_time: i64 = "expiredTime",
    }

    /// OpenIM 2's registration (`/auth/user_register`): the user's fields flat beside the secret.
    pub struct UserRegisterReq {
        pub secret: String = "secret",
        pub platform: Option<i32> = "platform",
        pub platform_id: Option<i32> = "platformID",
        pub user_id: String = "userID",
        pub nickname: String = "nickname",
        pub face_url: String = "faceURL",
        pub ex: String = "ex",
    }
}

object! {
    /// Answers `/auth/parse_token`.
    pub struct ParseTokenResp {
        pub user_id: String = "userID",
        pub platform_id: i32 = "platformID",
        /// Seconds since 1970, unlike the field of the same name in [`TokenResp`].
        pub expire_time_seconds: i64 = "expireTimeSeconds",
    }

    /// Ends the tokens of a user on a platform; an administrator asks.
    pub struct ForceLogoutReq {
        pub platform_id: i32 = "platformID",
        pub user_id: String = "userID",
    }
}

call! {
    "/auth/get_admin_token", GetAdminTokenReq, TokenResp;
    "/auth/get_user_token", GetUserTokenReq, TokenResp;
    "/auth/parse_token", ParseTokenReq, ParseTokenResp;
    "/auth/force_logout", ForceLogoutReq, Empty;
    "/auth/user_token", UserTokenReq, UserTokenResp;
    "/auth/user_register", UserRegisterReq, UserTokenResp;
}

impl UserTokenReq {
    /// The platform under either name.
    #[must_use]
    pub fn any_platform(&self) -> Option<i32> {
        self.platform_id.or(self.platform)
    }
}

impl UserRegisterReq {
    /// The platform under either name.
    #[must_use]
    pub fn any_platform(&self) -> Option<i32> {
        self.platform_id.or(self.platform)
    }
}
