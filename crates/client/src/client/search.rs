//! The calls about finding messages.

use super::Client;
use crate::error::Result;
use crate::failure::problem;
use crate::requests::{Search, SearchCursor};
use crate::search;
use crate::view::{AccountId, FoundView, HitCount};

impl Client {
    /// Messages on this device that contain the query, newest first; from the newest one or behind `before`. A new search
    /// ends the one before.
    pub async fn search(
        &self,
        account: &AccountId,
        request: &Search,
        before: Option<SearchCursor>,
        limit: u32,
    ) -> Result<FoundView> {
        search::find(&*self.account(account)?, request, before, limit)
            .await
            .map_err(|error| problem(&error))
    }

    /// Fetches what the server finds and this device does not have yet, so that it is found here; answers with how many
    /// there were. None where the server offers nothing of the kind, and without a connection.
    pub async fn fetch_found(&self, account: &AccountId, request: &Search) -> Result<u32> {
        search::fetch(&*self.account(account)?, request)
            .await
            .map_err(|error| problem(&error))
    }

    /// How many there are in each conversation, the most first; none where another search began meanwhile.
    pub async fn search_counts(&self, account: &AccountId, request: &Search) -> Result<Vec<HitCount>> {
        search::counts(&*self.account(account)?, request)
            .await
            .map_err(|error| problem(&error))
    }
}
