//! Finding messages: of those that the asker may read, the ones that hold his words or are of the kind that he looks for, by
//! the rules that both ends share.
//! Knows no page.

mod index;

use std::collections::BTreeMap;

use prost::Message as _;
use protocol::content;
use protocol::pb::MsgData;
use protocol::rest::ext::search::{FoundMessage, MOST_FOUND, SearchMessagesReq, SearchMessagesResp};
use protocol::search::{Folded, Kind, expression, mark, query};
use rusqlite::Connection;

use super::{Failure, Im, Viewer};
use crate::store::found::{self, Found};
use crate::store::user_conversations::{self, UserConversation};
use crate::store::{deletions, users};

pub(crate) use index::Indexing;

/// With more ways of narrowing than this, what lies in any conversation is looked at.
const MOST_MARKED: usize = 200;
/// What one answer looks at; the asker goes on where it ended.
const MOST_SEEN: i64 = 5_000;
/// Bytes of messages in one answer.
const BUDGET: usize = 1 << 20;

const NOTHING: Failure = Failure::args("nothing is looked for");
const UNKNOWN: Failure = Failure::args("no such kind");

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
    let query = query(&request.query);
    let ids = [&request.conversation_ids, &request.sender_ids];
    if query.is_none() && request.kind == 0 && ids.iter().all(|ids| ids.is_empty()) {
        return Err(NOTHING);
    }
    let within = Within::new(connection, of, request)?;
    let mut answer = SearchMessagesResp {
        behind: found::newest(connection)?.saturating_sub(found::reached(connection)?.position),
        ..SearchMessagesResp::default()
    };
    if within.conversations.is_empty() {
        return Ok(answer);
    }
    let expression = within.expression(connection, query.as_ref())?;
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
}

impl<'a> Within<'a> {
    fn new(connection: &Connection, of: &Viewer, request: &'a SearchMessagesReq) -> Result<Self, Failure> {
        let all = match request.conversation_ids.as_slice() {
            [] => user_conversations::all(connection, of.row)?,
            some => super::pull::some(connection, of.row, some)?,
        };
        Ok(Self {
            of: of.row,
            request,
            conversations: all.into_iter().map(|one| (one.conversation.id, one)).collect(),
        })
    }

    /// Whose messages are looked for is for the index to tell; in which conversations, as long as they are not too many.
    fn expression(&self, connection: &Connection, query: Option<&Folded>) -> Result<String, Failure> {
        let kind = match self.request.kind {
            0 => None,
            number => Some(Kind::of_number(number).ok_or(UNKNOWN)?),
        };
        let senders = people(connection, &self.request.sender_ids)?;
        let mut named = people(connection, &self.request.named_ids)?;
        named.retain(|one| senders.is_empty() || senders.contains(one));
        let any = || vec![None];
        let senders = if senders.is_empty() { any() } else { senders };
        let ways = self.conversations.len() * senders.len().max(named.len());
        let places = match ways {
            ..=MOST_MARKED => self.conversations.keys().copied().map(Some).collect(),
            _ => any(),
        };
        let marks = |people: &[Option<i64>]| -> Vec<String> {
            let each = |place: &Option<i64>| people.iter().map(|one| mark(*place, *one, kind)).collect::<Vec<_>>();
            places.iter().flat_map(each).collect()
        };
        Ok(expression(query, &marks(&senders), &marks(&named)))
    }

    fn shows(&self, connection: &Connection, found: &Found) -> rusqlite::Result<Option<&UserConversation>> {
        let Some(there) = self.conversations.get(&found.conversation) else {
            return Ok(None);
        };
        let request = self.request;
        let wanted = (there.first()..=there.last()).contains(&found.seq)
            && found.content_type != content::REVOKED
            && found.send_time >= request.since
            && (request.until <= 0 || found.send_time <= request.until);
        if !wanted {
            return Ok(None);
        }
        let gone = deletions::between(connection, self.of, found.conversation, found.seq, found.seq)?;
        Ok(gone.is_empty().then_some(there))
    }
}

/// Their rows; whoever is nobody has written nothing.
fn people(connection: &Connection, ids: &[String]) -> Result<Vec<Option<i64>>, Failure> {
    let ids = ids.iter().take(MOST_MARKED);
    ids.map(|id| Ok(Some(users::find(connection, id)?.map_or(0, |user| user.id))))
        .collect()
}
