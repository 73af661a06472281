//! The error codes of the wire, with the names that OpenIM gives them in `errMsg`. Knows nothing of how an end reacts
//! to a code, and nobody decides by the name.

use serde::{Deserialize, Serialize};

/// A code as it stands in `errCode`. Codes that this version does not know stay what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(pub i32);

macro_rules! codes {
    ($( $(#[$meta:meta])* $constant:ident = $number:literal $name:literal; )*) => {
        impl Code {
            $( $(#[$meta])* pub const $constant: Code = Code($number); )*

            /// Every code that has a name here, ascending.
            pub const KNOWN: &'static [Code] = &[ $( Code::$constant ),* ];

            /// The name that goes into `errMsg`; empty for success, `UnknownError` for a number not listed here.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self.0 {
                    $( $number => $name, )*
                    _ => "UnknownError",
                }
            }
        }
    };
}

codes! {
    OK = 0 "";
    INTERNAL = 500 "ServerInternalError";
    /// An argument is missing, malformed or out of range.
    ARGS = 1001 "ArgsError";
    NO_PERMISSION = 1002 "NoPermissionError";
    DUPLICATE_KEY = 1003 "DuplicateKeyError";
    RECORD_NOT_FOUND = 1004 "RecordNotFoundError";
    /// The server still runs with OpenIM's published secret.
    SECRET_NOT_CHANGED = 1050 "SecretNotChangedError";

    USER_NOT_FOUND = 1101 "UserIDNotFoundError";
    USER_REGISTERED = 1102 "RegisteredAlreadyError";

    GROUP_NOT_FOUND = 1201 "GroupIDNotFoundError";
    GROUP_EXISTS = 1202 "GroupIDExistedError";
    NOT_IN_GROUP = 1203 "NotInGroupYetError";
    GROUP_DISMISSED = 1204 "DismissedAlreadyError";
    GROUP_TYPE = 1205 "GroupTypeNotSupport";
    GROUP_REQUEST_HANDLED = 1206 "GroupRequestHandled";

    CANNOT_ADD_YOURSELF = 1301 "CanNotAddYourselfError";
    BLOCKED_BY_PEER = 1302 "BlockedByPeer";
    NOT_PEERS_FRIEND = 1303 "NotPeersFriend";
    ALREADY_FRIENDS = 1304 "RelationshipAlreadyError";
    FRIEND_REQUEST_HANDLED = 1305 "FriendRequestHandled";

    READ_RECEIPTS_DISABLED = 1401 "MessageHasReadDisable";
    /// The sender may not speak in this group for now.
    MUTED = 1402 "MutedInGroup";
    /// Nobody but owner and admins may speak in this group for now.
    GROUP_MUTED = 1403 "MutedGroup";
    ALREADY_REVOKED = 1404 "MsgAlreadyRevoke";

    TOKEN_EXPIRED = 1501 "TokenExpiredError";
    TOKEN_INVALID = 1502 "TokenInvalidError";
    TOKEN_MALFORMED = 1503 "TokenMalformedError";
    TOKEN_NOT_VALID_YET = 1504 "TokenNotValidYetError";
    TOKEN_UNKNOWN = 1505 "TokenUnknownError";
    /// The token was ended by policy, by another device, by a changed password or by an administrator.
    TOKEN_KICKED = 1506 "TokenKickedError";
    TOKEN_NOT_EXIST = 1507 "TokenNotExistError";
    ORGANISATION_PERMISSION = 1520 "OrgUserNoPermissionError";

    TOO_MANY_CONNECTIONS = 1601 "ConnOverMaxNumLimit";
    /// The query of the handshake cannot be used.
    CONNECT_ARGS = 1602 "ConnArgsErr";
    PUSH_FAILED = 1603 "PushMsgErr";
    IOS_BACKGROUND = 1604 "IOSBackgroundPushErr";

    UPLOAD_EXPIRED = 1701 "FileUploadedExpiredError";

    /// A webhook of the server's owner failed or refused.
    WEBHOOK = 80000 "CallbackError";
    DATABASE = 90002 "DatabaseError";
    NETWORK = 90004 "NetworkError";
    DATA = 90007 "DataError";

    // Not OpenIM's
    /// The server's disk is full.
    NO_SPACE = 19001 "NoSpaceError";
    /// No more of it is kept for one person.
    TOO_MUCH_KEPT = 19002 "TooMuchKeptError";

    // The account server's
    WRONG_PASSWORD = 20001 "PasswordError";
    ACCOUNT_NOT_FOUND = 20002 "AccountNotFound";
    PHONE_REGISTERED = 20003 "PhoneAlreadyRegister";
    ACCOUNT_REGISTERED = 20004 "AccountAlreadyRegister";
    CODE_TOO_FREQUENT = 20005 "VerifyCodeSendFrequently";
    CODE_MISMATCH = 20006 "VerifyCodeNotMatch";
    CODE_EXPIRED = 20007 "VerifyCodeExpired";
    CODE_MAX_COUNT = 20008 "VerifyCodeMaxCount";
    CODE_USED = 20009 "VerifyCodeUsed";
    INVITATION_USED = 20010 "InvitationCodeUsed";
    INVITATION_NOT_FOUND = 20011 "InvitationNotFound";
    FORBIDDEN = 20012 "Forbidden";
    REFUSES_FRIEND_REQUESTS = 20013 "RefuseFriend";
    EMAIL_REGISTERED = 20014 "EmailAlreadyRegister";
    CHAT_TOKEN_NOT_EXIST = 20101 "TokenNotExist";
}

impl Code {
    /// Whether it is success.
    #[must_use]
    pub const fn is_ok(self) -> bool {
        self.0 == 0
    }

    /// Whether the token itself is at fault, so that trying again with it makes no sense (1501 to 1507).
    #[must_use]
    pub const fn is_token(self) -> bool {
        matches!(self.0, 1501..=1507)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0, self.name())
    }
}

impl From<i32> for Code {
    fn from(number: i32) -> Self {
        Code(number)
    }
}
