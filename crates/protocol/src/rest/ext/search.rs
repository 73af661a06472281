//! Messages that are found on the server, by the rules of [`search`](crate::search). OpenIM's servers find none.

use crate::pb::MsgData;

object! {
    /// Which of the messages that the caller may read hold these words? The newest first.
    pub struct SearchMessagesReq {
        /// Empty: all that the rest of it is about, which must be something then.
        pub query: String = "query",
        /// Empty: in all.
        pub conversation_ids: Vec<String> = "conversationIDs",
        /// Empty: of everybody.
        pub sender_ids: Vec<String> = "senderIDs",
        /// Whose messages are found whatever their words are.
        pub named_ids: Vec<String> = "namedIDs",
        /// As [`Kind`](crate::search::Kind) has its numbers; 0: of every kind.
        pub kind: i32 = "kind",
        /// Milliseconds since 1970, both included; 0: no limit.
        pub since: i64 = "since",
        pub until: i64 = "until",
        /// [`SearchMessagesResp::next`] of the page before; 0: from the newest.
        pub next: i64 = "next",
        /// At most [`MOST_FOUND`]; 0 as much.
        pub count: i32 = "count",
    }

    /// Answers `/ext/search/messages`.
    pub struct SearchMessagesResp {
        pub found: Vec<FoundMessage> = "found",
        /// Where the next page begins; 0: there is none. A page may have fewer messages than were wanted, or none, and
        /// others may follow.
        pub next: i64 = "next",
        /// Messages that have not been read into the index yet.
        pub behind: i64 = "behind",
    }

    pub struct FoundMessage {
        pub conversation_id: String = "conversationID",
        pub message: MsgData = "message",
    }
}

/// Messages of one answer.
pub const MOST_FOUND: i32 = 50;

call! {
    "/ext/search/messages", SearchMessagesReq, SearchMessagesResp;
}
