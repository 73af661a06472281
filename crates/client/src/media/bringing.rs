//! Files that a person brings: copied piece by piece, so that the original may change or go, looked at, and kept until they
//! are sent or put away. Knows no message.

use std::fs;
use std::io::BufReader;

use anyhow::Context as _;
use protocol::ids::hex;

use super::disk::{Coming, off_thread};
use super::film::{self, Film};
use super::poster::Poster;
use super::{held, naming, prepare, probe};
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::pictures::work;
use crate::store::files::{self, File};
use crate::view::{BroughtView, FilmView, SideView};
use crate::views::file_kind;
use crate::voice::Voice;

/// No file is larger, whatever a server would take.
const LARGEST: u64 = 16 << 30;

pub(super) enum Brought {
    /// Nothing while a piece is being written.
    Coming {
        file: Option<Box<Coming>>,
        name: String,
    },
    Here(Box<Here>),
}

/// A file that came whole.
#[derive(Debug, Clone)]
pub(super) struct Here {
    pub(super) file: File,
    pub(super) name: String,
    pub(super) look: Option<prepare::Look>,
    /// It is a voice that was recorded here.
    pub(super) voice: Option<Voice>,
    pub(super) film: Option<Film>,
    pub(super) poster: Option<Poster>,
}

/// Begins to take a file of this name and of so many bytes, and says by what it is called meanwhile. One that the server
/// would not take is refused before anything of it is read.
pub(crate) async fn begin(account: &Account, name: &str, size: u64) -> anyhow::Result<String> {
    let told = u64::try_from(account.owner().max_file).unwrap_or_default();
    if size > LARGEST || told > 0 && size > told {
        return Err(Problem::from(Code::FileTooLarge).into());
    }
    let mut random = [0; 12];
    account.world.random.fill(&mut random);
    let id = hex(&random);
    let (disk, called) = (account.media.disk.clone(), id.clone());
    let file = off_thread(account.world.db_mode, move || Ok(disk.bring(&called)?)).await;
    let coming = Brought::Coming {
        file: Some(Box::new(file.context("Begin a file")?)),
        name: naming::safe(name),
    };
    held(&account.media.brought).insert(id.clone(), coming);
    Ok(id)
}

fn take(account: &Account, id: &str) -> Result<Box<Coming>, Problem> {
    match held(&account.media.brought).get_mut(id) {
        Some(Brought::Coming { file, .. }) => file.take().ok_or(Code::BadRequest.into()),
        _ => Err(Code::NotFound.into()),
    }
}

/// The next piece of it. After a failure nothing of it stays.
pub(crate) async fn add(account: &Account, id: &str, bytes: Vec<u8>) -> anyhow::Result<()> {
    let mut coming = take(account, id)?;
    let written = off_thread(account.world.db_mode, move || {
        if coming.size().saturating_add(bytes.len() as u64) > LARGEST {
            return Err(Problem::from(Code::FileTooLarge).into());
        }
        coming.add(&bytes)?;
        Ok(coming)
    });
    match written.await.context("Write a piece of a file") {
        Ok(coming) => {
            // Without an entry it was put away meanwhile, and goes with this.
            if let Some(Brought::Coming { file, .. }) = held(&account.media.brought).get_mut(id) {
                *file = Some(coming);
            }
            Ok(())
        }
        Err(error) => {
            held(&account.media.brought).remove(id);
            Err(error)
        }
    }
}

/// All of it is here. Tells what it is, by its bytes.
pub(crate) async fn end(account: &Account, id: &str) -> anyhow::Result<BroughtView> {
    let coming = take(account, id)?;
    let ended = keep(account, *coming).await;
    let name = match held(&account.media.brought).remove(id) {
        Some(Brought::Coming { name, .. }) => name,
        _ => return Err(Problem::from(Code::NotFound).into()),
    };
    let (file, bytes) = ended?;
    let (look, odd) = look(account, &file, bytes).await;
    let film = film_of(account, &file).await?;
    let here = Here {
        file,
        name,
        look,
        voice: None,
        film,
        poster: None,
    };
    let view = view(id, &here, odd);
    held(&account.media.brought).insert(id.to_owned(), Brought::Here(Box::new(here)));
    Ok(view)
}

pub(super) fn view(id: &str, here: &Here, odd: Option<Code>) -> BroughtView {
    let Here {
        file, name, look, film, ..
    } = here;
    BroughtView {
        id: id.to_owned(),
        size: u64::try_from(file.size).unwrap_or_default(),
        kind: file_kind(
            name,
            &file.kind,
            naming::is_program(name) || file.kind == probe::PROGRAM,
        ),
        picture: look.as_ref().map(|look| SideView {
            width: look.width,
            height: look.height,
        }),
        odd,
        film: film.map(|film| FilmView {
            width: film.width,
            height: film.height,
            seconds: seconds(film.millis),
        }),
        name: name.clone(),
    }
}

