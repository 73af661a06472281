//! Keeps the index of words after the messages: beside them, in stretches, and with pauses, so that a message waits for
//! nobody who might look for it one day.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use prost::Message as _;
use protocol::content::{self, Act, ActContent, searchable};
use protocol::options::{NOT_PRIVATE, Options};
use protocol::pb::MsgData;
use protocol::search::{Findable, VERSION, index_words, marks};
use rusqlite::Connection;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::super::{Failure, Im, MINUTE_MS, Shared};
use crate::limits::Rate;
use crate::store::found::{self, Reached, Unread};

/// Messages of one write.
const STRETCH: i64 = 200;
/// Stretches that somebody waits for who asks.
const WAITED_FOR: usize = 10;
/// Pauses are so many times as long as the work before them.
const REST: u32 = 3;
/// What comes in so short a time is read together.
const GATHERED: Duration = Duration::from_millis(500);
const AFTER_TROUBLE: Duration = Duration::from_secs(10);

/// The state of finding in one app.
pub(crate) struct Indexing {
    searches: Rate,
    /// Two would read the same stretch.
    turn: tokio::sync::Mutex<()>,
    task: Mutex<JoinSet<()>>,
}

impl Indexing {
    pub(in crate::im) fn new(searches_per_minute: u32) -> Self {
        Self {
            searches: Rate::new(searches_per_minute, MINUTE_MS),
            turn: tokio::sync::Mutex::default(),
            task: Mutex::default(),
        }
    }

    pub(super) fn rate(&self, user_id: &str, now: i64) -> Result<(), Failure> {
        let taken = self.searches.take(user_id, now);
        taken.map_err(|wait| Failure::early("too many searches", wait.ms))
    }

    pub(in crate::im) async fn end(&self) {
        let mut task = std::mem::take(&mut *self.task.lock().unwrap_or_else(PoisonError::into_inner));
        task.shutdown().await;
    }
}

impl Im {
    /// Reads what is stored into the index for as long as the app is open.
    pub(in crate::im) fn begin_indexing(&self) {
        let mut task = self.search.task.lock().unwrap_or_else(PoisonError::into_inner);
        // Not the app itself: who holds the task must not be held by it.
        task.spawn(run(Arc::downgrade(&self.shared), self.stored.subscribe()));
    }

    /// As far as somebody waits for it.
    pub(super) async fn index_newest(&self) -> Result<(), Failure> {
        for _ in 0..WAITED_FOR {
            if !self.index_some().await? {
                break;
            }
        }
        Ok(())
    }

    /// Reads a stretch; whether more may follow.
    async fn index_some(&self) -> Result<bool, Failure> {
        let _turn = self.search.turn.lock().await;
        let stretch = self.db.read(|connection| {
            let reached = found::reached(connection)?;
            let anew = reached.version != VERSION;
            let after = if anew { 0 } else { reached.position };
            Ok::<_, Failure>((
                anew,
                Stretch::read(connection, &found::unread(connection, after, STRETCH)?)?,
            ))
        });
        let (anew, stretch) = stretch.await?;
        let Some(position) = stretch.last else {
            return Ok(false);
        };
        let more = stretch.more;
        self.db
            .write(move |tx| {
                if anew {
                    found::clear(tx)?;
                }
                for one in &stretch.words {
                    found::put(tx, one.position, one.content_type, &one.words)?;
                }
                let version = VERSION;
                Ok::<_, Failure>(found::reach(tx, Reached { version, position })?)
            })
            .await?;
        Ok(more)
    }
}

async fn run(shared: Weak<Shared>, mut stored: watch::Receiver<()>) {
    let mut troubled = false;
    while let Some(im) = Im::held(&shared) {
        let began = Instant::now();
        let indexed = im.index_some().await;
        drop(im);
        let pause = match indexed {
            Ok(true) => began.elapsed() * REST,
            Ok(false) => {
                troubled = false;
                if stored.changed().await.is_err() {
                    return;
                }
                GATHERED
            }
            Err(failure) => {
                if !std::mem::replace(&mut troubled, true) {
                    tracing::warn!(%failure, "Messages could not be read into the index; it goes on trying");
                }
                AFTER_TROUBLE
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// Messages that follow one another.
struct Stretch {
    words: Vec<Words>,
    /// Where it ends; `None`: there is nothing.
    last: Option<i64>,
    more: bool,
}

/// What a message is found by from now on.
struct Words {
    position: i64,
    content_type: i32,
    words: String,
}

impl Stretch {
    fn read(connection: &Connection, messages: &[Unread]) -> rusqlite::Result<Self> {
        let mut words = Vec::new();
        for one in messages {
            words.extend(said(connection, one)?);
        }
        Ok(Self {
            words,
            last: messages.last().map(|one| one.position),
            more: messages.len() as i64 == STRETCH,
        })
    }
}

/// What was said, or what an earlier message says now. What burns after reading is not found.
fn said(connection: &Connection, one: &Unread) -> rusqlite::Result<Option<Words>> {
    let Ok(message) = MsgData::decode(&*one.body) else {
        return Ok(None);
    };
    if !Options(&message.options).get(NOT_PRIVATE) || Options(&message.options).is_notification() {
        return Ok(None);
    }
    let (position, content_type, edited) = if one.content_type == content::CUSTOM_QUIET {
        match edited(connection, one, &message)? {
            Some((position, content_type, words)) => (position, content_type, Some(words)),
            None => return Ok(None),
        }
    } else {
        (one.position, one.content_type, None)
    };
    let found = Findable::of(content_type, &message.content, &message.ex, edited);
    Ok(found.map(|found| Words {
        position,
        content_type,
        words: index_words(&found.text, &marks(one.conversation, one.sender, &found.kinds)),
    }))
}

/// The message that somebody edited, where it is his own, and its words.
fn edited(connection: &Connection, one: &Unread, message: &MsgData) -> rusqlite::Result<Option<(i64, i32, String)>> {
    let Some(ActContent {
        author,
        target,
        act: Act::Edit { words },
    }) = ActContent::decode(&message.content)
    else {
        return Ok(None);
    };
    if author != message.send_id {
        return Ok(None);
    }
    let place = found::place(connection, one.conversation, one.sender, &target)?;
    let place = place.filter(|(_, content_type)| content::is_editable(*content_type));
    let text = searchable(content::AT_TEXT, &words.encode(), "");
    Ok(place
        .zip(text)
        .map(|((position, content_type), text)| (position, content_type, text)))
}
