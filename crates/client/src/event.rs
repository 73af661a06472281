//! What the engine tells its subscribers, in the order in which it was committed. Every event carries its account.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Code;
use crate::view::{
    AccountId, AccountView, BuiltinView, ConversationView, FriendRequestView, FriendView, GroupRequestView, GroupView,
    LinkState, MemberView, MessageView, Receipt, TransferView, UserView,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Event {
    /// An account was added, or its own profile changed.
    Account {
        account: AccountId,
        view: AccountView,
    },
    /// The account is gone from this device.
    SignedOut {
        account: AccountId,
    },
    Link {
        account: AccountId,
        state: LinkState,
    },
    /// New or changed rows of the list, and the ids of those that were deleted.
    Conversations {
        account: AccountId,
        changed: Vec<ConversationView>,
        gone: Vec<String>,
    },
    /// Messages of a conversation went out of sight: all with a seq before this one.
    Cleared {
        account: AccountId,
        conversation_id: String,
        #[ts(type = "number")]
        before: i64,
    },
    /// New or changed messages of one conversation; the subscriber upserts by `clientMsgId`.
    Messages {
        account: AccountId,
        conversation_id: String,
        changed: Vec<MessageView>,
    },
    /// An own message that could not be sent was thrown away; the subscriber drops its row.
    Discarded {
        account: AccountId,
        conversation_id: String,
        client_msg_id: String,
    },
    /// A file of a message is on its way, or was.
    Transfer {
        account: AccountId,
        view: TransferView,
    },
    /// Profiles or presence changed.
    Users {
        account: AccountId,
        changed: Vec<UserView>,
    },
    /// More have read own messages of a group, which somebody looks at.
    Receipts {
        account: AccountId,
        conversation_id: String,
        changed: Vec<Receipt>,
    },
    /// Friends that are new or changed, and the user IDs of those who are none any more. A friend's profile and presence
    /// come by `Users`.
    Friends {
        account: AccountId,
        changed: Vec<FriendView>,
        gone: Vec<String>,
    },
    /// Requests to be friends, of either direction, that are new or changed.
    FriendRequests {
        account: AccountId,
        changed: Vec<FriendRequestView>,
    },
    /// The person takes nothing from these any more, and again from those of these user IDs.
    Blocked {
        account: AccountId,
        changed: Vec<UserView>,
        gone: Vec<String>,
    },
    /// Groups that are new or changed. One that the person left stays, with no role; the group IDs of those that were
    /// forgotten are `gone`.
    Groups {
        account: AccountId,
        changed: Vec<GroupView>,
        gone: Vec<String>,
    },
    /// Members of a group came, went or changed: whoever looks at them asks again. Those who are known to be new or
    /// changed come along.
    GroupMembers {
        account: AccountId,
        group_id: String,
        changed: Vec<MemberView>,
        gone: Vec<String>,
    },
    /// Requests to be let into groups that are new or changed.
    GroupRequests {
        account: AccountId,
        changed: Vec<GroupRequestView>,
    },
    /// Events of this account were dropped because the subscriber lagged, or so much changed that single events make
    /// no sense: read everything again.
    Resync {
        account: AccountId,
    },
    /// A `selkie://` link was opened; the sign-in form is filled from it.
    SignInLink {
        link: SignInLink,
    },
    /// A `selkie://` invitation was opened; the form for a new account is filled from it.
    Invitation {
        invitation: Invitation,
    },
    /// A `selkie://` link that names a person was opened; his card is shown.
    Person {
        person: PersonLink,
    },
    /// A `selkie://` link that names a group was opened; the way into it is shown.
    Group {
        group: GroupLink,
    },
    /// This conversation is wanted in front: somebody chose it outside the window.
    Open {
        account: AccountId,
        conversation_id: String,
    },
    /// The server inside the app changed.
    Builtin {
        view: BuiltinView,
    },
    /// What was done to a message was not taken by the server, and undone here.
    ActRefused {
        account: AccountId,
        conversation_id: String,
        code: Code,
        /// Of an edit: what was to be said instead.
        words: Option<String>,
    },
    /// What the person keeps changed: whoever shows it asks again. With why the server did not take something, which was
    /// undone here.
    Favourites {
        account: AccountId,
        refused: Option<Code>,
    },
    /// Somebody writes, or stopped. It is forgotten after fifteen seconds.
    Typing {
        account: AccountId,
        conversation_id: String,
        user_id: String,
        name: String,
        on: bool,
    },
    /// How a recording goes: how long it is by now, and how loud it is, from 0 to 31.
    Recording {
        account: AccountId,
        #[ts(type = "number")]
        millis: u64,
        level: u8,
    },
    /// The window's close button was pressed, and what it does was not chosen yet.
    Closing {
        /// Whether an icon in the panel would bring a hidden window back.
        tray: bool,
    },
}

/// What an invitation tells: where to go, and what lets one in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Invitation {
    /// In the order in which they are to be tried.
    pub addresses: Vec<String>,
    /// The certificate that the inviter vouches for; empty where the platform's trust is enough.
    pub fingerprint: String,
    /// The code that admits one account; empty where registration is open.
    pub code: String,
    /// The user ID of whoever invites, with whom a conversation opens; empty where that is nobody.
    pub inviter: String,
}

/// What a `selkie://` link fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct SignInLink {
    pub address: String,
    pub user_id: String,
    pub token: String,
}

/// What a link says of a server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct ServerLink {
    /// In the order in which they are to be tried.
    pub addresses: Vec<String>,
    /// The certificate that whoever made the link vouches for; empty where the platform's trust is enough.
    pub fingerprint: String,
    /// The server's own name, by which it is known wherever it is reached; empty on plain OpenIM.
    pub server_id: String,
}

/// What a link says of a person: on which server he is, and who there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct PersonLink {
    pub server: ServerLink,
    pub user_id: String,
}

/// The same of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct GroupLink {
    pub server: ServerLink,
    pub group_id: String,
}

/// What somebody pasted, or a picture of it: each is a `selkie://` link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Link {
    SignIn { link: SignInLink },
    Invitation { invitation: Invitation },
    Person { person: PersonLink },
    Group { group: GroupLink },
}

impl From<Link> for Event {
    fn from(link: Link) -> Self {
        match link {
            Link::SignIn { link } => Self::SignInLink { link },
            Link::Invitation { invitation } => Self::Invitation { invitation },
            Link::Person { person } => Self::Person { person },
            Link::Group { group } => Self::Group { group },
        }
    }
}
