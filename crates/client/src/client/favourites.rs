//! The calls about what a person keeps for himself.

use super::Client;
use crate::error::Result;
use crate::failure::problem;
use crate::favourites;
use crate::requests::Favoured;
use crate::view::{AccountId, FavouritesView};

impl Client {
    /// The newest `limit` of those that are asked for.
    pub async fn favourites(&self, account: &AccountId, request: &Favoured, limit: u32) -> Result<FavouritesView> {
        favourites::list(&*self.account(account)?, request, limit)
            .await
            .map_err(|error| problem(&error))
    }

    /// Keeps messages, all of them or none: at once on this device, by itself later on the server.
    pub async fn keep_favourites(&self, account: &AccountId, client_msg_ids: Vec<String>) -> Result<()> {
        favourites::keep(&*self.account(account)?, client_msg_ids)
            .await
            .map_err(|error| problem(&error))
    }

    /// Lets some go, in the same way.
    pub async fn remove_favourites(&self, account: &AccountId, ids: Vec<String>) -> Result<()> {
        favourites::remove(&*self.account(account)?, ids)
            .await
            .map_err(|error| problem(&error))
    }
}
