//! The parts of a file as they come, and how they become an object.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use md5::{Digest as _, Md5};
use protocol::Code;
use protocol::ids::hex;

use super::uploads::{Ending, Turn};
use super::{Begun, CHUNK, FULL, GONE, OTHER, Object, PART, Upload, Wanted, kinds, name, signed};
use crate::im::{Failure, Im};
use crate::store::objects;
use crate::store::users::User;

pub(super) fn failed(error: io::Error) -> Failure {
    tracing::error!(kind = %error.kind(), "A file could not be kept");
    let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    match full {
        true => Failure::new(Code::NO_SPACE, "the disk is full"),
        false => Failure::new(Code::INTERNAL, "the file could not be kept"),
    }
}

/// A part that is coming.
pub(crate) struct Part {
    im: Im,
    turn: Turn,
    size: u64,
    /// Where the part begins in the file, and how much of it is there.
    at: u64,
    written: u64,
    waiting: BytesMut,
    /// Away while a piece is written.
    file: Option<File>,
}

impl Im {
    /// An upload of this person that goes on.
    pub(crate) fn upload(&self, owner: &User, id: &str) -> Result<Upload, Failure> {
        let upload = self.objects.uploads.get(id, self.now());
        upload.filter(|upload| upload.owner == owner.id).ok_or(GONE)
    }

    /// Takes a part. Whoever knows the upload's id, which nobody guesses, may bring one.
    pub(crate) async fn begin_part(&self, id: &str, number: u64) -> Result<Part, Failure> {
        let upload = self.objects.uploads.get(id, self.now()).ok_or(GONE)?;
        let size = upload.size_of(number).ok_or(OTHER)?;
        let turn = self.objects.uploads.turn(id, number, self.now()).ok_or(GONE)?;
        let ground = Arc::clone(&turn.ground);
        let file = self.objects.disk.run(move || ground.open()).await.map_err(failed)?;
        Ok(Part {
            im: self.clone(),
            size,
            at: (number - 1) * upload.wanted.part_size,
            turn,
            written: 0,
            waiting: BytesMut::new(),
            file: Some(file),
        })
    }

    /// Puts something small here on somebody's behalf.
    pub(crate) async fn put_object(&self, owner: &str, name: String, bytes: Bytes) -> Result<String, Failure> {
        let owner = self.find_user(owner).await?.ok_or(Failure::NO_USER)?;
        let sum = hex(&Md5::digest(&bytes));
        let wanted = Wanted {
            hash: hash(std::slice::from_ref(&sum)),
            size: bytes.len() as u64,
            part_size: PART,
            name,
        };
        match self.begin_upload(&owner, wanted).await? {
            Begun::Known(name) => Ok(name),
            Begun::Upload(upload) => {
                let mut part = self.begin_part(&upload.id, 1).await?;
                part.take(bytes).await?;
                part.end().await?;
                self.end_upload(&owner, &upload.id, &[sum]).await
            }
        }
    }

    /// The bytes of a whole file whose hash nobody knew before.
    pub(crate) async fn end_form(&self, owner: &User, id: &str) -> Result<String, Failure> {
        self.end(owner, id, None).await
    }

    /// Puts the parts together, if they are what was announced.
    pub(crate) async fn end_upload(&self, owner: &User, id: &str, parts: &[String]) -> Result<String, Failure> {
        self.end(owner, id, Some(parts)).await
    }

