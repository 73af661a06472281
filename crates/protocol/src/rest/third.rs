//! What OpenIM's clients report besides chatting: `/third/…`.

use super::Empty;

secret_object! {
    /// The address under which a device's maker delivers pushes.
    pub struct FcmUpdateTokenReq {
        pub platform_id: i32 = "platformID",
        pub fcm_token: String = "fcmToken",
        pub account: String = "account",
        /// Seconds since 1970.
        pub expire_time: i64 = "expireTime",
    }
}

object! {
    /// Asks `/third/set_app_badge`.
    pub struct SetAppBadgeReq {
        pub user_id: String = "userID",
        pub app_unread_count: i32 = "appUnreadCount",
    }

    /// Asks `/third/logs/upload`.
    pub struct UploadLogsReq {
        pub platform: i32 = "platform",
        pub app_framework: String = "appFramework",
        pub version: String = "version",
        pub ex: String = "ex",
        pub file_urls: Vec<LogFile> = "fileURLs",
    }

    /// A log that was uploaded as an object.
    pub struct LogFile {
        pub filename: String = "filename",
        pub url: String = "URL",
    }
}

call! {
    "/third/fcm_update_token", FcmUpdateTokenReq, Empty;
    "/third/set_app_badge", SetAppBadgeReq, Empty;
    "/third/logs/upload", UploadLogsReq, Empty;
}
