//! Who is online, and what a session says about itself.

message! {
    /// Asks to be told when these users come and go, or no longer.
    pub struct SubUserOnlineStatus {
        #[prost(string, repeated, tag = "1")]
        pub subscribe_user_id: Vec<String> = "subscribeUserID",
        #[prost(string, repeated, tag = "2")]
        pub unsubscribe_user_id: Vec<String> = "unsubscribeUserID",
    }

    /// A user's devices that are online now; none means offline.
    pub struct SubUserOnlineStatusElem {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        #[prost(int32, repeated, tag = "2")]
        pub online_platform_ids: Vec<i32> = "onlinePlatformIDs",
    }

    /// The answer to a subscription, and the push when one of its users changes.
    pub struct SubUserOnlineStatusTips {
        #[prost(message, repeated, tag = "1")]
        pub subscribers: Vec<SubUserOnlineStatusElem> = "subscribers",
    }

    /// Says that the app went to the background or came back.
    pub struct SetAppBackgroundStatusReq {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        #[prost(bool, tag = "2")]
        pub is_background: bool = "isBackground",
    }

    /// The body of the logout request.
    pub struct DelUserPushTokenReq {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        #[prost(int32, tag = "2")]
        pub platform_id: i32 = "platformID",
    }

    /// The answer to a logout: nothing.
    pub struct DelUserPushTokenResp {}
}
