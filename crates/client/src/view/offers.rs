//! What a server can do for an account that another cannot.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Codes;

/// What the server does for an account beside OpenIM's ways; the rest is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "types.gen.ts")]
pub struct Offers {
    /// Telling the devices that are signed in, and signing them out.
    pub devices: bool,
    /// Another recovery code.
    pub recovery_code: bool,
    /// Deleting the account.
    pub deletion: bool,
    /// Adding a mail address or a telephone, for codes.
    pub codes: Codes,
    /// Keeping what others may do.
    pub privacy: bool,
    /// Ending a friendship for both; and requests end by themselves.
    pub friendships: bool,
    /// Letting members write while a group is muted.
    pub exemptions: bool,
    /// Keeping pictures and files. A plain server is tried.
    pub avatars: bool,
    /// Keeping gender and birthday.
    pub about: bool,
    /// Giving an ID of one's own.
    pub personal_id: bool,
    /// Telling who has read what one wrote in a group.
    pub group_receipts: bool,
    /// Telling by itself when more have.
    pub receipt_pushes: bool,
    /// For so long one takes back what one wrote, in milliseconds; 0: for ever.
    #[ts(type = "number")]
    pub recall_ms: i64,
}
