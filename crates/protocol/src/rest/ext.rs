//! What Selkie's server adds beside OpenIM's paths. Where these answer an error or nothing, the server is a plain
//! OpenIM.

pub mod groups;
pub mod receipts;
pub mod search;

use serde::{Deserialize, Serialize};

use super::Empty;

/// `GET` without headers, below `/api` or not; the answer is [`Capabilities`] in the usual wrapper.
pub const CAPABILITIES: &str = "/ext/capabilities";

/// The `product` of a Selkie server.
pub const PRODUCT: &str = "selkie";

/// What `features` may name.
pub mod feature {
    /// [`DevicesReq`](super::DevicesReq) and [`EndDeviceReq`](super::EndDeviceReq).
    pub const DEVICES: &str = "devices";
    /// [`RenewRecoveryReq`](super::RenewRecoveryReq).
    pub const RECOVERY: &str = "recovery";
    /// [`DeleteAccountReq`](super::DeleteAccountReq).
    pub const DELETION: &str = "deletion";
    /// [`groups`](super::groups).
    pub const GROUPS: &str = "groups";
    /// [`PrivacyReq`](super::PrivacyReq) and [`SetPrivacyReq`](super::SetPrivacyReq).
    pub const PRIVACY: &str = "privacy";
    /// [`EndFriendshipReq`](super::EndFriendshipReq); and requests to be friends end after
    /// [`REQUEST_LIFE_MS`](crate::rest::friend::REQUEST_LIFE_MS).
    pub const FRIENDSHIPS: &str = "friendships";
    /// Files are kept: [`object`](crate::rest::object).
    pub const OBJECTS: &str = "objects";
    /// [`ProfileReq`](super::ProfileReq) and [`SetPersonalIdReq`](super::SetPersonalIdReq).
    pub const PROFILES: &str = "profiles";
    /// Codes go to mail addresses: for registering, signing in, a forgotten password, and to add one to an account by
    /// [`ProveContactReq`](super::ProveContactReq).
    pub const MAIL_CODES: &str = "mail-codes";
    /// The same to telephones.
    pub const PHONE_CODES: &str = "phone-codes";
    /// Nobody registers without a code.
    pub const REGISTRATION_CODE: &str = "registration-code";
    /// [`receipts`](super::receipts).
    pub const GROUP_RECEIPTS: &str = "group-receipts";
    /// What a person keeps is told by version:
    /// [`GetIncrementalCommandsReq`](crate::rest::versioned::GetIncrementalCommandsReq).
    pub const KEPT_VERSIONS: &str = "kept-versions";
    /// Who asks for those is told when they change.
    pub const RECEIPT_PUSHES: &str = "receipt-pushes";
    /// [`search`](super::search).
    pub const MESSAGE_SEARCH: &str = "message-search";
}

object! {
    pub struct Capabilities {
        /// [`PRODUCT`].
        pub product: String = "product",
        pub version: String = "version",
        /// Made once by the server; names it wherever it moves.
        pub server_id: String = "serverID",
        /// Another after the server's data was restored from a copy: seqs may have gone back.
        pub epoch: String = "epoch",
        /// As the server's owner named it.
        pub name: String = "name",
        pub registration: Registration = "registration",
        pub features: Vec<String> = "features",
        /// The most bytes that a message's frame may have.
        pub max_message_bytes: i64 = "maxMessageBytes",
        /// The most bytes that a file may have; 0 where none are kept.
        pub max_file_bytes: i64 = "maxFileBytes",
        /// For so long whoever wrote a message takes it back, in milliseconds; 0: for ever.
        pub revoke_ms: i64 = "revokeMs",
    }
}

object! {
    /// Where is the caller signed in? Asks with the token for chat, which every device has.
    pub struct DevicesReq {}

    /// Answers `/ext/devices`.
    pub struct DevicesResp {
        pub devices: Vec<Device> = "devices",
    }

    /// A token that lives, without the token.
    pub struct Device {
        pub id: String = "id",
        /// 0 until its first connection.
        pub platform_id: i32 = "platformID",
        /// The one that asks.
        pub this: bool = "this",
        pub online: bool = "online",
        /// Milliseconds since 1970.
        pub since: i64 = "since",
    }

    /// Signs one of the caller's devices out, at once.
    pub struct EndDeviceReq {
        /// Empty: the one that asks.
        pub id: String = "id",
    }

    /// Answers `/ext/devices/end`.
    pub struct EndDeviceResp {
        /// It was the one that asked.
        pub this: bool = "this",
    }
}

/// Who becomes somebody's friend: values of `adding`.
pub mod adding {
    /// Whoever asks, at once.
    pub const EVERYBODY: i32 = 0;
    /// Who is accepted.
    pub const CONSENT: i32 = 1;
    /// Nobody.
    pub const NOBODY: i32 = 2;
}

