//! Friends, requests to be one, and what others may do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::UserView;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct FriendView {
    pub user: UserView,
    /// What he is called here; empty: by his own name.
    pub remark: String,
    /// What this person keeps about him; nobody else sees it.
    pub note: String,
    pub pinned: bool,
    /// By which a list of friends is sorted: the name in small Latin letters, Chinese by its pinyin. What begins with
    /// none of `a` to `z` stands at the end.
    pub key: String,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub since: i64,
}

/// A request to be friends; there is one for each direction between two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct FriendRequestView {
    /// The other one.
    pub user: UserView,
    /// This person asked.
    pub mine: bool,
    /// What was said with it, and to it.
    pub message: String,
    pub answer: String,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub time: i64,
    pub state: RequestState,
    /// This person has looked at it on this device, or made it.
    pub seen: bool,
}

/// What became of asking somebody to be friends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Asked {
    /// The other one has to answer.
    Waiting,
    /// Nothing was left to be asked.
    Friends,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum RequestState {
    Waiting,
    Accepted,
    Refused,
    /// Nobody answered in time; who still wants it asks again.
    Expired,
}

/// What the person lets others do. The server keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct PrivacyView {
    /// Found by a telephone number or mail address that he has proven.
    pub find_by_contact: bool,
    /// Found by ID or account name.
    pub find_by_id: bool,
    pub adding: Adding,
    /// Put into groups without being asked.
    pub pulled: bool,
}

/// Who becomes a friend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Adding {
    /// Whoever asks, at once.
    Everybody,
    /// Who is accepted.
    Consent,
    Nobody,
}
