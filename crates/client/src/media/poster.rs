//! The picture that stands for a video until it plays. A window takes it, as only there a film is unpacked; here it is
//! looked at like any picture.

use anyhow::Context as _;

use super::bringing::{keep_bytes, with_poster};
use super::prepare;
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::pictures::work;
use crate::store::files::File;

/// More no window draws for it.
const LARGEST: usize = 4 << 20;

#[derive(Debug, Clone)]
pub(super) struct Poster {
    pub(super) file: File,
    pub(super) look: prepare::Look,
}

/// Gives a video that was brought its picture.
pub(crate) async fn set_poster(account: &Account, id: &str, picture: Vec<u8>) -> anyhow::Result<()> {
    if picture.len() > LARGEST {
        return Err(Problem::from(Code::PictureTooLarge).into());
    }
    let mode = account.world.db_mode;
    let look = work(mode, move || prepare::look(&picture)).await?;
    // What is sent was written here, whatever the window gave.
    let file = keep_bytes(account, look.thumb.clone()).await.context("Keep a poster")?;
    with_poster(account, id, Poster { file, look })?;
    Ok(())
}
