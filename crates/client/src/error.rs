//! What can go wrong, as a closed set that every boundary shares and the UI translates. Nobody reads an error's text
//! to decide anything. Knows nothing of where an error came from.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The reason of a failure. The UI has one sentence for each, in each language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub enum Code {
    // The way to the server
    /// No connection could be made, or it broke before the answer.
    Network,
    /// The server did not answer in time.
    Timeout,
    /// The server's certificate is not trusted and not pinned.
    Certificate,
    /// Something answered at the address, but it is neither Selkie nor OpenIM.
    NotAServer,
    /// The address cannot be used as an address.
    BadAddress,
    /// Clear text to another machine is refused.
    InsecureAddress,
    // Accounts
    WrongPassword,
    AccountNotFound,
    AccountExists,
    AccountDisabled,
    /// Not 3 to 32 characters of the kinds that an account name may have.
    BadAccountName,
    /// Shorter than 8 or longer than 128 characters.
    BadPassword,
    /// Empty, too long, or made only of invisible characters.
    BadNickname,
    WrongRecoveryCode,
    RegistrationClosed,
    InvitationNeeded,
    /// Longer than the server takes.
    BadStatus,
    /// No picture of a kind that can be read.
    BadPicture,
    /// A file or a side is longer than a picture may have it.
    PictureTooLarge,
    /// The server keeps no files.
    NoFiles,
    /// It is larger than the server takes, or is to be had here.
    FileTooLarge,
    /// The server keeps no more of this person.
    FilesFull,
    /// It is not where it was, on the server or on this device.
    FileLost,
    /// No more of them are kept on this device.
    StickersFull,
    /// No more favourites are kept.
    FavouritesFull,
    /// No sound of a kind that can be played.
    BadSound,
    /// There is none, or it cannot be used.
    NoMicrophone,
    /// No day, or one that has not come.
    BadBirthday,
    /// Not 6 to 20 letters, digits, `_` and `-`, or such as the server's own numbers are.
    BadPersonalId,
    /// Somebody goes by that name.
    PersonalIdTaken,
    /// It is chosen once.
    PersonalIdChosen,
    /// Neither a link of Selkie's nor a picture of one.
    NoLink,
    /// Neither a picture with an invitation nor a link of one.
    NoInvitation,
    TooManyTries,
    // Codes that a server sends
    /// Neither a mail address nor a telephone number.
    BadContact,
    /// Another account has proven it.
    ContactTaken,
    WrongCode,
    /// It is older than five minutes, was used, or there is none.
    CodeExpired,
    /// It was tried too often, and is void.
    CodeVoid,
    /// Nobody registers there without one.
    CodeNeeded,
    /// The server sends none there.
    CodesNotOffered,
    // Tokens
    TokenExpired,
    TokenInvalid,
    /// Signed out by policy, another device, a changed password or an administrator.
    Kicked,
    /// The token belongs to another user than the one named.
    WrongUser,
    NotSignedIn,
    // People and messages
    UserNotFound,
    Blocked,
    NotFriends,
    AlreadyFriends,
    /// One cannot be one's own friend, or block oneself.
    Yourself,
    /// The other one takes no requests to be friends.
    RefusesRequests,
    /// The request was answered, here or on another device.
    RequestAnswered,
    /// The receiver does not take messages in this conversation.
    Refused,
    Muted,
    GroupMuted,
    NotInGroup,
    GroupDismissed,
    EmptyMessage,
    MessageTooLong,
    NotFound,
    NoPermission,
    /// The server refused the arguments; a defect on one of the two sides.
    BadRequest,
    /// The server met an error of its own.
    Server,
    // This computer
    DiskFull,
    /// The data folder is used by another running Selkie.
    FolderInUse,
    /// The data was written by a newer Selkie.
    NewerData,
    DamagedData,
    /// Files cannot be read or written.
    Storage,
    /// The port of the built-in server is taken by another program.
    PortTaken,
    Internal,
}

/// A failure that reaches the UI: its reason, and nothing to be parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
#[error("{code:?}")]
pub struct Problem {
    pub code: Code,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code }
    }
}

pub type Result<T, E = Problem> = std::result::Result<T, E>;
