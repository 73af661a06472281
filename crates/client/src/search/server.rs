//! What is not on this device yet, where the server finds messages by the same rules: it says where they are, and they are
//! fetched like any other history. Then they are found here, and nothing of the rules stands twice.

use anyhow::Context as _;
use protocol::rest::ext::feature;
use protocol::rest::ext::search::{MOST_FOUND, SearchMessagesReq};
use protocol::search::{Folded, Kind};

use crate::account::Account;
use crate::calls::Part;
use crate::history::{Want, pull};
use crate::requests::Search;
use crate::session::ask;
use crate::spans::Span;
use crate::store::spans::MOST_HOLED;
use crate::store::{conversations, spans};

/// Fetches the newest of what the server finds and this device does not have. Answers with how many there were; none
/// without a connection, where the server offers nothing of the kind, and where nothing is missing here.
pub(crate) async fn fetch(account: &Account, request: &Search) -> anyhow::Result<u32> {
    let asked = super::asked(account, request).await?;
    let (Some(conn), true) = (account.conn(), account.owner().has(feature::MESSAGE_SEARCH)) else {
        return Ok(0);
    };
    let holed = account.read(|db| Ok(spans::holed(db, i64::MAX)?)).await?;
    let query: String = asked.query.iter().flat_map(Folded::signs).collect();
    let narrowed = !asked.conversation.is_empty() || !asked.sender.is_empty() || asked.kind.is_some();
    if holed.is_empty() || query.is_empty() && !narrowed {
        return Ok(0);
    }
    let one = |id: String| -> Vec<String> { Some(id).filter(|id| !id.is_empty()).into_iter().collect() };
    let conversation_ids = match one(asked.conversation) {
        // Of the others all is here.
        none if none.is_empty() && holed.len() < MOST_HOLED as usize => holed,
        places => places,
    };
    let request = SearchMessagesReq {
        query,
        conversation_ids,
        sender_ids: one(asked.sender),
        named_ids: asked.named,
        kind: asked.kind.map_or(0, Kind::number),
        since: asked.from.unwrap_or(0),
        until: asked.to.unwrap_or(0),
        next: 0,
        count: MOST_FOUND,
    };
    let told = ask(account, Part::Api, &request)
        .await
        .context("Search on the server")?;
    let wants = account
        .read(move |db| {
            let mut wants = Vec::new();
            for found in told.found {
                let (id, seq) = (found.conversation_id, found.message.seq);
                let Some(row) = conversations::get(db, &id)? else {
                    continue;
                };
                if seq >= row.first() && seq <= row.max_seq && spans::of(db, &id)?.around(seq).is_none() {
                    wants.push(Want::new(&id, Span { from: seq, to: seq }).silent(true));
                }
            }
            Ok(wants)
        })
        .await?;
    let count = u32::try_from(wants.len()).unwrap_or(u32::MAX);
    if count > 0 {
        pull(account, &conn, wants).await.context("Fetch what was found")?;
    }
    Ok(count)
}