object! {
    /// What does the caller let others do? Asks with the token for chat.
    pub struct PrivacyReq {}

    /// Answers `/ext/privacy` and `/ext/privacy/set`.
    #[derive(Copy, Eq)]
    pub struct PrivacyResp {
        /// Found by his telephone number or mail address, if he has proven it.
        pub find_by_contact: bool = "findByContact",
        /// Found by his ID or account name.
        pub find_by_id: bool = "findByID",
        /// See [`adding`].
        pub adding: i32 = "adding",
        /// Put into groups without being asked.
        pub pulled: bool = "pulled",
    }

    /// What is `None` stays as it is.
    #[derive(Copy, Eq)]
    pub struct SetPrivacyReq {
        pub find_by_contact: Option<bool> = "findByContact",
        pub find_by_id: Option<bool> = "findByID",
        pub adding: Option<i32> = "adding",
        pub pulled: Option<bool> = "pulled",
    }

    /// Ends a friendship for both, where `/friend/delete_friend` leaves the other one's list alone.
    pub struct EndFriendshipReq {
        pub friend_user_id: String = "friendUserID",
    }
}

secret_object! {
    /// The next recovery code; the one before is void. Below `/chat`, as the account server's calls are.
    pub struct RenewRecoveryReq {
        /// As for signing in.
        pub password: String = "password",
    }

    /// Answers `/ext/recovery/renew`.
    pub struct RenewRecoveryResp {
        pub recovery_code: String = "recoveryCode",
    }

    /// Deletes the caller's account for ever. Below `/chat`.
    pub struct DeleteAccountReq {
        /// As for signing in.
        pub password: String = "password",
    }
}

object! {
    /// What does somebody say of himself, beyond what stands in every list? Below `/chat`, as is the next.
    pub struct ProfileReq {
        pub user_id: String = "userID",
    }

    /// Answers `/ext/profile`. What was not said is empty.
    pub struct ProfileResp {
        pub account: String = "account",
        /// See [`SetPersonalIdReq`].
        pub personal_id: String = "personalID",
        /// 1 male, 2 female.
        pub gender: i32 = "gender",
        /// Milliseconds since 1970 of midnight, UTC.
        pub birth: i64 = "birth",
    }

    /// Gives the caller an ID by which he is found and signs in, once: [`is_personal_id`].
    pub struct SetPersonalIdReq {
        pub personal_id: String = "personalID",
    }
}

/// 6 to 20 ASCII letters, digits, `_` and `-`, and not what a user ID of this server looks like.
#[must_use]
pub fn is_personal_id(id: &str) -> bool {
    (6..=20).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && !(id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_digit()))
}

secret_object! {
    /// Which addresses has the caller proven? Below `/chat`, as are the next two.
    pub struct ContactsReq {}

    /// Answers `/ext/contacts`. What was not proven is empty.
    pub struct ContactsResp {
        pub account: String = "account",
        pub email: String = "email",
        pub area_code: String = "areaCode",
        pub phone_number: String = "phoneNumber",
    }

    /// Adds a mail address or a telephone number to the caller's account, or puts it in the place of the one before.
    pub struct ProveContactReq {
        pub email: String = "email",
        pub area_code: String = "areaCode",
        pub phone_number: String = "phoneNumber",
        pub verify_code: String = "verifyCode",
        /// As for signing in.
        pub password: String = "password",
    }

    /// Takes one of them away.
    pub struct RemoveContactReq {
        /// The telephone number, not the mail address.
        pub phone: bool = "phone",
        /// As for signing in.
        pub password: String = "password",
    }
}

call! {
    "/ext/contacts", ContactsReq, ContactsResp;
    "/ext/contacts/prove", ProveContactReq, Empty;
    "/ext/contacts/remove", RemoveContactReq, Empty;
    "/ext/devices", DevicesReq, DevicesResp;
    "/ext/devices/end", EndDeviceReq, EndDeviceResp;
    "/ext/friends/end", EndFriendshipReq, Empty;
    "/ext/profile", ProfileReq, ProfileResp;
    "/ext/profile/personal_id", SetPersonalIdReq, Empty;
    "/ext/privacy", PrivacyReq, PrivacyResp;
    "/ext/privacy/set", SetPrivacyReq, PrivacyResp;
    "/ext/recovery/renew", RenewRecoveryReq, RenewRecoveryResp;
    "/ext/account/delete", DeleteAccountReq, Empty;
}

/// Who may register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registration {
    Open,
    Invite,
    /// Nobody; also what a word means that this version does not know.
    #[default]
    #[serde(other)]
    Closed,
}
