//! What is told to an App Server of what people write, where the owner of the server wants it. It is noted in the
//! transaction that it is about, and stays noted until somebody says that it was told: whenever the process dies,
//! nothing that was answered is missing, and what was told last may be told again. Knows no App Server.

use db::Tx;
use prost::Message as _;
use protocol::content;
use protocol::pb::MsgData;

use super::{Failure, Im, Sender};
use crate::store::{groups, routing, users};

/// Something to be told.
#[derive(Debug, Clone)]
pub(crate) struct Routed {
    pub(crate) id: i64,
    /// The message was taken back; what stands in its place says by whom.
    pub(crate) recalled: bool,
    pub(crate) message: MsgData,
}

impl Im {
    /// Notes a message of somebody who sent it from a device of his own.
    pub(super) fn note_sent(
        &self,
        tx: &Tx<'_>,
        from: &Sender,
        message: &MsgData,
        position: i64,
    ) -> Result<(), Failure> {
        if self.rules.routes && !from.privileged && message.sender_platform_id > 0 {
            routing::insert(tx, position)?;
        }
        Ok(())
    }

    pub(super) fn note_recalled(&self, tx: &Tx<'_>, conversation: &str, seq: i64) -> Result<(), Failure> {
        if self.rules.routes {
            routing::insert_recall(tx, conversation, seq)?;
        }
        Ok(())
    }

    /// The oldest of what is to be told, and where they end, which is behind the last of them: what was taken back
    /// before anybody was told of it is passed over.
    pub(crate) async fn to_tell(&self, limit: i64) -> Result<(Vec<Routed>, Option<i64>), Failure> {
        let waiting = self
            .db
            .read(move |connection| Ok::<_, Failure>(routing::next(connection, limit)?));
        let waiting = waiting.await?;
        let last = waiting.last().map(|one| one.id);
        let told = waiting.into_iter().filter_map(|one| {
            let message = MsgData::decode(&*one.body).ok()?;
            let is_gone = message.content_type == content::REVOKED;
            (is_gone == one.recalled).then_some(Routed {
                id: one.id,
                recalled: one.recalled,
                message,
            })
        });
        Ok((told.collect(), last))
    }

    /// All up to here was told, or is not to be.
    pub(crate) async fn routed(&self, id: i64) -> Result<(), Failure> {
        self.db
            .write(move |tx| Ok::<_, Failure>(routing::delete_up_to(tx, id)?))
            .await
    }

    /// What an App Server calls a person and a group, by the ids that travel.
    pub(crate) async fn served_names(
        &self,
        people: Vec<String>,
        group: String,
    ) -> Result<(Vec<String>, String), Failure> {
        self.db
            .read(move |connection| {
                let called = |own: String, foreign: Option<String>| foreign.filter(|id| !id.is_empty()).unwrap_or(own);
                let mut named = Vec::with_capacity(people.len());
                for id in people {
                    let foreign = users::find(connection, &id)?.map(|user| user.foreign_id);
                    named.push(called(id, foreign));
                }
                let foreign = groups::find(connection, &group)?.map(|group| group.foreign_id);
                Ok((named, called(group, foreign)))
            })
            .await
    }
}
