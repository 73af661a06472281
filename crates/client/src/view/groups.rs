//! Groups, their members, requests to be let in, and the lines that a thread shows about them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::UserView;

/// A group that the person is in, or was in and can still read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct GroupView {
    pub group_id: String,
    pub name: String,
    /// Empty: its picture is drawn from `faces`.
    pub face_url: String,
    /// The first members, of whom a picture is drawn; at most nine.
    pub faces: Vec<FaceView>,
    pub introduction: String,
    /// None was made, or it was taken back.
    pub announcement: Option<AnnouncementView>,
    pub owner_id: String,
    #[ts(type = "number")]
    pub members: u32,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub created: i64,
    /// The person's own role; none: he is not in it.
    pub role: Option<GroupRole>,
    /// What the person is called in it; empty: as everywhere.
    pub nickname: String,
    /// Milliseconds since 1970 until when the person may not write; 0: he may.
    #[ts(type = "number")]
    pub muted_until: i64,
    /// The person may write also while the group is muted.
    pub exempt: bool,
    pub state: GroupState,
    pub joining: Joining,
    /// Members may look at one another's profiles, and ask one another to be friends.
    pub members_open: bool,
    pub members_add: bool,
    /// Kept among the contacts.
    pub saved: bool,
}

/// As much of a person as his small picture needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct FaceView {
    pub user_id: String,
    pub nickname: String,
    pub face_url: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct AnnouncementView {
    pub text: String,
    /// Who made it; empty where the server does not tell.
    pub author_id: String,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub time: i64,
    /// The person has put its banner away, on any device.
    pub read: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum GroupRole {
    Member,
    Admin,
    Owner,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum GroupState {
    Open,
    /// Only its owner, admins and whom they let write do.
    Muted,
    /// Closed by whoever runs the server.
    Banned,
    /// It is no more; what was written stays readable.
    Dismissed,
}

/// How one comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Joining {
    /// Who asks is in.
    Direct,
    /// Who asks has to be accepted; whom a member invites is in.
    Asking,
    /// Who asks and whom a member invites has to be accepted; whom the owner or an admin invites is in.
    Approval,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct MemberView {
    pub user: UserView,
    /// What he is called in the group; empty: as everywhere.
    pub nickname: String,
    pub role: GroupRole,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub joined: i64,
    /// Milliseconds since 1970 until when he may not write; 0: he may.
    #[ts(type = "number")]
    pub muted_until: i64,
    /// He may write also while the group is muted.
    pub exempt: bool,
}

/// Some of a group's members: owner, admins, then the others as they came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct MemberPage {
    pub members: Vec<MemberView>,
    /// All that the query finds.
    #[ts(type = "number")]
    pub total: u32,
    /// The server looked for them, by the letters of names and not by pinyin: the group is too large for more.
    pub letters_only: bool,
}

/// Somebody who was in a group and is not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct DepartedView {
    pub user: UserView,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub time: i64,
    /// Who removed him; none: he went by himself.
    pub removed_by: Option<UserView>,
}

/// Somebody wants to be in a group: he asked, or a member asked for him.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct GroupRequestView {
    pub group_id: String,
    pub group_name: String,
    pub group_face_url: String,
    /// Who is to come in.
    pub user: UserView,
    /// The member who asked for him; none: he asked himself.
    pub inviter: Option<UserView>,
    /// What this person has to do with it.
    pub side: RequestSide,
    pub message: String,
    pub answer: String,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub time: i64,
    pub state: super::RequestState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum RequestSide {
    /// He leads the group, and answers.
    Leading,
    /// It is about himself, and others answer.
    Asking,
    /// Somebody wants him in, and he answers.
    Invited,
}

/// A group that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct MadeGroup {
    pub group: GroupView,
    /// Those who are asked themselves before they are in it.
    pub asked: Vec<String>,
}

/// What becomes of people who are brought into a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Brought {
    /// They wait for an owner or admin.
    pub approval: Vec<String>,
    /// They are asked themselves.
    pub consent: Vec<String>,
}

/// What is to change of a group; what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(export_to = "types.gen.ts", optional_fields)]
pub struct GroupChange {
    pub name: Option<String>,
    pub face_url: Option<String>,
    pub introduction: Option<String>,
    /// Empty: there is none any more.
    pub announcement: Option<String>,
    pub joining: Option<Joining>,
    pub members_open: Option<bool>,
    pub members_add: Option<bool>,
}

/// What happened to a group, as a line of its thread. Names are those of then; the reader looks for newer ones by ID.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct GroupLine {
    pub what: GroupEvent,
    /// Who did it; none where the server did.
    pub by: Option<NamedUser>,
    /// To whom it happened, the first of them.
    pub to: Vec<NamedUser>,
    /// How many that are in all.
    #[ts(type = "number")]
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum GroupEvent {
    Created,
    Renamed {
        name: String,
    },
    Changed,
    Announced {
        text: String,
    },
    Invited,
    Entered,
    Removed,
    Left,
    Transferred,
    Dismissed,
    Promoted,
    Demoted,
    /// For so many seconds.
    MutedMember {
        #[ts(type = "number")]
        seconds: i64,
    },
    UnmutedMember,
    Muted,
    Unmuted,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct NamedUser {
    pub user_id: String,
    pub nickname: String,
    /// The reader himself.
    pub me: bool,
}
