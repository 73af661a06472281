//! Files that people put on the server: how they come, what they are called, who gets them, and when they go. Knows no
//! HTTP.
//!
//! ```text
//! FOLDER/objects/OWNER/CONTENT      the bytes, under the SHA-256 of them, in a folder of whoever put them here
//! FOLDER/uploads/ID.bytes, .list    what is still coming, and which parts of it came
//! FOLDER/thumbnails/OWNER/CONTENT-SIDE
//! ```
//!
//! A file is whole, synced and has its lasting name before the row that names it is committed. When the process dies in
//! between, there are bytes that nobody can ask for, and the next opening removes them; a row without its bytes there
//! never is. Where the owner of the server has set up a bucket, whole files move on into it, and are read from there. Folders are people's own, so that nobody learns of what others have, and nothing stays of who is gone.

mod bucket;
mod disk;
mod ground;
mod kinds;
mod moving;
mod name;
mod parts;
mod signing;
mod thumbnails;
mod uploads;
mod uses;

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use bytes::Bytes;
use db::Tx;
use protocol::Code;
use rusqlite::Connection;
use tokio::sync::Semaphore;

pub(crate) use bucket::Bucket;
pub(crate) use disk::CHUNK;
pub(crate) use kinds::is_shown;
pub(crate) use signing::Key;
pub(crate) use uploads::{Upload, Wanted};

use super::{Failure, Im};
pub(crate) use crate::store::objects::Object;
use crate::store::users::User;
use crate::store::{object_removals, objects};

use disk::Disk;
use ground::Ground;
use moving::Moving;
use parts::failed;
use uploads::Uploads;

/// The smallest part into which clients cut a file, and what it may be at most.
pub(crate) const PART: u64 = 5 << 20;
pub(crate) const MOST_PARTS: u64 = 10_000;
/// An address with a signature is worth something for so long.
const SIGNED_MS: i64 = 6 * 60 * 60 * 1000;

/// In the query of an address: when it ends, in milliseconds since 1970, and the signature over name and end.
pub(crate) const EXPIRES: &str = "expires";
pub(crate) const SIGNATURE: &str = "signature";
/// Of a small picture that goes inside of a message.
const CARRIED_SIDE: u32 = 160;

const OFF: Failure = Failure::new(Code::RECORD_NOT_FOUND, "this server keeps no files");
const TOO_LARGE: Failure = Failure::args("the file is empty or larger than this server takes");
const FULL: Failure = Failure::new(Code::NO_PERMISSION, "the person keeps as many files as one may");
const GONE: Failure = Failure::new(Code::UPLOAD_EXPIRED, "there is no such upload");
const OTHER: Failure = Failure::args("what came is not what was announced");
pub(crate) const NO_OBJECT: Failure = Failure::new(Code::RECORD_NOT_FOUND, "there is no such object");

/// The objects of one app.
pub(crate) struct Objects {
    disk: Disk,
    /// Where they lie in the end, if not on the disk.
    bucket: Option<Bucket>,
    moving: Moving,
    uploads: Uploads,
    /// Pictures that are made small at one time.
    unpacking: Semaphore,
    swept: AtomicI64,
}

/// An object from which is read.
pub(crate) enum Reading {
    Disk(disk::Reading),
    Bucket(bucket::Stretch),
}

/// How an upload goes on.
pub(crate) enum Begun {
    /// The person put it here before.
    Known(String),
    Upload(Box<Upload>),
}

impl Objects {
    pub(crate) fn open(folder: &Path, mode: db::Mode, now: i64) -> io::Result<Self> {
        let disk = Disk::open(folder, mode);
        let found = Ground::find(disk.coming())?;
        Ok(Self {
            uploads: Uploads::of(found, now),
            disk,
            bucket: None,
            moving: Moving::default(),
            unpacking: Semaphore::new(thumbnails::AT_ONCE),
            swept: AtomicI64::new(now),
        })
    }

    /// Removes what no row names. Called before anybody can put anything here.
    pub(super) fn settle(&mut self, connection: &Connection, bucket: Option<Bucket>) -> Result<(), db::Error> {
        self.bucket = bucket;
        let named: BTreeSet<(i64, String)> = objects::contents(connection)?.into_iter().collect();
        let kept = self
            .disk
            .keep_only(|owner, content| named.contains(&(owner, content.to_owned())));
        match kept {
            Ok(kept) => self.kept(kept),
            // They are in nobody's way.
            Err(error) => tracing::warn!(kind = %error.kind(), "Files that nobody names could not be removed"),
        }
        Ok(())
    }

