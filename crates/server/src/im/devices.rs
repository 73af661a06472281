//! The devices on which a person is signed in, each a living token, and ending one of them or all. A device is named by
//! its row, which opens nothing.

use db::Tx;

use super::{Caller, Failure, Im};
use crate::store::tokens;
use crate::store::users::User;

/// A living token of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) id: i64,
    /// 0: not bound to one yet.
    pub(crate) platform: i32,
    /// The one that asks.
    pub(crate) this: bool,
    pub(crate) online: bool,
    /// Milliseconds since 1970.
    pub(crate) since: i64,
}

const NO_DEVICE: Failure = Failure::new(
    protocol::Code::RECORD_NOT_FOUND,
    "the device is not signed in, or not this user's",
);

impl Im {
    /// Oldest first.
    pub(crate) async fn devices(&self, of: &Caller) -> Result<Vec<Device>, Failure> {
        let (user, own, now) = (of.user.id, of.token, self.now());
        let living = self
            .db
            .read(move |connection| Ok::<_, Failure>(tokens::living(connection, user, now)?));
        let connected = self.hub.connected(user);
        let living = living.await?.into_iter();
        Ok(living
            .map(|token| Device {
                id: token.id,
                platform: token.platform,
                this: token.hash == own,
                online: connected.contains(&token.hash),
                since: token.created,
            })
            .collect())
    }

    /// Ends one of the caller's devices; `None`: the one that asks. Whether it was that one.
    pub(crate) async fn end_device(&self, of: &Caller, device: Option<i64>) -> Result<bool, Failure> {
        let (im, user, own) = (self.clone(), of.user.id, of.token);
        self.db
            .write(move |tx| {
                let mut living = tokens::living(tx, user, im.now())?.into_iter();
                let ended = living.find(|token| device.map_or(token.hash == own, |id| token.id == id));
                let ended = ended.ok_or(NO_DEVICE)?;
                tokens::kick(tx, ended.id)?;
                let hub = im.clone();
                tx.after_commit(move || hub.hub.kick(user, |session| session.token == ended.hash));
                Ok(ended.hash == own)
            })
            .await
    }

    /// Ends all devices of a user, as a part of a larger write.
    pub(super) fn end_all_in(&self, tx: &mut Tx<'_>, user: &User) -> Result<(), Failure> {
        self.end_tokens_in(tx, user.id, |_, _| true)?;
        let (im, user) = (self.clone(), user.id);
        tx.after_commit(move || im.hub.kick(user, |_| true));
        Ok(())
    }
}
