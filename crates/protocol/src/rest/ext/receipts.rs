//! Who has read what somebody wrote in a group. OpenIM's servers tell it between two people only.

object! {
    /// How many have read the caller's own messages in a group?
    pub struct GroupReceiptsReq {
        pub group_id: String = "groupID",
        pub seqs: Vec<i64> = "seqs",
        /// Whether the device that asks is told from now on when that changes: over its socket, for [`WATCHED_MS`], and of
        /// what it asked about last.
        pub watch: bool = "watch",
    }

    /// Answers `/ext/receipts`.
    pub struct GroupReceiptsResp {
        /// Of what is not the caller's there is none.
        pub receipts: Vec<GroupReceipt> = "receipts",
        /// It is told from now on: it wanted to be, and has a socket.
        pub watched: bool = "watched",
    }

    /// What is different from what was told before.
    pub struct GroupReceiptsTold {
        pub conversation_id: String = "conversationID",
        pub receipts: Vec<GroupReceipt> = "receipts",
    }

    /// Of those who may see the message, its writer left out.
    #[derive(Copy, Eq)]
    pub struct GroupReceipt {
        pub seq: i64 = "seq",
        pub read: i32 = "read",
        pub members: i32 = "members",
    }

    /// Who has read one of the caller's own messages in a group, and who not?
    pub struct GroupReadersReq {
        pub group_id: String = "groupID",
        pub seq: i64 = "seq",
    }

    /// Answers `/ext/receipts/readers`: at most [`MOST_READERS`] of each.
    pub struct GroupReadersResp {
        pub read: Vec<String> = "read",
        pub unread: Vec<String> = "unread",
        pub receipt: Option<GroupReceipt> = "receipt",
    }
}

/// For so long a device is told, if it does not ask again.
pub const WATCHED_MS: u64 = 15 * 60 * 1000;

/// People that one answer names on each side.
pub const MOST_READERS: usize = 1_000;

call! {
    "/ext/receipts", GroupReceiptsReq, GroupReceiptsResp;
    "/ext/receipts/readers", GroupReadersReq, GroupReadersResp;
}
