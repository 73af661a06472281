//! The calls about voice messages: recording and hearing them.

use super::Client;
use crate::error::Result;
use crate::failure::problem;
use crate::view::{AccountId, RecordedView};
use crate::voice;

impl Client {
    /// Records until [`Client::end_recording`], the limit or the end of the microphone. `None`: it is not to be kept. What
    /// comes back is sent as a file that was brought.
    pub async fn record(&self, account: &AccountId) -> Result<Option<RecordedView>> {
        voice::record(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Ends the recording that runs, if one does.
    pub fn end_recording(&self, account: &AccountId, keep: bool) -> Result<()> {
        voice::end(&*self.account(account)?, keep);
        Ok(())
    }

    /// What a player needs of a message, fetched where it is not here.
    pub async fn sound(&self, account: &AccountId, client_msg_id: &str) -> Result<Vec<u8>> {
        voice::sound(&*self.account(account)?, client_msg_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// The same of what was recorded and is not sent yet.
    pub async fn brought_sound(&self, account: &AccountId, id: &str) -> Result<Vec<u8>> {
        voice::brought_sound(&*self.account(account)?, id)
            .await
            .map_err(|error| problem(&error))
    }

    /// The person has heard a message.
    pub async fn hear(&self, account: &AccountId, client_msg_id: &str) -> Result<()> {
        voice::hear(&*self.account(account)?, client_msg_id)
            .await
            .map_err(|error| problem(&error))
    }
}