    async fn end(&self, owner: &User, id: &str, parts: Option<&[String]>) -> Result<String, Failure> {
        self.upload(owner, id)?;
        let alone = self.objects.uploads.ending(id).ok_or(GONE)?.alone;
        let _alone = alone.lock().await;
        // Whoever asked twice finds the first one's work.
        let Ending { upload, ground, .. } = self.objects.uploads.ending(id).ok_or(GONE)?;
        let missing = (1..=upload.wanted.parts()).any(|number| !upload.come.contains(&number));
        let said = parts.is_none_or(|parts| hash(parts) == upload.wanted.hash);
        if missing || !said || parts.is_some() == upload.wanted.hash.is_empty() {
            return Err(OTHER);
        }
        let (disk, part_size) = (&self.objects.disk, upload.wanted.part_size);
        let measured = {
            let ground = Arc::clone(&ground);
            disk.run(move || ground.measure(part_size)).await.map_err(failed)?
        };
        let differ: BTreeSet<u64> = match parts {
            Some(said) if said.len() == measured.parts.len() => {
                let both = (1..).zip(said.iter().zip(&measured.parts));
                both.filter(|(_, (said, is))| said != is)
                    .map(|(number, _)| number)
                    .collect()
            }
            Some(_) => (1..=upload.wanted.parts()).collect(),
            None => BTreeSet::new(),
        };
        if !differ.is_empty() {
            self.objects.uploads.lose(id, &differ.into_iter().collect::<Vec<_>>());
            ground.reopen();
            return Err(OTHER);
        }
        disk.keep(owner.id, Arc::clone(&ground), measured.content.clone())
            .await
            .map_err(failed)?;
        let key = hex(&self.random_bytes::<16>());
        let object = Object {
            name: name::whole(&owner.user_id, &self.identity.server_id, &key, &upload.file),
            key,
            owner: owner.id,
            hash: hash(&measured.parts),
            content: measured.content,
            size: signed(upload.wanted.size),
            content_type: kinds::of(&measured.head).to_owned(),
            touched: self.now(),
        };
        let kept = (object.owner, object.content.clone());
        let name = self.insert_object(owner, object).await;
        if name.is_ok() {
            self.objects.kept([kept]);
        }
        self.objects.uploads.end(id);
        self.remove_uploads(vec![ground]).await?;
        name
    }

    async fn insert_object(&self, owner: &User, object: Object) -> Result<String, Failure> {
        let most = signed(self.rules.objects.person);
        let user = owner.user_id.clone();
        self.db
            .write(move |tx| {
                if super::super::users::must_find(tx, &user)?.deleted {
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
}

/// As clients know a file: of its parts' digests.
fn hash(parts: &[String]) -> String {
    hex(&Md5::digest(parts.join(",")))
}

impl Part {
    pub(crate) async fn take(&mut self, bytes: Bytes) -> Result<(), Failure> {
        let come = self.written + self.waiting.len() as u64;
        if come + bytes.len() as u64 > self.size || !self.im.objects.uploads.is_on(&self.turn) {
            return Err(OTHER);
        }
        self.waiting.extend_from_slice(&bytes);
        if self.waiting.len() >= CHUNK {
            self.write().await?;
        }
        Ok(())
    }

    async fn write(&mut self) -> Result<(), Failure> {
        let (bytes, at) = (self.waiting.split().freeze(), self.at + self.written);
        self.written += bytes.len() as u64;
        let file = self.file.take().ok_or(OTHER)?;
        let ground = Arc::clone(&self.turn.ground);
        let written = self.im.objects.disk.run(move || {
            ground.write(&file, at, &bytes)?;
            Ok(file)
        });
        self.file = Some(written.await.map_err(failed)?);
        Ok(())
    }

    pub(crate) async fn end(mut self) -> Result<(), Failure> {
        self.write().await?;
        if self.written != self.size {
            return Err(OTHER);
        }
        let now = self.im.now();
        if !self.im.objects.uploads.take(&self.turn, now) {
            return Err(GONE);
        }
        let (ground, number) = (Arc::clone(&self.turn.ground), self.turn.number);
        let noted = self.im.objects.disk.run(move || ground.note(number, now));
        noted.await.map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use protocol::Code;

    use super::failed;

    #[test]
    fn a_full_disk_is_said_to_be_one() {
        assert_eq!(failed(Error::from(ErrorKind::StorageFull)).code, Code::NO_SPACE);
        assert_eq!(failed(Error::from(ErrorKind::PermissionDenied)).code, Code::INTERNAL);
    }
}
