//! What people say of themselves, and their pictures.

use super::Client;
use crate::error::Result;
use crate::event::{GroupLink, PersonLink, ServerLink};
use crate::failure::problem;
use crate::requests::{About, Crop};
use crate::view::{AccountId, PicturePreview, ProfileView};
use crate::{about, pictures};

impl Client {
    /// Somebody as a drawer shows him; without a connection as he was last known.
    pub async fn profile(&self, account: &AccountId, user_id: &str) -> Result<ProfileView> {
        about::profile(&*self.account(account)?, user_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// What one says of oneself beside the name.
    pub async fn set_about(&self, account: &AccountId, about: &About) -> Result<()> {
        about::say(&*self.account(account)?, about)
            .await
            .map_err(|error| problem(&error))
    }

    /// The ID by which one is found and signs in; it is chosen once.
    pub async fn set_personal_id(&self, account: &AccountId, personal_id: &str) -> Result<()> {
        about::set_personal_id(&*self.account(account)?, personal_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// The own picture, by its address; empty: none.
    pub async fn set_face(&self, account: &AccountId, url: &str) -> Result<()> {
        about::set_face(&*self.account(account)?, url)
            .await
            .map_err(|error| problem(&error))
    }

    /// What a chosen file shows, to choose a part of.
    pub async fn preview_picture(&self, file: Vec<u8>) -> Result<PicturePreview> {
        pictures::preview(self.roster.world.db_mode, file).await
    }

    /// Puts a part of a picture on the account's server as an avatar, of whomever, and tells its address.
    pub async fn upload_avatar(&self, account: &AccountId, file: Vec<u8>, crop: Crop) -> Result<String> {
        pictures::upload(&*self.account(account)?, file, crop)
            .await
            .map_err(|error| problem(&error))
    }

    /// The picture at the address that a profile names, as it is drawn: a small PNG or JPEG.
    pub async fn picture(&self, account: &AccountId, face_url: &str) -> Result<Vec<u8>> {
        pictures::get(&*self.account(account)?, face_url).await
    }

    /// The same if it lies on this device.
    pub fn picture_at_hand(&self, account: &AccountId, face_url: &str) -> Option<Vec<u8>> {
        pictures::at_hand(&*self.account(account).ok()?, face_url)
    }

    /// What a link to this account's person says.
    pub fn own_link(&self, account: &AccountId) -> Result<PersonLink> {
        let account = self.account(account)?;
        Ok(PersonLink {
            server: about::link(&account),
            user_id: account.user_id.clone(),
        })
    }

    /// What a link to a group of this account's server says.
    pub fn group_link(&self, account: &AccountId, group_id: &str) -> Result<GroupLink> {
        Ok(GroupLink {
            server: about::link(&*self.account(account)?),
            group_id: group_id.to_owned(),
        })
    }

    /// The accounts on the server that a link names, in a lasting order.
    pub fn accounts_of(&self, server: &ServerLink) -> Vec<AccountId> {
        let all = self.roster.accounts().into_iter();
        let open = all.filter_map(|view| self.roster.account(&view.id));
        open.filter(|account| about::is_on(account, server))
            .map(|account| account.id.clone())
            .collect()
    }
}
