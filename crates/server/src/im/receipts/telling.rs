//! Tells devices that look at what their people wrote in a group when more have read it. Marks that move together are read
//! together, and the larger a group, the more of them: at the most once in [`pause`] all marks of a group are read, however
//! many have moved and however many look. Who does not look costs nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use db::Tx;
use protocol::ids::conversation_id;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::counting::Marks;
use crate::im::{Failure, Im, Shared};
use crate::store::{conversations, groups, user_conversations};

/// What moves in so short a time is told together.
const GATHERED: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);

/// Between two readings of a group's marks: half a minute where it has 100,000 members.
fn pause(members: usize) -> Duration {
    let members = u64::try_from(members).unwrap_or(u64::MAX);
    Duration::from_micros(members.saturating_mul(300)).clamp(GATHERED, LONGEST)
}

#[derive(Default)]
pub(in crate::im) struct Telling {
    /// Conversations in which somebody has read, and when that is told.
    due: Mutex<BTreeMap<String, Instant>>,
    rung: Arc<Notify>,
    task: Mutex<JoinSet<()>>,
}

impl Telling {
    fn due(&self) -> MutexGuard<'_, BTreeMap<String, Instant>> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, conversation: String) {
        self.due()
            .entry(conversation)
            .or_insert_with(|| Instant::now() + GATHERED);
        self.rung.notify_one();
    }

    pub(in crate::im) async fn end(&self) {
        let mut task = std::mem::take(&mut *self.task.lock().unwrap_or_else(PoisonError::into_inner));
        task.shutdown().await;
    }
}

impl Im {
    pub(in crate::im) fn begin_telling(&self) {
        let mut task = self.telling.task.lock().unwrap_or_else(PoisonError::into_inner);
        // Not the app itself: who holds the task must not be held by it.
        task.spawn(run(Arc::downgrade(&self.shared), Arc::clone(&self.telling.rung)));
    }

    /// Somebody has read in a group, came in or went.
    pub(in crate::im) fn readers_moved_in(&self, tx: &mut Tx<'_>, conversation: &str) {
        let (im, conversation) = (self.clone(), conversation.to_owned());
        tx.after_commit(move || {
            if im.hub.is_looked_at(&conversation) {
                im.telling.note(conversation);
            }
        });
    }

    /// Tells all who look; and for how long nobody is told again.
    async fn tell_readers(&self, conversation: &str) -> Result<Duration, Failure> {
        let looks = self.hub.looks(conversation);
        if looks.is_empty() {
            return Ok(Duration::ZERO);
        }
        let id = conversation.to_owned();
        let marks = self.db.read(move |connection| {
            let group = conversation_id::group_of(&id).unwrap_or_default();
            let group = groups::status(connection, group)?;
            let there = conversations::find(connection, &id)?;
            let readers = match (group, there) {
                (Some((group, _)), Some(there)) => user_conversations::readers(connection, group, there.id)?,
                _ => Vec::new(),
            };
            Ok::<_, Failure>(Marks::new(&readers))
        });
        let marks = marks.await?;
        for look in looks {
            match &look.told {
                // Who went is told nothing more.
                _ if !marks.has(look.user) => self.hub.look_away(conversation, look.session),
                Some(told) => {
                    let now = told.iter().map(|one| marks.receipt(look.user, one.seq)).collect();
                    self.hub.tell_look(conversation, &look, now);
                }
                // What it is answered may be older than this.
                None => self.telling.note(conversation.to_owned()),
            }
        }
        Ok(pause(marks.len()))
    }
}

async fn run(shared: Weak<Shared>, rung: Arc<Notify>) {
    // Conversations that were told of, and when they may be again.
    let mut rests = BTreeMap::<String, Instant>::new();
    loop {
        let Some(im) = Im::held(&shared) else { return };
        let now = Instant::now();
        rests.retain(|_, until| *until > now);
        let at = |(id, due): (&String, &Instant)| (rests.get(id).map_or(*due, |rest| *rest.max(due)), id.clone());
        let next = im.telling.due().iter().map(at).min();
        match next {
            Some((at, id)) if at <= now => {
                im.telling.due().remove(&id);
                let told = im.tell_readers(&id).await;
                let told = told.inspect_err(|failure| tracing::warn!(%failure, "Nobody is told who has read"));
                rests.insert(id, Instant::now() + told.unwrap_or(LONGEST));
            }
            next => {
                drop(im);
                let due = async {
                    match next {
                        Some((at, _)) => tokio::time::sleep_until(at).await,
                        None => std::future::pending().await,
                    }
                };
                tokio::select! {
                    biased;
                    () = rung.notified() => {}
                    () = due => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_group_is_read_seldom() {
        assert_eq!(pause(3), Duration::from_secs(1));
        assert_eq!(pause(10_000), Duration::from_secs(3));
        assert_eq!(pause(100_000), Duration::from_secs(30));
    }
}
