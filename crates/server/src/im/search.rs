//! Finding messages: of those that the asker may read, the ones that hold his words, by the rules that both ends share.
//! Knows no page.

mod index;

use std::collections::{BTreeMap, BTreeSet};

use prost::Message as _;
use protocol::content;
use protocol::pb::MsgData;
use protocol::rest::ext::search::{FoundMessage, MOST_FOUND, SearchMessagesReq, SearchMessagesResp};
use protocol::search::{expression, query};
use rusqlite::Connection;

use super::{Failure, Im, Viewer};
use crate::store::found::{self, Found};
use crate::store::user_conversations::{self, UserConversation};
use crate::store::{deletions, users};

pub(crate) use index::Indexing;

/// With more conversations than this, all that holds the words is looked at.
const MOST_MARKED: usize = 200;
/// What one answer looks at; the asker goes on where it ended.
const MOST_SEEN: i64 = 5_000;
/// Bytes of messages in one answer.
const BUDGET: usize = 1 << 20;

const NOTHING: Failure = Failure::args("nothing is looked for");

impl Im {
    pub(crate) async fn search_messages(
        &self,
        of: Viewer,
        request: SearchMessagesReq,
    ) -> Result<SearchMessagesResp, Failure> {
        self.search.rate(&of.user_id, self.now())?;
        // What was written a moment ago is found too.
        self.index_newest().await?;
        self.db.read(move |connection| find(connection, &of, &request)).await
    }
}

fn find(connection: &Connection, of: &Viewer, request: &SearchMessagesReq) -> Result<SearchMessagesResp, Failure> {
    let query = query(&request.query).ok_or(NOTHING)?;
    let within = Within::new(connection, of, request)?;
    let mut answer = SearchMessagesResp {
        behind: found::newest(connection)?.saturating_sub(found::reached(connection)?.position),
        ..SearchMessagesResp::default()
    };
    if within.conversations.is_empty() {
        return Ok(answer);
    }
    let expression = expression(Some(&query), &within.marks());
    let before = if request.next > 0 { request.next } else { i64::MAX };
    let wanted = match request.count {
        count @ 1..MOST_FOUND => count.unsigned_abs() as usize,
        _ => MOST_FOUND.unsigned_abs() as usize,
    };
    let (mut budget, mut seen, mut last, mut full) = (BUDGET, 0, 0, false);
    found::descend(connection, &expression, before, MOST_SEEN, |found| {
        if answer.found.len() >= wanted || found.body.len() > budget {
            full = true;
            return Ok(false);
        }
        (seen, last) = (seen + 1, found.position);
        let Some(there) = within.shows(connection, &found)? else {
            return Ok(true);
        };
        budget -= found.body.len();
        if let Ok(message) = MsgData::decode(&*found.body) {
            answer.found.push(FoundMessage {
                conversation_id: there.wire_id.clone(),
                message,
            });
        }
        Ok(true)
    })?;
    if full || seen == MOST_SEEN {
        answer.next = last;
    }
    Ok(answer)
}

/// What the asker may see, as far as he wants to.
struct Within<'a> {
    of: i64,
    request: &'a SearchMessagesReq,
    conversations: BTreeMap<i64, UserConversation>,
    senders: BTreeSet<i64>,
}

impl<'a> Within<'a> {
    fn new(connection: &Connection, of: &Viewer, request: &'a SearchMessagesReq) -> Result<Self, Failure> {
        let all = match request.conversation_ids.as_slice() {
            [] => user_conversations::all(connection, of.row)?,
            some => super::pull::some(connection, of.row, some)?,
        };
        let mut senders = BTreeSet::new();
        for id in request.sender_ids.iter().take(MOST_MARKED) {
            // Whoever is nobody has written nothing.
            senders.insert(users::find(connection, id)?.map_or(0, |user| user.id));
        }
        Ok(Self {
            of: of.row,
            request,
            conversations: all.into_iter().map(|one| (one.conversation.id, one)).collect(),
            senders,
        })
    }

    fn marks(&self) -> Vec<Vec<String>> {
        if self.conversations.len() > MOST_MARKED {
            return Vec::new();
        }
        vec![self.conversations.keys().map(|id| index::mark(*id)).collect()]
    }

    fn shows(&self, connection: &Connection, found: &Found) -> rusqlite::Result<Option<&UserConversation>> {
        let Some(there) = self.conversations.get(&found.conversation) else {
            return Ok(None);
        };
        let (types, request) = (&self.request.content_types, self.request);
        let wanted = (there.first()..=there.last()).contains(&found.seq)
            && found.content_type != content::REVOKED
            && (self.senders.is_empty() || self.senders.contains(&found.sender))
            && (types.is_empty() || types.contains(&found.content_type))
            && found.send_time >= request.since
            && (request.until <= 0 || found.send_time <= request.until);
        if !wanted {
            return Ok(None);
        }
        let gone = deletions::between(connection, self.of, found.conversation, found.seq, found.seq)?;
        Ok(gone.is_empty().then_some(there))
    }
}
