//! Files that people put on the server: how they come, what they are called, and what is kept of them. Knows no HTTP.
//!
//! ```text
//! FOLDER/objects/OWNER/CONTENT   the bytes, under the SHA-256 of them, in a folder of whoever put them here
//! FOLDER/objects/*.part          what is still coming; removed at the next opening
//! ```
//!
//! A file is whole, synced and has its lasting name before the row that names it is committed. When the process dies in
//! between, there are bytes that nobody can ask for, which the same file finds again when it comes once more; a row
//! without its bytes there never is. What is on its way is known to this process only: who was interrupted by its end
//! begins anew. Folders are people's own, so that nobody learns of what others have, and nothing stays of who is gone.

mod disk;
mod kinds;
mod name;
mod uploads;

use db::Tx;
use protocol::Code;

pub(crate) use disk::CHUNK;
pub(crate) use uploads::{Upload, Wanted};

use super::{Failure, Im};
use crate::store::objects;
pub(crate) use crate::store::objects::Object;
use crate::store::users::User;

use disk::Disk;
use uploads::Uploads;

/// The smallest part into which clients cut a file, and what it may be at most.
pub(crate) const PART: u64 = 5 << 20;
pub(crate) const MOST_PARTS: u64 = 10_000;

const OFF: Failure = Failure::new(Code::RECORD_NOT_FOUND, "this server keeps no files");
const TOO_LARGE: Failure = Failure::args("the file is empty or larger than this server takes");
const FULL: Failure = Failure::new(Code::NO_PERMISSION, "the person keeps as many files as one may");
const GONE: Failure = Failure::new(Code::UPLOAD_EXPIRED, "there is no such upload");
const OTHER: Failure = Failure::args("what came is not what was announced");
pub(crate) const NO_OBJECT: Failure = Failure::new(Code::RECORD_NOT_FOUND, "there is no such object");

/// The objects of one app.
pub(crate) struct Objects {
    disk: Disk,
    uploads: Uploads,
}

/// How an upload goes on.
pub(crate) enum Begun {
    /// The person put it here before.
    Known(String),
    Upload(Box<Upload>),
}

impl Objects {
    pub(crate) fn open(folder: &std::path::Path, mode: db::Mode) -> std::io::Result<Self> {
        Ok(Self {
            disk: Disk::open(folder, mode)?,
            uploads: Uploads::default(),
        })
    }

    pub(crate) async fn copy_to(&self, folder: &std::path::Path) -> std::io::Result<()> {
        self.disk.copy_to(folder).await
    }
}

/// Bytes of one part, for a file of this size.
pub(crate) fn part_size(size: u64) -> u64 {
    PART.max(size.div_ceil(MOST_PARTS))
}

fn failed(error: std::io::Error) -> Failure {
    tracing::error!(kind = %error.kind(), "A file could not be kept");
    let full = matches!(
        error.kind(),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
    );
    Failure::new(
        Code::INTERNAL,
        if full {
            "the disk is full"
        } else {
            "the file could not be kept"
        },
    )
}

impl Im {
    pub(crate) fn keeps_objects(&self) -> bool {
        self.rules.objects.file > 0
    }

