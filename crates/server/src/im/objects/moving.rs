//! Objects on their way into the bucket, and out of it. What people put here lies on the disk before it has a row, so that
//! nobody waits for a store elsewhere, and goes on from there; what is in the bucket is read from it. One task does both, one
//! object at a time: what it removes it cannot be putting.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::bucket::Bucket;
use super::part_size;
use crate::im::{Failure, Im, Shared};
use crate::store::{meta, object_removals, objects};

/// An upload in pieces that this process may not live to end.
const BEGUN: &str = "bucket_upload";
/// Looked up at one time.
const SOME: i64 = 100;
/// After trouble, and twice as long each time.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

type Object = (i64, String);

#[derive(Default)]
pub(super) struct Moving {
    /// On the disk, and to be in the bucket.
    waiting: Mutex<BTreeSet<Object>>,
    rung: Arc<Notify>,
    task: Mutex<JoinSet<()>>,
}

impl Moving {
    fn waiting(&self) -> MutexGuard<'_, BTreeSet<Object>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn wait(&self, objects: impl IntoIterator<Item = Object>) {
        self.waiting().extend(objects);
        self.ring();
    }

    pub(super) fn ring(&self) {
        self.rung.notify_one();
    }

    /// The one behind this, or the first: one that cannot go does not hold up the others.
    fn next(&self, after: Option<&Object>) -> Option<Object> {
        let waiting = self.waiting();
        let behind = after.map(|after| (Bound::Excluded(after.clone()), Bound::Unbounded));
        let behind = behind.and_then(|behind| waiting.range(behind).next());
        behind.or_else(|| waiting.first()).cloned()
    }

    pub(super) async fn end(&self) {
        let mut task = std::mem::take(&mut *self.task.lock().unwrap_or_else(PoisonError::into_inner));
        task.shutdown().await;
    }
}

impl Im {
    /// Keeps the bucket as it should be for as long as the app is open.
    pub(in crate::im) fn begin_moving(&self) {
        let Some(bucket) = self.objects.bucket.clone() else {
            return;
        };
        let moving = &self.objects.moving;
        let mut task = moving.task.lock().unwrap_or_else(PoisonError::into_inner);
        // Not the app itself: who holds the task must not be held by it.
        task.spawn(run(Arc::downgrade(&self.shared), bucket, Arc::clone(&moving.rung)));
    }

    /// Moves what waits, beginning behind `after`, which is where it got stuck before.
    async fn move_all(&self, bucket: &Bucket, after: &mut Option<Object>) -> Result<()> {
        let moving = &self.objects.moving;
        while let Some(object) = moving.next(after.as_ref()) {
            *after = Some(object.clone());
            self.move_one(bucket, &object).await?;
            moving.waiting().remove(&object);
        }
        Ok(())
    }

    async fn move_one(&self, bucket: &Bucket, (owner, content): &Object) -> Result<()> {
        self.give_up_begun(bucket).await.context("Give an upload up")?;
        let (owner, disk) = (*owner, &self.objects.disk);
        let mut reading = match disk.read_from(owner, content, 0).await {
            // It was deleted meanwhile.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            reading => reading.context("Open a file")?,
        };
        let size = disk.size(owner, content).await.context("Measure a file")?;
        let piece = usize::try_from(part_size(size))?;
        let mut bytes = disk.read(&mut reading, piece).await.context("Read a file")?;
        if size <= bytes.len() as u64 {
            bucket.put(owner, content, bytes).await.context("Put a file")?;
        } else {
            let begun = bucket.begin(owner, content).await.context("Begin a file")?;
            self.note_begun(serde_json::to_string(&begun)?).await?;
            let mut put = Vec::new();
            while !bytes.is_empty() {
                bucket
                    .put_piece(&begun, &mut put, bytes)
                    .await
                    .context("Put a piece of a file")?;
                bytes = disk.read(&mut reading, piece).await.context("Read a file")?;
            }
            bucket.end(&begun, put).await.context("End a file")?;
            self.note_begun(String::new()).await?;
        }
        disk.leave(owner, content).await.context("Remove what is in the bucket")
    }

    /// What an earlier try has begun and not ended.
    async fn give_up_begun(&self, bucket: &Bucket) -> Result<()> {
        let noted = self
            .db
            .read(|connection| Ok::<_, Failure>(meta::get(connection, BEGUN)?));
        if let Ok(begun) = serde_json::from_str(&noted.await?.unwrap_or_default()) {
            bucket.give_up(&begun).await?;
            self.note_begun(String::new()).await?;
        }
        Ok(())
    }

    async fn note_begun(&self, begun: String) -> Result<()> {
        let noted = self.db.write(move |tx| Ok::<_, Failure>(meta::set(tx, BEGUN, &begun)?));
        noted.await.context("Note an upload")
    }

    /// Removes what nobody names any more.
    async fn remove_all(&self, bucket: &Bucket) -> Result<()> {
        loop {
            let left = self
                .db
                .read(|connection| Ok::<_, Failure>(object_removals::some(connection, SOME)?));
            let left = left.await?;
            if left.is_empty() {
                return Ok(());
            }
            for (owner, content) in left {
                let named = content.clone();
                let named = self
                    .db
                    .read(move |connection| Ok::<_, Failure>(objects::is_named(connection, owner, &named)?));
                // The same bytes may have come again.
                if !named.await? {
                    bucket.remove(owner, &content).await.context("Remove a file")?;
                }
                let done = self
                    .db
                    .write(move |tx| Ok::<_, Failure>(object_removals::delete(tx, owner, &content)?));
                done.await?;
            }
        }
    }
}

async fn run(shared: Weak<Shared>, bucket: Bucket, rung: Arc<Notify>) {
    let (mut pause, mut after) = (PAUSE, None);
    while let Some(im) = Im::held(&shared) {
        let moved = im.move_all(&bucket, &mut after).await;
        let done = moved.and(im.remove_all(&bucket).await);
        let left = im.objects.moving.waiting().len();
        drop(im);
        match done {
            Ok(()) => {
                if pause > PAUSE {
                    tracing::info!("The bucket is as it should be again");
                }
                pause = PAUSE;
                rung.notified().await;
            }
            Err(error) => {
                if pause == PAUSE {
                    let error = format!("{error:#}");
                    tracing::warn!(
                        error,
                        left,
                        "Files cannot go into the bucket or out of it; it goes on trying"
                    );
                }
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST);
            }
        }
    }
}
