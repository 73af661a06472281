//! The handle that a shell, a test or another program holds: every call of the engine. Knows no SQL and no wire.

mod favourites;
mod friends;
mod groups;
mod media;
mod messages;
mod profiles;
mod roster;
mod search;
mod stickers;
mod voice;

use std::sync::Arc;

use crate::account::Account;
use crate::error::{Code, Result};
use crate::failure::problem;
use crate::requests::{
    CodeRequest, CodeSent, CodeSignIn, CodeTo, ConversationAct, NewAccount, PasswordReset, Profile, Registered, SignIn,
    TokenSignIn,
};
use crate::setup::Setup;
use crate::store::conversations;
use crate::subscription::Subscription;
use crate::view::{
    AccountId, AccountView, ContactsView, ConversationView, DeviceView, KnownView, Notify, ServerView, UserView,
};
use crate::{known, people, profile, server, session, views, wishes};
use roster::Roster;

/// The engine. Clones are the same engine; when the last is dropped every task of it ends.
#[derive(Clone)]
pub struct Client {
    roster: Arc<Roster>,
}

impl Client {
    /// Takes the data folder, reopens every account in it and starts their links.
    ///
    /// Fails with `FolderInUse`, `NewerData`, `DamagedData`, `DiskFull` or `Storage`.
    pub async fn open(setup: Setup) -> Result<Self> {
        let roster = Roster::open(setup, None).await.map_err(|error| problem(&error))?;
        Ok(Self {
            roster: Arc::new(roster),
        })
    }

    /// As [`Client::open`], with every account's database on a registered SQLite VFS: for tests of disks that fail.
    pub async fn open_on_vfs(setup: Setup, vfs: &str) -> Result<Self> {
        let roster = Roster::open(setup, Some(vfs.to_owned()))
            .await
            .map_err(|error| problem(&error))?;
        Ok(Self {
            roster: Arc::new(roster),
        })
    }

    /// Ends every task, closes every file and frees the folder, whatever clones remain.
    pub async fn close(&self) {
        self.roster.close().await;
    }

    /// Everything that happens from now on.
    pub fn subscribe(&self) -> Subscription {
        self.roster.world.bus.subscribe()
    }

    /// The accounts of this device that are signed in, in a lasting order.
    pub fn accounts(&self) -> Vec<AccountView> {
        self.roster.accounts()
    }

    /// What stands at `address`; with a `fingerprint` when the person may pin its certificate.
    pub async fn look_up_server(&self, address: &str) -> Result<ServerView> {
        Ok(server::describe(&self.roster.world, address).await?.view())
    }

    pub async fn register(&self, request: NewAccount) -> Result<Registered> {
        let (admitted, recovery_code) = session::register(&self.roster.world, &request).await?;
        let account = self.roster.admit(admitted).await.map_err(|error| problem(&error))?;
        Ok(Registered { account, recovery_code })
    }

    pub async fn sign_in(&self, request: SignIn) -> Result<AccountView> {
        let admitted = session::sign_in(&self.roster.world, &request).await?;
        self.roster.admit(admitted).await.map_err(|error| problem(&error))
    }

    /// Has a server send a code. What comes back is the same whether somebody has an account or not.
    pub async fn send_code(&self, request: CodeRequest) -> Result<CodeSent> {
        session::send_code(&self.roster.world, &request).await
    }

    pub async fn sign_in_with_code(&self, request: CodeSignIn) -> Result<AccountView> {
        let admitted = session::sign_in_with_code(&self.roster.world, &request).await?;
        self.roster.admit(admitted).await.map_err(|error| problem(&error))
    }

    pub async fn sign_in_with_token(&self, request: TokenSignIn) -> Result<AccountView> {
        let admitted = session::sign_in_with_token(&self.roster.world, &request).await?;
        self.roster.admit(admitted).await.map_err(|error| problem(&error))
    }

    /// Sets a new password and returns the next recovery code (empty where the server gives none).
    pub async fn reset_password(&self, request: PasswordReset) -> Result<String> {
        session::reset_password(&self.roster.world, &request).await
    }

    /// The account stays signed in on this device.
    pub async fn change_password(&self, account: &AccountId, current: &str, new: &str) -> Result<()> {
        let account = self.account(account)?;
        session::change_password(&account, current, new)
            .await
            .map_err(|error| problem(&error))
    }

    /// Another recovery code; the one before is void.
    pub async fn renew_recovery_code(&self, account: &AccountId, password: &str) -> Result<String> {
        session::renew_recovery_code(&*self.account(account)?, password)
            .await
            .map_err(|error| problem(&error))
    }

