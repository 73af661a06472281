//! Pictures out of files that may come from anybody: what one costs is limited before it is unpacked, and what comes out
//! is small, upright and written anew, so that nothing of the file itself reaches the window. Knows no server.

pub(crate) mod cache;
mod fetch;
mod open;
mod write;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, imageops::FilterType};

pub(crate) use cache::Pictures;
pub(crate) use fetch::{at_hand, get};
pub(crate) use open::{Limits, upright};
pub(crate) use write::{jpeg, png as write_as_png, write as written};

use crate::account::Account;
use crate::error::{Code, Problem};
use crate::requests::Crop;
use crate::uploads::{self, What};
use crate::view::PicturePreview;

/// Sides of what is made, in pixels: one's own avatar as it goes to the server, somebody's as it is drawn, and what is
/// shown while one chooses.
const AVATAR: u32 = 512;
const FACE: u32 = 256;
const PREVIEW: u32 = 1024;

/// A file that a person chooses: what cameras make, and no more.
const OWN: Limits = Limits {
    bytes: 32 << 20,
    side: 12_000,
    pixels: 64_000_000,
};
/// What comes from a server to be drawn small.
const OTHERS: Limits = Limits {
    bytes: 8 << 20,
    side: 4_096,
    pixels: 16_000_000,
};

/// Away from the threads that serve the window, but in a simulation; one at a time, so that many cost no more memory
/// than one.
pub(crate) async fn work<T: Send + 'static>(
    mode: db::Mode,
    work: impl FnOnce() -> Result<T, Code> + Send + 'static,
) -> Result<T, Problem> {
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    // Before there is a turn to wait for: another simulation's would let the time of this one run on.
    if mode == db::Mode::Inline {
        return work().map_err(Problem::from);
    }
    let _turn = TURN.lock().await;
    #[expect(clippy::disallowed_methods, reason = "a simulation has it inline, above")]
    let done = tokio::task::spawn_blocking(work).await;
    // A defect in what reads foreign files ends that thread's work and nothing else.
    done.unwrap_or(Err(Code::BadPicture)).map_err(Problem::from)
}

/// What a chosen file shows, upright and no larger than a window.
pub(crate) async fn preview(mode: db::Mode, file: Vec<u8>) -> Result<PicturePreview, Problem> {
    work(mode, move || {
        let picture = open::upright(&file, OWN)?;
        let (width, height) = (picture.width(), picture.height());
        let shown = if width.max(height) > PREVIEW {
            picture.thumbnail(PREVIEW, PREVIEW)
        } else {
            picture
        };
        let (kind, bytes) = write::write(&shown)?;
        Ok(PicturePreview {
            width,
            height,
            url: format!("data:{kind};base64,{}", STANDARD.encode(bytes)),
        })
    })
    .await
}

/// Makes an avatar of a part of a file and puts it on the account's server; whose it becomes is for the caller to say.
pub(crate) async fn upload(account: &Account, file: Vec<u8>, crop: Crop) -> anyhow::Result<String> {
    if !account.owner().offers().avatars {
        return Err(Problem::from(Code::NoFiles).into());
    }
    let made = work(account.world.db_mode, move || {
        write::write(&square(open::upright(&file, OWN)?, crop, AVATAR)?)
    });
    let (kind, bytes) = made.await?;
    let name = if kind == write::PNG { "avatar.png" } else { "avatar.jpg" };
    let what = What {
        name: name.to_owned(),
        kind: kind.to_owned(),
        cause: "",
    };
    let put = uploads::put(account, what, bytes).await;
    put.context("Put an avatar on the server")
}

/// The chosen square, no larger than `side`.
fn square(mut picture: DynamicImage, crop: Crop, side: u32) -> Result<DynamicImage, Code> {
    picture = match crop.turns % 4 {
        1 => picture.rotate90(),
        2 => picture.rotate180(),
        3 => picture.rotate270(),
        _ => picture,
    };
    let inside = |from: u32, length: u32| from.checked_add(crop.side).is_some_and(|end| end <= length);
    if crop.side == 0 || !inside(crop.x, picture.width()) || !inside(crop.y, picture.height()) {
        return Err(Code::BadRequest);
    }
    Ok(scaled(picture.crop_imm(crop.x, crop.y, crop.side, crop.side), side))
}

/// In two steps, of which the first is quick.
fn scaled(picture: DynamicImage, side: u32) -> DynamicImage {
    if picture.width() <= side {
        return picture;
    }
    let near = if picture.width() > side * 2 {
        picture.thumbnail_exact(side * 2, side * 2)
    } else {
        picture
    };
    near.resize_exact(side, side, FilterType::CatmullRom)
}

/// A picture of somebody as it is drawn: its middle, small.
fn face(file: &[u8]) -> Result<Vec<u8>, Code> {
    let picture = open::upright(file, OTHERS)?;
    let side = picture.width().min(picture.height());
    let crop = Crop {
        turns: 0,
        x: (picture.width() - side) / 2,
        y: (picture.height() - side) / 2,
        side,
    };
    Ok(write::write(&square(picture, crop, FACE)?)?.1)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
