//! The IM half of one app: users, tokens, conversations, messages, presence. Holds the rules of chat; knows no HTTP, no
//! account and no password. The App Server half sees it through [`Door`] only.

mod blacks;
mod commands;
mod conversations;
mod devices;
mod door;
mod ears;
mod failure;
mod friends;
mod groups;
mod history;
mod hub;
mod identity;
mod lists;
mod marks;
mod messages;
mod notices;
mod objects;
mod presence;
mod privacy;
mod pull;
mod receipts;
mod revoking;
mod robots;
mod routing;
mod rules;
mod search;
#[cfg(test)]
mod tests;
mod tokens;
mod users;
mod wire;

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Weak};

use bytes::Bytes;
use db::{Db, Options};
use tokio::sync::watch;

pub use door::{Door, NewUser, Outgoing, Profile, ProfileChange, Sent, UserId};
pub use ears::{Hearing, News};
pub use failure::Failure;
pub use privacy::{By, PrivacyChange};
pub use robots::{Figures, Heard, Robot, Unseen};
pub use rules::{DevicePolicy, GroupRules, ObjectRules, Rules};
pub use tokens::Token;

pub(crate) use conversations::NO_CONVERSATION;
pub(crate) use friends::{Answer, Asking};
pub(crate) use groups::{Actor, LONGEST_S, RequestSide};
pub(crate) use history::Scope;
pub(crate) use hub::{End, Joining, Push, Session};
pub(crate) use lists::Active;
pub(crate) use marks::Mark;
pub(crate) use messages::Sender;
pub(crate) use objects::{
    Begun, Bucket, CHUNK, EXPIRES, MOST_PARTS, NO_OBJECT, Object, PART, Reading, SIGNATURE, Upload, Wanted, is_shown,
    part_size,
};
#[allow(unused_imports, reason = "groups ask for it")]
pub(crate) use pull::Viewer;
pub(crate) use routing::Routed;
pub(crate) use tokens::Caller;

use crate::env::{Clock, Env, Random};
use crate::limits::Rate;
use crate::store;
use identity::{Identity, Marker};

/// The database of an app, in its folder.
const FILE: &str = "app.db";

const MINUTE_MS: i64 = 60_000;
/// In bytes.
const MAX_OPERATION_ID: usize = 128;

/// The IM half of one app. Clones share it.
#[derive(Clone)]
pub struct Im {
    shared: Arc<Shared>,
    /// What is pushed bears the id of the call that it comes from: by it a device knows its own doing. `None`: no
    /// device's.
    operation: Option<Arc<str>>,
}

/// What the clones of an [`Im`] share. Its parts are for this crate only.
pub struct Shared {
    pub(crate) db: Db,
    pub(crate) hub: hub::Hub,
    pub(crate) ears: ears::Ears,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) rules: Rules,
    pub(crate) identity: Identity,
    marker: Marker,
    /// By who makes them.
    group_changes: Rate,
    rosters: groups::Rosters,
    objects: objects::Objects,
    object_key: objects::Key,
    /// How often people ask to be friends.
    requests: friends::Requests,
    search: search::Indexing,
    telling: receipts::Telling,
    /// Rung when messages were stored.
    stored: watch::Sender<()>,
    /// The newest time that was stamped on a message; only the writer moves it.
    stamped: AtomicI64,
}

impl std::ops::Deref for Im {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}

impl Im {
    /// Opens the app whose data lies in `folder`, which exists.
    pub(crate) async fn open(
        folder: &Path,
        rules: Rules,
        bucket: Option<Bucket>,
        env: &Env,
    ) -> Result<Self, db::OpenError> {
        let marked = Marker::read(folder);
        if marked.is_some() && !has_data(folder) {
            // Beginning anew would show everybody an empty server in place of the loss.
            return Err(db::OpenError::Damaged);
        }
        let mut objects = objects::Objects::open(folder, env.db_mode, env.clock.now_ms()).map_err(db::OpenError::Io)?;
        let db = Db::open(options(folder, env))?;
        let file = identity::file_of(&folder.join(FILE));
        let of = file.clone();
        let (random, routes) = (Arc::clone(&env.random), rules.routes);
        let (identity, reached, stamped, object_key, objects) = db
            .write(move |tx| {
                let (identity, reached) = identity::settle(tx, marked.as_ref(), &of, &*random)?;
                let stamped = store::conversations::newest_time(tx)?;
                let object_key = objects::Key::settle(tx, &*random)?;
                objects.settle(tx, bucket.map(|bucket| bucket.within(&identity.server_id)))?;
                if !routes {
                    // Who asks for it again begins with what is written then.
                    store::routing::delete_up_to(tx, i64::MAX)?;
                }
                Ok::<_, db::Error>((identity, reached, stamped, object_key, objects))
            })
            .await?;
        let marker = Marker::start(folder, &identity.epoch, file, reached, env.clock.now_ms());
        let im = Self {
            shared: Arc::new(Shared {
                db,
                hub: hub::Hub::default(),
                ears: ears::Ears::default(),
                clock: Arc::clone(&env.clock),
                random: Arc::clone(&env.random),
                group_changes: Rate::new(rules.groups.changes_per_minute, MINUTE_MS),
                rosters: groups::Rosters::default(),
                objects,
                object_key,
                requests: friends::Requests::new(rules.friend_requests_per_minute),
                search: search::Indexing::new(rules.searches_per_minute),
                telling: receipts::Telling::default(),
                rules,
                identity,
                marker,
                stored: watch::Sender::default(),
                stamped: AtomicI64::new(stamped),
            }),
            operation: None,
        };
        if !im.rules.plain {
            im.begin_indexing();
            im.begin_telling();
        }
        im.begin_moving();
        Ok(im)
    }

