//! Pictures that somebody keeps to send again: brought from the computer, or out of a message. They are bounded in number,
//! bytes and sides, and lie on this device until he lets go of them. Knows no pack and no look.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use protocol::content::PICTURE;
use protocol::ids::hex;

use super::bringing::{self, Brought, Here};
use super::disk::off_thread;
use super::{fetching, held, naming, prepare, probe};
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::failure::problem;
use crate::pictures::work;
use crate::store::files::{self, File};
use crate::store::messages;
use crate::store::stickers::{self, Sticker};
use crate::view::{StickerView, StickersAdded};

const MOST: i64 = 300;
const LARGEST: i64 = 1 << 20;
const LONGEST_SIDE: u32 = 1024;

pub(crate) async fn all(account: &Account) -> anyhow::Result<Vec<StickerView>> {
    let kept = account
        .read(|db| Ok(stickers::all(db)?))
        .await
        .context("Read stickers")?;
    Ok(kept.into_iter().map(view).collect())
}

/// Keeps a picture that was brought; it is brought no more.
pub(crate) async fn keep(account: &Account, id: &str) -> anyhow::Result<StickerView> {
    let here = bringing::here(account, id)?;
    let look = here.look.clone().ok_or(Problem::from(Code::BadPicture))?;
    let kept = kept(account, here.file, here.name, &look).await;
    super::forget(account, id).await?;
    kept
}

/// Keeps the pictures of a folder, in the order of their names. What is none is counted and left; what would keep all the
/// others out too ends it.
pub(crate) async fn keep_folder(account: &Account, folder: PathBuf) -> anyhow::Result<StickersAdded> {
    let found = off_thread(account.world.db_mode, move || Ok(pictures_in(&folder)?));
    let (paths, mut left) = found.await.context("Look into a folder of stickers")?;
    let mut kept = 0;
    for path in paths {
        match keep_at(account, path).await.map_err(|error| problem(&error).code) {
            Ok(_) => kept += 1,
            Err(Code::BadPicture | Code::PictureTooLarge) => left += 1,
            Err(code) => {
                return Ok(StickersAdded {
                    kept,
                    left,
                    code: Some(code),
                });
            }
        }
    }
    Ok(StickersAdded { kept, left, code: None })
}

/// The files of a folder that may be stickers, no more than can be kept, and how many are left aside.
fn pictures_in(folder: &Path) -> std::io::Result<(Vec<PathBuf>, u32)> {
    let (mut paths, mut left) = (Vec::new(), 0);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        if !about.is_file() {
            continue;
        }
        if (1..=LARGEST.unsigned_abs()).contains(&about.len()) {
            paths.push(entry.path());
        } else {
            left += 1;
        }
    }
    paths.sort();
    let most = usize::try_from(MOST).unwrap_or_default();
    left += u32::try_from(paths.len().saturating_sub(most)).unwrap_or(u32::MAX);
    paths.truncate(most);
    Ok((paths, left))
}

async fn keep_at(account: &Account, path: PathBuf) -> anyhow::Result<StickerView> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = off_thread(account.world.db_mode, move || Ok(fs::read(path)?)).await?;
    let id = super::begin(account, &name, bytes.len() as u64).await?;
    let brought = async {
        super::add(account, &id, bytes).await?;
        super::end(account, &id).await
    };
    match brought.await {
        Ok(_) => keep(account, &id).await,
        Err(error) => {
            super::forget(account, &id).await?;
            Err(error)
        }
    }
}

/// Keeps the picture of a message.
pub(crate) async fn keep_received(account: &Account, client_msg_id: &str) -> anyhow::Result<StickerView> {
    let id = client_msg_id.to_owned();
    let found = account.read(move |db| {
        let message = messages::by_id(db, &id)?.filter(|message| !message.gone && message.content_type == PICTURE);
        Ok(message.ok_or(Problem::from(Code::NotFound))?)
    });
    found.await.context("Find the message of a sticker")?;
    let whole = fetching::fetch(account, client_msg_id).await?;
    let file = File {
        content: whole.content,
        size: i64::try_from(whole.size)?,
        kind: whole.kind,
    };
    let look = look(account, &file).await?;
    kept(account, file, whole.name, &look).await
}