    /// The addresses to which codes for this account go.
    pub async fn contacts(&self, account: &AccountId) -> Result<ContactsView> {
        session::contacts(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Has a code sent to an address that is to be the account's.
    pub async fn send_proof(&self, account: &AccountId, to: &CodeTo, language: &str) -> Result<CodeSent> {
        session::send_proof(&*self.account(account)?, to, language)
            .await
            .map_err(|error| problem(&error))
    }

    /// Adds the address to the account, or puts it in the place of the one before.
    pub async fn prove_contact(&self, account: &AccountId, to: &CodeTo, code: &str, password: &str) -> Result<()> {
        session::prove_contact(&*self.account(account)?, to, code, password)
            .await
            .map_err(|error| problem(&error))
    }

    /// Takes the mail address from the account, or the telephone number.
    pub async fn remove_contact(&self, account: &AccountId, phone: bool, password: &str) -> Result<()> {
        session::remove_contact(&*self.account(account)?, phone, password)
            .await
            .map_err(|error| problem(&error))
    }

    /// The devices on which the account is signed in, oldest first.
    pub async fn devices(&self, account: &AccountId) -> Result<Vec<DeviceView>> {
        session::devices(&*self.account(account)?)
            .await
            .map_err(|error| problem(&error))
    }

    /// Signs a device out at once. This one is signed out as by [`Client::sign_out`], and its data stays.
    pub async fn sign_out_device(&self, account: &AccountId, device: &str) -> Result<()> {
        let this = session::end_device(&*self.account(account)?, device).await;
        if this.map_err(|error| problem(&error))? {
            self.sign_out(account, true).await?;
        }
        Ok(())
    }

    /// Deletes the account on its server for ever, and then everything of it on this device.
    pub async fn delete_account(&self, account: &AccountId, password: &str) -> Result<()> {
        session::delete(&*self.account(account)?, password)
            .await
            .map_err(|error| problem(&error))?;
        self.sign_out(account, false).await
    }

    /// What everybody sees of the person from now on. Nothing is kept for later: without a connection it fails.
    pub async fn update_profile(&self, account: &AccountId, profile: Profile) -> Result<()> {
        profile::update(&*self.account(account)?, &profile)
            .await
            .map_err(|error| problem(&error))
    }

    /// A new token for an account that stopped for want of one.
    pub async fn renew_token(&self, account: &AccountId, token: &str) -> Result<()> {
        session::renew_token(&*self.account(account)?, token)
            .await
            .map_err(|error| problem(&error))
    }

    /// Forgets the token; the data too, unless it is to be kept for the next time.
    pub async fn sign_out(&self, account: &AccountId, keep_data: bool) -> Result<()> {
        self.roster
            .sign_out(account, keep_data)
            .await
            .map_err(|error| problem(&error))
    }

    /// People by account name, nickname or user ID; without a connection those already known.
    pub async fn find_users(&self, account: &AccountId, query: &str) -> Result<Vec<UserView>> {
        people::find(&*self.account(account)?, query)
            .await
            .map_err(|error| problem(&error))
    }

    /// A person by his ID, from now on watched; without a connection as he was last known.
    pub async fn user(&self, account: &AccountId, user_id: &str) -> Result<UserView> {
        people::get(&*self.account(account)?, user_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// Friends, and people and groups of the list, by name, pinyin or first letters, the best first; for a blank query
    /// those who were talked to last. Asks no server.
    pub async fn find_known(&self, account: &AccountId, query: &str, limit: usize) -> Result<Vec<KnownView>> {
        known::find(&*self.account(account)?, query, limit)
            .await
            .map_err(|error| problem(&error))
    }

    /// The single conversation with a person; without a connection for people already known.
    pub async fn open_conversation(&self, account: &AccountId, user_id: &str) -> Result<ConversationView> {
        people::open(&*self.account(account)?, user_id)
            .await
            .map_err(|error| problem(&error))
    }

    /// The list: pinned ones first, then the newest; those that are put away among them.
    pub async fn conversations(&self, account: &AccountId) -> Result<Vec<ConversationView>> {
        let account = self.account(account)?;
        let teller = account.teller.clone();
        account
            .read(move |db| {
                let rows = conversations::listed(db)?;
                let views = rows
                    .iter()
                    .map(|row| views::conversation(db, row, |user| teller.presence(user)));
                let mut views = views.collect::<rusqlite::Result<Vec<_>>>()?;
                views::sort(&mut views);
                Ok(views)
            })
            .await
            .map_err(|error| problem(&error))
    }

    /// Which messages are worth a notification. At once on this device, by itself later on the server and the others.
    pub async fn set_notify(&self, account: &AccountId, conversation_id: &str, notify: Notify) -> Result<()> {
        let ids = [conversation_id.to_owned()];
        self.act(account, &ids, ConversationAct::Notify { notify }).await
    }

    /// Does something with conversations of the list. At once on this device, by itself later on the server and the
    /// others. It happens with all of them or with none.
    pub async fn act(&self, account: &AccountId, conversation_ids: &[String], act: ConversationAct) -> Result<()> {
        wishes::act(&*self.account(account)?, conversation_ids, act)
            .await
            .map_err(|error| problem(&error))
    }

    /// The machine woke up or its network changed: dial now.
    pub fn go(&self) {
        self.roster.go();
    }

    fn account(&self, id: &AccountId) -> Result<Arc<Account>> {
        self.roster.account(id).ok_or_else(|| Code::NotSignedIn.into())
    }
}
