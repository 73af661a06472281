//! What Selkie's server adds beside OpenIM's paths. Where these answer an error or nothing, the server is a plain
//! OpenIM.

use serde::{Deserialize, Serialize};

/// `GET` without headers, below `/api` or not; the answer is [`Capabilities`] in the usual wrapper.
pub const CAPABILITIES: &str = "/ext/capabilities";

/// The `product` of a Selkie server.
pub const PRODUCT: &str = "selkie";

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
    }
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