    /// These lie on the disk and have their rows.
    fn kept(&self, objects: impl IntoIterator<Item = (i64, String)>) {
        if self.bucket.is_some() {
            self.moving.wait(objects);
        }
    }

    /// Lets go of the bucket.
    pub(super) async fn end(&self) {
        self.moving.end().await;
    }

    pub(crate) async fn copy_to(&self, folder: &Path) -> io::Result<()> {
        self.disk.copy_to(folder).await
    }

    /// Whether it is time again.
    fn turn_to_sweep(&self, now: i64, every: i64) -> bool {
        let last = self.swept.load(Ordering::Relaxed);
        let due = !(last..last.saturating_add(every)).contains(&now);
        due && self
            .swept
            .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    }
}

/// Bytes of one part, for a file of this size.
pub(crate) fn part_size(size: u64) -> u64 {
    PART.max(size.div_ceil(MOST_PARTS))
}

impl Im {
    pub(crate) fn keeps_objects(&self) -> bool {
        self.rules.objects.file > 0
    }

    /// Begins to take a file from its owner, or goes on with it.
    pub(crate) async fn begin_upload(&self, owner: &User, wanted: Wanted) -> Result<Begun, Failure> {
        if !self.keeps_objects() {
            return Err(OFF);
        }
        if wanted.size == 0 || wanted.size > self.rules.objects.file {
            return Err(TOO_LARGE);
        }
        if wanted.part_size == 0 || wanted.parts() > MOST_PARTS {
            return Err(Failure::args("the parts are too small"));
        }
        let file = name::file(&owner.user_id, &wanted.name).ok_or(Failure::args(
            "the name does not begin with the user ID and a slash, or is no name",
        ))?;
        self.sweep().await?;
        let (row, hash, size, now) = (owner.id, wanted.hash.clone(), signed(wanted.size), self.now());
        let known = move |connection: &Connection| objects::known(connection, row, &hash, size);
        if let Some(name) = self.known(known).await? {
            return Ok(Begun::Known(name));
        }
        if let Some(upload) = self.objects.uploads.again(owner.id, &wanted, now) {
            return Ok(Begun::Upload(Box::new(upload)));
        }
        let kept = self
            .db
            .read(move |connection| Ok::<_, Failure>(objects::total(connection, row)?));
        let coming = signed(self.objects.uploads.announced(owner.id));
        if signed(self.rules.objects.person) - kept.await?.saturating_add(coming) < size {
            return Err(FULL);
        }
        let id = protocol::ids::hex(&self.random_bytes::<16>());
        let upload = Upload::new(id.clone(), owner.id, wanted, file, now);
        let announced = serde_json::to_string(&upload).map_err(|_| OTHER)?;
        let folder = self.objects.disk.coming().to_owned();
        let ground = self.objects.disk.run(move || Ground::make(&folder, &id, &announced));
        let over = self
            .objects
            .uploads
            .begin(upload.clone(), ground.await.map_err(failed)?);
        self.remove_uploads(over).await?;
        Ok(Begun::Upload(Box::new(upload)))
    }

    /// An object that is here already: it stays for a while, though nothing may name it yet.
    async fn known(
        &self,
        find: impl FnOnce(&Connection) -> rusqlite::Result<Option<Object>> + Send + 'static,
    ) -> Result<Option<String>, Failure> {
        let known = self
            .db
            .read(move |connection| Ok::<_, Failure>(find(connection)?))
            .await?;
        let Some(known) = known else {
            return Ok(None);
        };
        let now = self.now();
        self.db
            .write(move |tx| {
                // It may have gone meanwhile.
                let still = objects::get(tx, &known.name)?.is_some();
                objects::touch(tx, &known.name, now)?;
                Ok::<_, Failure>(still.then_some(known.name))
            })
            .await
    }

    async fn remove_uploads(&self, over: Vec<std::sync::Arc<Ground>>) -> Result<(), Failure> {
        let removed = self.objects.disk.run(move || {
            over.iter().for_each(|ground| ground.remove());
            Ok(())
        });
        removed.await.map_err(failed)
    }

    pub(crate) async fn object(&self, name: &str) -> Result<Option<Object>, Failure> {
        let name = name.to_owned();
        self.db
            .read(move |connection| Ok(objects::get(connection, &name)?))
            .await
    }

