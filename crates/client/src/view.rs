//! What the UI is shown: plain data, one type a thing, made from what has been committed. Knows no SQL and no wire.

mod conversations;
mod favourites;
mod friends;
mod groups;
mod kinds;
mod links;
mod media;
mod messages;
mod offers;
mod profile;
mod search;
mod stickers;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use conversations::{ConversationKind, ConversationView, Digest, KnownView, Mentioned, MentionedWhom, Notify};
pub use favourites::{FavouriteView, FavouritesView};
pub use friends::{Adding, Asked, FriendRequestView, FriendView, PrivacyView, RequestState};
pub use groups::{
    AnnouncementView, Brought, DepartedView, FaceView, GroupChange, GroupEvent, GroupLine, GroupRequestView, GroupRole,
    GroupState, GroupView, Joining, MadeGroup, MemberPage, MemberView, NamedUser, RequestSide,
};
pub use kinds::{TextLook, TextMark};
pub use links::LinkCard;
pub use media::{
    BroughtView, FileKind, FileView, FilmView, MediaFile, MediaStretch, PictureView, RecordedView, SideView,
    StorageView, TransferState, TransferView, VideoView, VoiceView,
};
pub use messages::{
    Burns, Content, Mention, MessageState, MessageVersion, MessageView, Onward, Page, Quoted, Reaction, Readers,
    Receipt,
};
pub use offers::Offers;
pub use profile::{CardView, Gender, PicturePreview, ProfileView};
pub use search::{FoundView, HitCount, HitMark, HitView, IndexingView};
pub use stickers::{StickerView, StickersAdded};

use crate::error::Code;

/// A local, random name of an account; the name of its folder too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(export_to = "types.gen.ts")]
pub struct AccountId(pub String);

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct ServerView {
    /// The address in the form in which it is kept.
    pub address: String,
    pub kind: ServerKind,
    /// As the server's owner named it; empty on plain OpenIM.
    pub name: String,
    pub registration: Registration,
    pub codes: Codes,
    /// Upper-case hex pairs joined by colons, of a certificate that the platform does not trust; the person must
    /// agree to it before it is pinned.
    pub fingerprint: Option<String>,
}

/// Where a server sends codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Codes {
    pub email: bool,
    pub phone: bool,
    /// Nobody registers without one.
    pub required: bool,
}

/// The addresses that an account has proven; empty: none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct ContactsView {
    pub email: String,
    /// With its area code, as it is read: `+86 13800138000`.
    pub phone: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum ServerKind {
    Selkie,
    OpenIm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Registration {
    #[default]
    Open,
    Invite,
    Closed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct AccountView {
    pub id: AccountId,
    pub user_id: String,
    /// The account name; empty where an App Server admitted the person by a token.
    pub account: String,
    pub nickname: String,
    /// Where his picture is; empty: there is none.
    pub face_url: String,
    /// What the person is doing, in a few words; empty: nothing was said.
    pub status: String,
    pub server: String,
    pub server_kind: ServerKind,
    pub link: LinkState,
    /// Where the token lies; `File` is shown as a warning.
    pub secret_store: SecretStore,
    /// Whether a password can be changed here (the server knows one).
    pub has_password: bool,
    pub offers: Offers,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum SecretStore {
    Keychain,
    File,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum LinkState {
    Connecting,
    /// The socket is up and what was missed is being fetched.
    Syncing,
    Online,
    /// The next try comes by itself.
    Offline {
        code: Code,
    },
    /// No try comes by itself: a new token or signing in again is needed. Everything stays readable.
    Stopped {
        code: Code,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct UserView {
    pub user_id: String,
    /// Empty where the server does not tell it.
    pub account: String,
    /// What he is called here: a friend's remark, otherwise what he calls himself.
    pub nickname: String,
    /// What he calls himself; empty where the server has not told it.
    pub own_name: String,
    pub face_url: String,
    /// What the person is doing, in a few words; empty: nothing was said.
    pub status: String,
    /// A program that answers, such as the assistant.
    pub robot: bool,
    /// The account is gone, whatever its nickname says; what it wrote stays.
    pub deleted: bool,
    /// He stands in this person's list of friends.
    pub friend: bool,
    /// This person takes nothing from him.
    pub blocked: bool,
    pub presence: Presence,
    /// On which kinds of device, as far as the server tells; none unless online.
    pub on: Vec<DeviceKind>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum DeviceKind {
    Computer,
    Phone,
    Tablet,
    Web,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Presence {
    #[default]
    Unknown,
    Online,
    Offline,
}

/// A device on which an account is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct DeviceView {
    pub id: String,
    /// OpenIM's number of the platform: 1 iOS, 2 Android, 3 Windows, 4 macOS, 5 web, 7 Linux; 0 not known yet.
    pub platform: i32,
    /// This very device.
    pub this: bool,
    pub online: bool,
    /// Milliseconds since 1970 of its signing in.
    #[ts(type = "number")]
    pub since: i64,
}

/// The server inside the app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct BuiltinView {
    pub state: BuiltinState,
    /// Where this computer reaches it; empty while it never ran.
    pub address: String,
    /// How others on the network reach it; none while they may not.
    pub network: Option<NetworkView>,
    /// Where its data lies.
    pub folder: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum BuiltinState {
    Off,
    Starting,
    Running,
    /// Another profile of this computer runs it.
    Elsewhere,
    Failed {
        code: Code,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct NetworkView {
    /// Best first.
    pub addresses: Vec<String>,
    /// That of all of them, which a firewall has to let through.
    pub port: u16,
    /// Upper-case hex pairs joined by colons.
    pub fingerprint: String,
}

/// An invitation to the built-in server, to be shown to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct InvitationView {
    pub link: String,
    pub qr: QrView,
}

/// A QR code as a path for SVG: dark squares of side 1 in a square of side `size`, without the quiet zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct QrView {
    pub size: u32,
    pub path: String,
}

/// A copy of the built-in server's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct BackupView {
    /// The name of its folder.
    pub name: String,
    /// Milliseconds since 1970.
    #[ts(type = "number")]
    pub time: i64,
    #[ts(type = "number")]
    pub bytes: u64,
}
