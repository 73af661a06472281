//! The handle that a shell, a test or another program holds: every call of the engine. Knows no SQL and no wire.

use std::sync::Arc;

use crate::error::{Code, Result};
use crate::requests::{Cursor, NewAccount, PasswordReset, Registered, SignIn, TokenSignIn};
use crate::setup::Setup;
use crate::subscription::{Bus, Subscription};
use crate::view::{AccountId, AccountView, ConversationView, MessageView, Page, ServerView, UserView};

/// The engine. Clones are the same engine; when the last is dropped every task of it ends.
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
}

pub(crate) struct Core {
    bus: Arc<Bus>,
}

impl Client {
    /// Takes the data folder, reopens every account in it and starts their links.
    ///
    /// Fails with `FolderInUse`, `NewerData`, `DamagedData`, `DiskFull` or `Storage`.
    pub async fn open(setup: Setup) -> Result<Self> {
        let _ = setup;
        Ok(Self {
            core: Arc::new(Core { bus: Arc::default() }),
        })
    }

    /// Ends every task, closes every file and frees the folder, whatever clones remain.
    pub async fn close(&self) {}

    /// Everything that happens from now on.
    pub fn subscribe(&self) -> Subscription {
        self.core.bus.subscribe()
    }

    /// The accounts of this device that are signed in, in a lasting order.
    pub fn accounts(&self) -> Vec<AccountView> {
        Vec::new()
    }

    /// What stands at `address`; with a `fingerprint` when the person may pin its certificate.
    pub async fn look_up_server(&self, address: &str) -> Result<ServerView> {
        let _ = (address,);
        Err(Code::Internal.into())
    }

    pub async fn register(&self, request: NewAccount) -> Result<Registered> {
        let _ = (request,);
        Err(Code::Internal.into())
    }

    pub async fn sign_in(&self, request: SignIn) -> Result<AccountView> {
        let _ = (request,);
        Err(Code::Internal.into())
    }

    pub async fn sign_in_with_token(&self, request: TokenSignIn) -> Result<AccountView> {
        let _ = (request,);
        Err(Code::Internal.into())
    }

    /// Sets a new password and returns the next recovery code (empty where the server gives none).
    pub async fn reset_password(&self, request: PasswordReset) -> Result<String> {
        let _ = (request,);
        Err(Code::Internal.into())
    }

    /// The account stays signed in on this device.
    pub async fn change_password(&self, account: &AccountId, current: &str, new: &str) -> Result<()> {
        let _ = (account, current, new);
        Err(Code::Internal.into())
    }

    /// A new token for an account that stopped for want of one.
    pub async fn renew_token(&self, account: &AccountId, token: &str) -> Result<()> {
        let _ = (account, token);
        Err(Code::Internal.into())
    }

    /// Forgets the token; the data too, unless it is to be kept for the next time.
    pub async fn sign_out(&self, account: &AccountId, keep_data: bool) -> Result<()> {
        let _ = (account, keep_data);
        Err(Code::Internal.into())
    }

    /// People by account name or user ID.
    pub async fn find_users(&self, account: &AccountId, query: &str) -> Result<Vec<UserView>> {
        let _ = (account, query);
        Err(Code::Internal.into())
    }

    /// The single conversation with a person; without a connection for people already known.
    pub async fn open_conversation(&self, account: &AccountId, user_id: &str) -> Result<ConversationView> {
        let _ = (account, user_id);
        Err(Code::Internal.into())
    }

    /// The list, newest first.
    pub async fn conversations(&self, account: &AccountId) -> Result<Vec<ConversationView>> {
        let _ = (account,);
        Err(Code::Internal.into())
    }

    /// A page that ends before `before`, or the newest one; fetched from the server where this device has a hole.
    pub async fn messages(
        &self,
        account: &AccountId,
        conversation_id: &str,
        before: Option<Cursor>,
        limit: u32,
    ) -> Result<Page> {
        let _ = (account, conversation_id, before, limit);
        Err(Code::Internal.into())
    }

    /// Takes a text on its way: it is on disk when this returns, and ends as sent or failed whatever happens.
    pub async fn send_text(&self, account: &AccountId, conversation_id: &str, text: &str) -> Result<MessageView> {
        let _ = (account, conversation_id, text);
        Err(Code::Internal.into())
    }

    /// Tries a failed message again.
    pub async fn resend(&self, account: &AccountId, client_msg_id: &str) -> Result<()> {
        let _ = (account, client_msg_id);
        Err(Code::Internal.into())
    }

    /// Throws a failed message away.
    pub async fn discard(&self, account: &AccountId, client_msg_id: &str) -> Result<()> {
        let _ = (account, client_msg_id);
        Err(Code::Internal.into())
    }

    /// Everything up to `seq` has been seen. At once on this device, by itself later on the server.
    pub async fn mark_read(&self, account: &AccountId, conversation_id: &str, seq: i64) -> Result<()> {
        let _ = (account, conversation_id, seq);
        Err(Code::Internal.into())
    }

    /// The machine woke up or its network changed: dial now.
    pub fn go(&self) {}
}