/// What is known of a picture, or why it is none that can be shown.
pub(super) async fn look(
    account: &Account,
    file: &File,
    bytes: Option<Vec<u8>>,
) -> (Option<prepare::Look>, Option<Code>) {
    match bytes {
        Some(bytes) => match work(account.world.db_mode, move || prepare::look(&bytes)).await {
            Ok(look) => (Some(look), None),
            Err(problem) => (None, Some(problem.code)),
        },
        None if file.kind.starts_with("image/") => (None, Some(odd(file))),
        None => (None, None),
    }
}

/// What a video says of itself.
pub(super) async fn film_of(account: &Account, file: &File) -> anyhow::Result<Option<Film>> {
    if !file.kind.starts_with("video/") {
        return Ok(None);
    }
    let (path, kind) = (account.media.disk.of(&file.content), file.kind.clone());
    off_thread(account.world.db_mode, move || {
        let mut file = BufReader::new(fs::File::open(path)?);
        Ok(film::look(&kind, &mut file))
    })
    .await
    .context("Look at a video")
}

/// Seconds as others count them: what has begun is one.
pub(super) fn seconds(millis: u64) -> u32 {
    u32::try_from(millis.div_ceil(1000)).unwrap_or_default()
}

/// What was recorded, as a file that was brought. Answers by what it is called.
pub(crate) async fn bring_voice(account: &Account, bytes: Vec<u8>, voice: Voice) -> anyhow::Result<String> {
    let mut random = [0; 12];
    account.world.random.fill(&mut random);
    let id = hex(&random);
    let here = Box::new(Here {
        file: keep_bytes(account, bytes).await?,
        name: String::new(),
        look: None,
        voice: Some(voice),
        film: None,
        poster: None,
    });
    held(&account.media.brought).insert(id.clone(), Brought::Here(here));
    Ok(id)
}

pub(super) fn with_poster(account: &Account, id: &str, poster: Poster) -> Result<(), Problem> {
    match held(&account.media.brought).get_mut(id) {
        Some(Brought::Here(here)) if here.film.is_some() => {
            here.poster = Some(poster);
            Ok(())
        }
        _ => Err(Code::NotFound.into()),
    }
}

/// The bytes of what was brought.
pub(crate) fn brought_file(account: &Account, id: &str) -> Result<File, Problem> {
    Ok(here(account, id)?.file)
}

fn odd(file: &File) -> Code {
    if probe::PICTURES.contains(&file.kind.as_str()) {
        Code::PictureTooLarge
    } else {
        Code::BadPicture
    }
}

/// Seals a file under its lasting name; with its bytes where it is a picture that may be looked at.
pub(super) async fn keep(account: &Account, mut coming: Coming) -> anyhow::Result<(File, Option<Vec<u8>>)> {
    let sealed = off_thread(account.world.db_mode, move || {
        let content = coming.seal()?;
        let kind = probe::kind(&coming.bytes(probe::HEAD)?);
        let small = coming.size() <= prepare::LIMITS.bytes as u64;
        let bytes = match probe::PICTURES.contains(&kind) && small {
            true => Some(coming.bytes(coming.size())?),
            false => None,
        };
        let file = File {
            content,
            size: i64::try_from(coming.size())?,
            kind: kind.to_owned(),
        };
        Ok((coming, file, bytes))
    });
    let (coming, file, bytes) = sealed.await.context("Look at a file")?;
    let (row, now) = (file.clone(), account.world.clock.now_ms());
    // The row first: one without its file is nothing, and a file without a row would lie here for ever.
    let noted = account.change(move |db, _| Ok(files::put(db, &row, now)?)).await;
    noted.context("Note a file")?;
    let (disk, content) = (account.media.disk.clone(), file.content.clone());
    let kept = off_thread(account.world.db_mode, move || Ok(coming.keep(&disk, &content)?)).await;
    kept.context("Keep a file")?;
    Ok((file, bytes))
}

/// Bytes that were made here, under their lasting name.
pub(super) async fn keep_bytes(account: &Account, bytes: Vec<u8>) -> anyhow::Result<File> {
    let mut random = [0; 12];
    account.world.random.fill(&mut random);
    let (disk, id) = (account.media.disk.clone(), hex(&random));
    let written = off_thread(account.world.db_mode, move || {
        let mut coming = disk.bring(&id)?;
        coming.add(&bytes)?;
        Ok(coming)
    });
    Ok(keep(account, written.await.context("Write a file")?).await?.0)
}

pub(super) fn here(account: &Account, id: &str) -> Result<Here, Problem> {
    match held(&account.media.brought).get(id) {
        Some(Brought::Here(here)) => Ok((**here).clone()),
        _ => Err(Code::NotFound.into()),
    }
}

/// A small picture of what was brought.
pub(crate) fn brought_picture(account: &Account, id: &str) -> Result<Vec<u8>, Problem> {
    let here = here(account, id)?;
    let look = here
        .look
        .or(here.poster.map(|poster| poster.look))
        .ok_or(Code::NotFound)?;
    Ok(look.thumb)
}