    /// What stands behind an object's address so that it is worth something until a time, which is told too.
    pub(crate) fn sign_object(&self, name: &str) -> (i64, String) {
        let expires = self.now().saturating_add(SIGNED_MS);
        let signature = self.object_key.sign(name, expires);
        (expires, format!("{EXPIRES}={expires}&{SIGNATURE}={signature}"))
    }

    /// An address of this server so that it is worth something for a while; `None` for any other.
    pub(crate) fn signed_address(&self, address: &str) -> Option<String> {
        let name = self.named_at(address)?;
        let join = if address.contains('?') { '&' } else { '?' };
        Some(format!("{address}{join}{}", self.sign_object(name).1))
    }

    /// The bytes behind an address of this server: a small picture of a picture, anything else where it is small itself.
    pub(crate) async fn carried(&self, address: &str, most: usize) -> Option<Vec<u8>> {
        let object = self.object(self.named_at(address)?).await.ok()??;
        let small = self.thumbnail(&object, CARRIED_SIDE, CARRIED_SIDE).await.ok()?;
        if let Some((bytes, _)) = small.filter(|(bytes, _)| bytes.len() <= most) {
            return Some(bytes);
        }
        if object.size > signed(most as u64) {
            return None;
        }
        let mut reading = self.read_object(&object, 0, object.size.unsigned_abs()).await.ok()?;
        let mut bytes = Vec::new();
        loop {
            let more = self.read_on(&mut reading, most).await.ok()?;
            if more.is_empty() {
                return Some(bytes);
            }
            bytes.extend_from_slice(&more);
        }
    }

    /// The name of an object of this server that an address holds.
    fn named_at<'a>(&self, address: &'a str) -> Option<&'a str> {
        let (_, name) = address.split_once("/object/")?;
        let name = name.split(['?', '#']).next()?;
        (name.split('/').nth(1)? == self.identity.server_id).then_some(name)
    }

    /// Whether whoever shows this may read an object: its name alone is worth something only where the owner of the
    /// server says so.
    pub(crate) fn opens_object(&self, name: &str, expires: i64, signature: &str) -> bool {
        self.rules.objects.plain_names
            || self.rules.plain
            || expires >= self.now() && self.object_key.signed(name, expires, signature)
    }

    /// A stretch of an object, wherever it lies. From the disk it goes when it is in the bucket, and not before.
    pub(crate) async fn read_object(&self, object: &Object, from: u64, length: u64) -> io::Result<Reading> {
        let Objects { disk, bucket, .. } = &self.objects;
        match (disk.read_from(object.owner, &object.content, from).await, bucket) {
            (Err(error), Some(bucket)) if error.kind() == io::ErrorKind::NotFound => {
                let stretch = from..from.saturating_add(length);
                let reading = bucket.read(object.owner, &object.content, stretch).await;
                reading.map(Reading::Bucket).inspect_err(untold)
            }
            (reading, _) => reading.map(Reading::Disk),
        }
    }

    /// Up to [`CHUNK`] bytes; none at the end.
    pub(crate) async fn read_on(&self, reading: &mut Reading, most: usize) -> io::Result<Bytes> {
        let most = most.min(CHUNK);
        match reading {
            Reading::Disk(reading) => self.objects.disk.read(reading, most).await,
            Reading::Bucket(reading) => reading.read(most).await.inspect_err(untold),
        }
    }

    /// All bytes of an object that is small enough.
    async fn read_whole(&self, object: &Object) -> io::Result<Vec<u8>> {
        let size = u64::try_from(object.size).unwrap_or_default();
        let (mut reading, mut all) = (self.read_object(object, 0, size).await?, Vec::new());
        loop {
            let bytes = self.read_on(&mut reading, CHUNK).await?;
            if bytes.is_empty() {
                return Ok(all);
            }
            all.extend_from_slice(&bytes);
        }
    }

    /// Nothing stays of what a person kept here, once that is committed.
    pub(super) fn delete_objects_in(&self, tx: &mut Tx<'_>, owner: i64) -> Result<(), Failure> {
        if self.objects.bucket.is_some() {
            object_removals::insert_all(tx, owner)?;
        }
        objects::delete_all(tx, owner)?;
        let im = self.clone();
        tx.after_commit(move || {
            for ground in im.objects.uploads.of_owner(owner) {
                ground.remove();
            }
            im.objects.disk.remove_all(owner);
            im.objects.moving.ring();
        });
        Ok(())
    }
}

/// Whoever reads learns only that it does not go on.
fn untold(error: &io::Error) {
    tracing::warn!(kind = %error.kind(), "The bucket does not give a file");
}

/// Files are never so large that this matters.
fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