    /// The app, if it is still there.
    fn held(shared: &Weak<Shared>) -> Option<Self> {
        Some(Self {
            shared: shared.upgrade()?,
            operation: None,
        })
    }

    /// The same, acting for a call that has this id. A longer one than anybody needs goes to nobody.
    pub(crate) fn within(&self, operation_id: &str) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            operation: (operation_id.len() <= MAX_OPERATION_ID).then(|| operation_id.into()),
        }
    }

    /// The call that it acts for.
    pub(crate) fn call(&self) -> Option<Arc<str>> {
        self.operation.clone()
    }

    /// A push of one message.
    fn pushed(&self, conversation_id: String, notification: bool, body: Bytes) -> Arc<hub::Push> {
        wire::push(self.operation.clone(), conversation_id, notification, body)
    }

    /// Rings when messages were stored.
    pub(crate) fn news_of_messages(&self) -> watch::Receiver<()> {
        self.stored.subscribe()
    }

    /// Copies the database, as it is at one moment, to the folder of an app elsewhere.
    pub(crate) async fn copy_to(&self, folder: &Path) -> Result<(), db::Error> {
        self.db.copy_to(folder.join(FILE)).await
    }

    /// Copies the objects that the database names, but for those in the bucket. To be called after it was copied: all that
    /// it names lies here or there already, and nothing that is named ever changes.
    pub(crate) async fn copy_objects_to(&self, folder: &Path) -> std::io::Result<()> {
        self.objects.copy_to(folder).await
    }

    /// What the App Server half and the server's owner may do.
    pub fn door(&self) -> Door {
        Door::new(self.clone())
    }

    /// Ends all sessions, and lets none in any more.
    pub fn end_sessions(&self) {
        self.hub.close();
    }

    /// Ends all sessions, finishes the writes that wait and closes the database.
    pub async fn close(&self) {
        self.hub.close();
        self.search.end().await;
        self.telling.end().await;
        self.objects.end().await;
        self.db.clone().close().await;
        self.marker.finish();
    }

    /// Connected devices.
    pub fn sessions(&self) -> usize {
        self.hub.count()
    }
}

/// Whether a server of this version can open what lies in an app's folder, read to its end.
pub(crate) async fn check(folder: &Path, env: &Env) -> Result<(), db::OpenError> {
    if !has_data(folder) {
        return Err(db::OpenError::Damaged);
    }
    let db = Db::open(options(folder, env))?;
    let checked = db.check().await;
    db.close().await;
    Ok(checked?)
}

fn options(folder: &Path, env: &Env) -> Options {
    Options {
        path: folder.join(FILE),
        migrations: store::MIGRATIONS,
        readers: 2,
        mode: env.db_mode,
        vfs: env.vfs.clone(),
    }
}

fn has_data(folder: &Path) -> bool {
    std::fs::metadata(folder.join(FILE)).is_ok_and(|file| file.len() > 0)
}

impl Shared {
    pub(crate) fn now(&self) -> i64 {
        self.clock.now_ms()
    }

    /// A time for the next message: never before an earlier one's, whatever the clock does. Called by the writer only.
    fn stamp(&self) -> i64 {
        let time = self.now().max(self.stamped.load(Ordering::Relaxed));
        self.stamped.store(time, Ordering::Relaxed);
        time
    }

    /// The time as far as messages know it: never before the newest of them.
    pub(crate) fn time(&self) -> i64 {
        self.now().max(self.stamped.load(Ordering::Relaxed))
    }

    fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }
}
