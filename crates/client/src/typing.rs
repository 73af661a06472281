//! That somebody is writing: a word that is kept nowhere. It is sent seldom, and only where the few who get it may care.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use protocol::content::{self, TypingContent, from, session};
use protocol::pb::MsgData;
use tokio::time::Instant;

use crate::account::Account;
use crate::calls::wire;
use crate::store::{conversations, groups};

/// It is said again no sooner; whoever heard it forgets it after fifteen seconds.
const PAUSE: Duration = Duration::from_secs(10);

/// In a larger group nobody is told: everybody would be, all the time.
const LARGEST_GROUP: i64 = 100;

/// When this person was last said to be writing, by conversation.
#[derive(Default)]
pub(crate) struct Typing {
    said: Mutex<BTreeMap<String, Instant>>,
}

impl Typing {
    /// Whether it is worth saying now.
    fn says(&self, conversation: &str, on: bool, now: Instant) -> bool {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if !on {
            return said.remove(conversation).is_some();
        }
        if said.get(conversation).is_some_and(|then| now < *then + PAUSE) {
            return false;
        }
        said.insert(conversation.to_owned(), now);
        true
    }
}

/// Tells the others that this person writes, or stopped. Without a connection nobody needs to know.
pub(crate) async fn tell(account: &Account, conversation: &str, on: bool) -> anyhow::Result<()> {
    let Some(conn) = account.conn() else { return Ok(()) };
    let id = conversation.to_owned();
    let found = account
        .read(move |db| {
            let Some(row) = conversations::get(db, &id)? else {
                return Ok(None);
            };
            let few = match row.kind {
                session::SINGLE => true,
                session::GROUP => {
                    groups::get(db, &row.peer)?.is_some_and(|group| i64::from(group.members) <= LARGEST_GROUP)
                }
                _ => false,
            };
            Ok(few.then_some(row))
        })
        .await?;
    let Some(row) = found else { return Ok(()) };
    if !account.typing.says(conversation, on, Instant::now()) {
        return Ok(());
    }
    let owner = account.owner();
    let (recv_id, group_id) = match row.kind {
        session::GROUP => (String::new(), row.peer.clone()),
        _ => (row.peer.clone(), String::new()),
    };
    let mut options = BTreeMap::new();
    protocol::options::set_online_only(&mut options);
    let message = MsgData {
        send_id: owner.user_id,
        recv_id,
        group_id,
        client_msg_id: account.world.client_msg_id(),
        sender_platform_id: account.world.platform,
        sender_nickname: owner.nickname,
        session_type: row.kind,
        msg_from: from::USER,
        content_type: content::TYPING,
        content: serde_json::to_vec(&TypingContent::new(on))?,
        create_time: account.world.clock.now_ms(),
        options,
        ..MsgData::default()
    };
    if let Err(error) = wire::send(&conn, &message).await {
        tracing::debug!(%error, "Nobody is told that this person writes");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_once_in_ten_seconds_and_taken_back_once() {
        let typing = Typing::default();
        let now = Instant::now();
        assert!(typing.says("a", true, now));
        assert!(!typing.says("a", true, now + Duration::from_secs(9)));
        assert!(typing.says("b", true, now));
        assert!(typing.says("a", true, now + Duration::from_secs(10)));
        assert!(typing.says("a", false, now + Duration::from_secs(11)));
        assert!(!typing.says("a", false, now + Duration::from_secs(11)));
        assert!(typing.says("a", true, now + Duration::from_secs(12)));
    }
}