    /// Begins to take a file from its owner.
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
        let (row, hash, size) = (owner.id, wanted.hash.clone(), signed(wanted.size));
        let (known, kept) = self
            .db
            .read(move |connection| {
                let known = objects::known(connection, row, &hash, size)?;
                Ok::<_, Failure>((known, objects::total(connection, row)?))
            })
            .await?;
        if let Some(known) = known {
            return Ok(Begun::Known(known.name));
        }
        if signed(self.rules.objects.person) - kept < size {
            return Err(FULL);
        }
        let id = protocol::ids::hex(&self.random_bytes::<16>());
        let upload = Upload::new(id, owner.clone(), wanted, file, self.now());
        self.objects.uploads.begin(&upload, self.now());
        Ok(Begun::Upload(Box::new(upload)))
    }

    /// An upload of this person that goes on.
    pub(crate) fn upload(&self, owner: &User, id: &str) -> Result<Upload, Failure> {
        let upload = self.objects.uploads.get(id, self.now());
        upload.filter(|upload| upload.owner.id == owner.id).ok_or(GONE)
    }

    /// Takes a part. Whoever knows the upload's id, which nobody guesses, may bring one. Nothing is kept of what is not
    /// finished.
    pub(crate) async fn begin_part(&self, id: &str, number: u64) -> Result<Part, Failure> {
        let upload = self.objects.uploads.get(id, self.now()).ok_or(GONE)?;
        let size = upload.size_of(number).ok_or(OTHER)?;
        let name = format!("{id}-{number}-{}", protocol::ids::hex(&self.random_bytes::<8>()));
        let coming = self.objects.disk.begin(&name).await.map_err(failed)?;
        Ok(Part {
            im: self.clone(),
            id: id.to_owned(),
            number,
            size,
            coming,
        })
    }

    /// Puts the parts together, if they are what was announced.
    pub(crate) async fn end_upload(&self, owner: &User, id: &str, parts: &[String]) -> Result<String, Failure> {
        let upload = self.upload(owner, id)?;
        let come = self.objects.uploads.end(&upload, parts).ok_or(OTHER)?;
        let disk = &self.objects.disk;
        let whole = disk.join(&format!("{id}-whole"), come).await.map_err(failed)?;
        let kind = kinds::of(&upload.wanted.content_type, &whole.head);
        let content = disk.keep(owner.id, whole).await.map_err(failed)?;
        let object = Object {
            name: name::whole(
                &owner.user_id,
                &self.identity.server_id,
                &protocol::ids::hex(&self.random_bytes::<16>()),
                &upload.file,
            ),
            owner: owner.id,
            hash: upload.wanted.hash,
            content,
            size: signed(upload.wanted.size),
            content_type: kind.to_owned(),
            created: self.now(),
        };
        let most = signed(self.rules.objects.person);
        let user = owner.user_id.clone();
        self.db
            .write(move |tx| {
                if super::users::must_find(tx, &user)?.deleted {
                    return Err(Failure::NO_USER);
                }
                // Several may have begun at one time.
                if most - objects::total(tx, object.owner)? < object.size {
                    return Err(FULL);
                }
                objects::insert(tx, &object)?;
                Ok(object.name)
            })
            .await
    }

    pub(crate) async fn object(&self, name: &str) -> Result<Option<Object>, Failure> {
        let name = name.to_owned();
        self.db
            .read(move |connection| Ok(objects::get(connection, &name)?))
            .await
    }

    /// Up to [`CHUNK`] bytes of an object from a place in it.
    pub(crate) async fn object_bytes(&self, object: &Object, from: u64, length: usize) -> std::io::Result<Vec<u8>> {
        self.objects
            .disk
            .read(object.owner, &object.content, from, length)
            .await
    }

    /// Nothing stays of what a person kept here, once that is committed.
    pub(super) fn delete_objects_in(&self, tx: &mut Tx<'_>, owner: i64) -> Result<(), Failure> {
        objects::delete_all(tx, owner)?;
        let im = self.clone();
        tx.after_commit(move || im.objects.disk.remove(owner));
        Ok(())
    }
}

/// A part that is coming.
pub(crate) struct Part {
    im: Im,
    id: String,
    number: u64,
    size: u64,
    coming: disk::Coming,
}

impl Part {
    pub(crate) async fn take(&mut self, bytes: bytes::Bytes) -> Result<(), Failure> {
        if self.coming.length() + bytes.len() as u64 > self.size {
            return Err(OTHER);
        }
        self.coming.write(&self.im.objects.disk, bytes).await.map_err(failed)
    }

    pub(crate) fn end(self) -> Result<(), Failure> {
        if self.coming.length() != self.size {
            return Err(OTHER);
        }
        let taken = self
            .im
            .objects
            .uploads
            .take(&self.id, self.number, self.coming.end(), self.im.now());
        if taken { Ok(()) } else { Err(GONE) }
    }
}

/// Files are never so large that this matters.
fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
