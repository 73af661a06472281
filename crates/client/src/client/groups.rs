//! The calls about groups, their members and requests to be let in.

use super::Client;
use crate::error::Result;
use crate::failure::problem;
use crate::groups::{self, marks, members, settings};
use crate::view::{
    AccountId, Brought, ConversationView, DepartedView, GroupChange, GroupRequestView, GroupView, MadeGroup, MemberPage,
};

impl Client {
    /// Those that the person is in, and those of which he has the conversation; also without a connection.
    pub async fn groups(&self, account: &AccountId) -> Result<Vec<GroupView>> {
        groups::all(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Any group by its ID, as whoever wants to join sees it.
    pub async fn look_up_group(&self, account: &AccountId, group_id: &str) -> Result<GroupView> {
        groups::look_up(&*self.account(account)?, group_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// The conversation of a known group, put into the list.
    pub async fn open_group(&self, account: &AccountId, group_id: &str) -> Result<ConversationView> {
        groups::open(&*self.account(account)?, group_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// Makes a group. Like all that follows and changes something it needs a connection, and is not kept for later.
    pub async fn create_group(
        &self,
        account: &AccountId,
        name: &str,
        user_ids: Vec<String>,
        face_url: &str,
    ) -> Result<MadeGroup> {
        groups::create(&*self.account(account)?, name, user_ids, face_url)
            .await
            .map_err(|error| problem(&error))
    }

    /// Whether the person is in now; otherwise the request waits for somebody to accept it.
    pub async fn join_group(&self, account: &AccountId, group_id: &str, message: &str) -> Result<bool> {
        groups::join(&*self.account(account)?, group_id, message)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn invite_to_group(
        &self,
        account: &AccountId,
        group_id: &str,
        user_ids: Vec<String>,
        message: &str,
    ) -> Result<Brought> {
        groups::invite(&*self.account(account)?, group_id, user_ids, message)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn remove_from_group(&self, account: &AccountId, group_id: &str, user_ids: Vec<String>) -> Result<()> {
        groups::remove(&*self.account(account)?, group_id, user_ids)
            .await
            .map_err(|error| problem(&error))
    }

    /// The owner hands the group over first, or dismisses it.
    pub async fn leave_group(&self, account: &AccountId, group_id: &str) -> Result<()> {
        groups::leave(&*self.account(account)?, group_id)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn dismiss_group(&self, account: &AccountId, group_id: &str) -> Result<()> {
        groups::dismiss(&*self.account(account)?, group_id)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn transfer_group(&self, account: &AccountId, group_id: &str, user_id: &str) -> Result<()> {
        groups::transfer(&*self.account(account)?, group_id, user_id)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn set_group_admin(&self, account: &AccountId, group_id: &str, user_id: &str, admin: bool) -> Result<()> {
        settings::set_admin(&*self.account(account)?, group_id, user_id, admin)
            .await
            .map_err(|error| problem(&error))
    }

    /// For so many seconds; 0: he may write again.
    pub async fn mute_member(&self, account: &AccountId, group_id: &str, user_id: &str, seconds: u32) -> Result<()> {
        settings::mute_member(&*self.account(account)?, group_id, user_id, seconds)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn mute_group(&self, account: &AccountId, group_id: &str, muted: bool) -> Result<()> {
        settings::mute(&*self.account(account)?, group_id, muted)
            .await
            .map_err(|error| problem(&error))
    }

    /// Whether somebody may write also while the group is muted; where the server offers it.
    pub async fn set_exempt(&self, account: &AccountId, group_id: &str, user_id: &str, exempt: bool) -> Result<()> {
        settings::set_exempt(&*self.account(account)?, group_id, user_id, exempt)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn set_group(&self, account: &AccountId, group_id: &str, change: GroupChange) -> Result<()> {
        settings::set(&*self.account(account)?, group_id, change)
            .await
            .map_err(|error| problem(&error))
    }

    /// What the person is called in the group; empty: as everywhere.
    pub async fn set_group_nickname(&self, account: &AccountId, group_id: &str, nickname: &str) -> Result<()> {
        settings::set_nickname(&*self.account(account)?, group_id, nickname)
            .await
            .map_err(|error| problem(&error))
    }

    /// Whether it stands among the contacts, on every device.
    pub async fn save_group(&self, account: &AccountId, group_id: &str, saved: bool) -> Result<()> {
        marks::save(&*self.account(account)?, group_id, saved)
            .await
            .map_err(|error| problem(&error))
    }

    /// Puts the banner of the announcement away, on every device.
    pub async fn read_announcement(&self, account: &AccountId, group_id: &str) -> Result<()> {
        marks::read_announcement(&*self.account(account)?, group_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// By `query` in names, all where it is empty; at most 100 of them.
    pub async fn group_members(
        &self,
        account: &AccountId,
        group_id: &str,
        query: &str,
        offset: u32,
        limit: u32,
    ) -> Result<MemberPage> {
        members::page(&*self.account(account)?, group_id, query, offset, limit)
            .await
            .map_err(|error| problem(&error))
    }

    /// Newest first; `None` where the server does not keep it. For owner and admins.
    pub async fn departed_members(&self, account: &AccountId, group_id: &str) -> Result<Option<Vec<DepartedView>>> {
        members::departed(&*self.account(account)?, group_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// Whether who comes in sees what was written before; `None` where the server does not offer the choice.
    pub async fn group_history(&self, account: &AccountId, group_id: &str) -> Result<Option<bool>> {
        settings::history(&*self.account(account)?, group_id)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn set_group_history(&self, account: &AccountId, group_id: &str, shown: bool) -> Result<()> {
        settings::set_history(&*self.account(account)?, group_id, shown)
            .await
            .map_err(|error| problem(&error))
    }

    /// Of all groups and sides, newest first.
    pub async fn group_requests(&self, account: &AccountId) -> Result<Vec<GroupRequestView>> {
        groups::requests(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    pub async fn answer_group_request(
        &self,
        account: &AccountId,
        group_id: &str,
        user_id: &str,
        accept: bool,
        message: &str,
    ) -> Result<()> {
        groups::answer(&*self.account(account)?, group_id, user_id, accept, message)
            .await
            .map_err(|error| problem(&error))
    }
}
