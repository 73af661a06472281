//! Somebody who is recommended (108).

object! {
    /// 108.
    pub struct CardContent {
        pub user_id: String = "userID",
        pub nickname: String = "nickname",
        pub face_url: String = "faceURL",
        pub ex: String = "ex",
    }
}
