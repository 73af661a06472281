//! The calls about pictures that somebody keeps to send again.

use std::path::PathBuf;

use super::Client;
use crate::error::Result;
use crate::failure::problem;
use crate::media::stickers;
use crate::view::{AccountId, StickerView, StickersAdded};

impl Client {
    /// Those of this device, the one kept last first.
    pub async fn stickers(&self, account: &AccountId) -> Result<Vec<StickerView>> {
        stickers::all(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Keeps a picture that was brought.
    pub async fn keep_sticker(&self, account: &AccountId, file: &str) -> Result<StickerView> {
        stickers::keep(&*self.account(account)?, file)
            .await
            .map_err(|error| problem(&error))
    }

    /// Keeps the pictures of a folder, as many as there is room for.
    pub async fn keep_sticker_folder(&self, account: &AccountId, folder: PathBuf) -> Result<StickersAdded> {
        stickers::keep_folder(&*self.account(account)?, folder)
            .await
            .map_err(|error| problem(&error))
    }

    /// Keeps the picture of a message.
    pub async fn keep_received_sticker(&self, account: &AccountId, client_msg_id: &str) -> Result<StickerView> {
        stickers::keep_received(&*self.account(account)?, client_msg_id)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn forget_sticker(&self, account: &AccountId, content: &str) -> Result<()> {
        stickers::forget(&*self.account(account)?, content)
            .await
            .map_err(|error| problem(&error))
    }

    /// Brings one that is kept, to be sent as whatever is brought.
    pub async fn bring_sticker(&self, account: &AccountId, content: &str) -> Result<String> {
        stickers::bring(&*self.account(account)?, content)
            .await
            .map_err(|error| problem(&error))
    }

    /// The bytes of one that is kept, and their MIME type.
    pub async fn sticker(&self, account: &AccountId, content: &str) -> Result<(Vec<u8>, String)> {
        stickers::bytes(&*self.account(account)?, content)
            .await
            .map_err(|error| problem(&error))
    }
}