/// Lets one go; its bytes stay as long as there is room.
pub(crate) async fn forget(account: &Account, content: &str) -> anyhow::Result<()> {
    let content = content.to_owned();
    account
        .change(move |db, _| Ok(stickers::remove(db, &content)?))
        .await
        .context("Forget a sticker")
}

/// Brings one that is kept, so that it can be sent as whatever is brought.
pub(crate) async fn bring(account: &Account, content: &str) -> anyhow::Result<String> {
    let (file, name) = of(account, content).await?;
    let look = look(account, &file).await?;
    let mut random = [0; 12];
    account.world.random.fill(&mut random);
    let id = hex(&random);
    let here = Here {
        file,
        name,
        look: Some(look),
        film: None,
        poster: None,
        voice: None,
    };
    held(&account.media.brought).insert(id.clone(), Brought::Here(Box::new(here)));
    Ok(id)
}

/// The bytes of one that is kept, and what they are.
pub(crate) async fn bytes(account: &Account, content: &str) -> anyhow::Result<(Vec<u8>, String)> {
    let (file, _) = of(account, content).await?;
    Ok((read(account, &file).await?, file.kind))
}

async fn of(account: &Account, content: &str) -> anyhow::Result<(File, String)> {
    let content = content.to_owned();
    let found = account.read(move |db| {
        let sticker = stickers::get(db, &content)?;
        let file = files::get(db, &content)?;
        Ok(file.zip(sticker).ok_or(Problem::from(Code::NotFound))?)
    });
    let (file, sticker) = found.await.context("Find a sticker")?;
    Ok((file, sticker.name))
}

async fn read(account: &Account, file: &File) -> anyhow::Result<Vec<u8>> {
    if file.size > LARGEST {
        return Err(Problem::from(Code::PictureTooLarge).into());
    }
    let (disk, content, length) = (
        account.media.disk.clone(),
        file.content.clone(),
        u64::try_from(file.size)?,
    );
    let bytes = off_thread(account.world.db_mode, move || Ok(disk.read(&content, 0, length)?));
    Ok(bytes.await.map_err(|_| Problem::from(Code::FileLost))?)
}

async fn look(account: &Account, file: &File) -> anyhow::Result<prepare::Look> {
    if !probe::PICTURES.contains(&file.kind.as_str()) {
        return Err(Problem::from(Code::BadPicture).into());
    }
    let bytes = read(account, file).await?;
    Ok(work(account.world.db_mode, move || prepare::look(&bytes)).await?)
}

async fn kept(account: &Account, file: File, name: String, look: &prepare::Look) -> anyhow::Result<StickerView> {
    if file.size > LARGEST || look.width.max(look.height) > LONGEST_SIDE {
        return Err(Problem::from(Code::PictureTooLarge).into());
    }
    let bytes = read(account, &file).await?;
    let sticker = Sticker {
        moves: prepare::moves(&bytes, &file.kind),
        content: file.content,
        name: naming::safe(&name),
        width: look.width,
        height: look.height,
    };
    let (row, now) = (sticker.clone(), account.world.clock.now_ms());
    account
        .change(move |db, _| {
            if stickers::count(db)? >= MOST && stickers::get(db, &row.content)?.is_none() {
                return Err(Problem::from(Code::StickersFull).into());
            }
            Ok(stickers::put(db, &row, now)?)
        })
        .await
        .context("Keep a sticker")?;
    Ok(view(sticker))
}

fn view(sticker: Sticker) -> StickerView {
    StickerView {
        content: sticker.content,
        name: sticker.name,
        width: sticker.width,
        height: sticker.height,
        moves: sticker.moves,
    }
}
