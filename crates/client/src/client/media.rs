//! The calls about pictures and files: bringing, sending, fetching and showing them.

use std::path::PathBuf;

use super::Client;
use crate::error::Result;
use crate::failure::problem;
use crate::media;
use crate::requests::{Attachment, Cursor, Kept, Meant};
use crate::view::{AccountId, BroughtView, MediaFile, MediaStretch, MessageView, StorageView, TransferView};

impl Client {
    /// Begins to take a file that somebody brings, and says by what it is called meanwhile.
    pub async fn begin_file(&self, account: &AccountId, name: &str, size: u64) -> Result<String> {
        media::begin(&*self.account(account)?, name, size)
            .await
            .map_err(|error| problem(&error))
    }

    /// The next piece of it.
    pub async fn add_to_file(&self, account: &AccountId, id: &str, bytes: Vec<u8>) -> Result<()> {
        media::add(&*self.account(account)?, id, bytes)
            .await
            .map_err(|error| problem(&error))
    }

    /// All of it has come.
    pub async fn end_file(&self, account: &AccountId, id: &str) -> Result<BroughtView> {
        media::end(&*self.account(account)?, id)
            .await
            .map_err(|error| problem(&error))
    }

    /// It is not sent after all.
    pub async fn forget_file(&self, account: &AccountId, id: &str) -> Result<()> {
        media::forget(&*self.account(account)?, id)
            .await
            .map_err(|error| problem(&error))
    }

    /// Keeps what was brought with the draft of a conversation, in this order, and nothing else.
    pub async fn keep_draft_files(&self, account: &AccountId, conversation_id: &str, ids: &[String]) -> Result<()> {
        media::keep_drafted(&*self.account(account)?, conversation_id, ids)
            .await
            .map_err(|error| problem(&error))
    }

    /// What is kept so, as if it were brought now.
    pub async fn draft_files(&self, account: &AccountId, conversation_id: &str) -> Result<Vec<BroughtView>> {
        media::drafted(&*self.account(account)?, conversation_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// A small picture of what was brought, as PNG or JPEG.
    pub fn brought_picture(&self, account: &AccountId, id: &str) -> Result<Vec<u8>> {
        media::brought_picture(&*self.account(account)?, id)
    }

    /// Gives a video that was brought the picture that stands for it until it plays.
    pub async fn set_poster(&self, account: &AccountId, id: &str, picture: Vec<u8>) -> Result<()> {
        media::set_poster(&*self.account(account)?, id, picture)
            .await
            .map_err(|error| problem(&error))
    }

    /// Takes files on their way, in this order, and words behind them: on disk when this returns.
    pub async fn send_files(
        &self,
        account: &AccountId,
        conversation_id: &str,
        files: &[Attachment],
        text: &str,
        meant: &[Meant],
    ) -> Result<Vec<MessageView>> {
        media::send(&*self.account(account)?, conversation_id, files, text, meant)
            .await
            .map_err(|error| problem(&error))
    }

    /// What is on its way, and what was stopped.
    pub async fn transfers(&self, account: &AccountId) -> Result<Vec<TransferView>> {
        media::transfers(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Stops an upload until it is to go on, or lets it.
    pub async fn pause_transfer(&self, account: &AccountId, client_msg_id: &str, paused: bool) -> Result<()> {
        media::pause(&*self.account(account)?, client_msg_id, paused)
            .await
            .map_err(|error| problem(&error))
    }

    /// Gives a transfer up; a message whose file was on its way up goes with it.
    pub async fn cancel_transfer(&self, account: &AccountId, client_msg_id: &str) -> Result<()> {
        media::cancel(&*self.account(account)?, client_msg_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// Brings the file of a message onto this device, where it is not there already.
    pub async fn fetch_file(&self, account: &AccountId, client_msg_id: &str) -> Result<MediaFile> {
        let account = self.account(account)?;
        let fetched = media::fetch(&account, client_msg_id).await;
        fetched
            .map(|whole| file(&account, whole))
            .map_err(|error| problem(&error))
    }

    /// The file of a message if it lies on this device.
    pub async fn file_at_hand(&self, account: &AccountId, client_msg_id: &str) -> Result<Option<MediaFile>> {
        let account = self.account(account)?;
        let found = media::whole(&account, client_msg_id).await;
        found
            .map(|whole| whole.map(|whole| file(&account, whole)))
            .map_err(|error| problem(&error))
    }

    /// Copies the file of a message into a folder and tells where it lies, never in the place of another.
    pub async fn save_file(&self, account: &AccountId, client_msg_id: &str, folder: PathBuf) -> Result<PathBuf> {
        media::save(&*self.account(account)?, client_msg_id, folder)
            .await
            .map_err(|error| problem(&error))
    }

    /// Copies the file of a message to a place that the person chose, where it replaces what is there.
    pub async fn save_file_as(&self, account: &AccountId, client_msg_id: &str, to: PathBuf) -> Result<()> {
        media::save_as(&*self.account(account)?, client_msg_id, to)
            .await
            .map_err(|error| problem(&error))
    }

    /// A copy that another program may open. Of what may run there is none.
    pub async fn file_for_opening(&self, account: &AccountId, client_msg_id: &str) -> Result<PathBuf> {
        media::for_opening(&*self.account(account)?, client_msg_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// A stretch of a file that lies on this device; shorter where it ends.
    pub async fn read_file(&self, account: &AccountId, file: &MediaFile, from: u64, length: u64) -> Result<Vec<u8>> {
        media::read(&*self.account(account)?, &file.content, from, length)
            .await
            .map_err(|error| problem(&error))
    }

    /// Some bytes of a message's video from there on, fetched where they are not here; shorter where it ends.
    pub async fn stretch(&self, account: &AccountId, client_msg_id: &str, from: u64) -> Result<MediaStretch> {
        let account = self.account(account)?;
        let stretch = media::stretch(&account, client_msg_id, from).await;
        stretch
            .map(|media::Stretch { bytes, size, kind }| MediaStretch { bytes, size, kind })
            .map_err(|error| problem(&error))
    }

    /// What a conversation shows of a message's picture: a PNG or JPEG.
    pub async fn thumb(&self, account: &AccountId, client_msg_id: &str) -> Result<Vec<u8>> {
        media::thumb(&*self.account(account)?, client_msg_id).await
    }

    /// The picture of a message for other programs: a PNG, upright.
    pub async fn picture_as_png(&self, account: &AccountId, client_msg_id: &str) -> Result<Vec<u8>> {
        media::as_png(&*self.account(account)?, client_msg_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// The pictures, files or voice messages of a conversation before a place, or the newest; newest first.
    pub async fn album(
        &self,
        account: &AccountId,
        conversation_id: &str,
        kept: Kept,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<MessageView>> {
        media::album(&*self.account(account)?, conversation_id, kept, before, limit)
            .await
            .map_err(|error| problem(&error))
    }

    /// What an account's files take of this device.
    pub async fn storage(&self, account: &AccountId) -> Result<StorageView> {
        media::storage(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Lets go of everything that the server has, and tells how many bytes that were.
    pub async fn free_storage(&self, account: &AccountId) -> Result<u64> {
        media::free(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }
}

fn file(account: &crate::account::Account, whole: media::Whole) -> MediaFile {
    MediaFile {
        path: account.media.disk.of(&whole.content),
        shown: whole.shown,
        content: whole.content,
        size: whole.size,
        kind: whole.kind,
        name: whole.name,
    }
}
