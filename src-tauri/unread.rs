//! What waits to be read, in all accounts, for the places outside the page that show it: the window's title, the badge,
//! the icon in the panel. Muted conversations do not count. Knows nothing of how it is shown.

mod ledger;

use client::{Client, view::AccountId};
use tokio::sync::watch;

use self::ledger::Ledger;
use crate::task::Task;

/// How much there is, and where.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiting {
    pub messages: i64,
    /// The conversations in which it is, newest first; a few of them.
    pub newest: Vec<Chat>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    pub account: AccountId,
    pub conversation_id: String,
    /// Empty where nobody has a name any more.
    pub name: String,
    pub unread: i64,
}

pub struct Unread {
    now: watch::Receiver<Waiting>,
    _task: Task,
}

impl Unread {
    /// Counts as soon as the client is open.
    pub fn new(opened: watch::Receiver<Option<Client>>) -> Self {
        let (tell, now) = watch::channel(Waiting::default());
        let _task = Task::new(count(opened, tell));
        Self { now, _task }
    }

    pub fn watch(&self) -> watch::Receiver<Waiting> {
        self.now.clone()
    }
}

async fn count(mut opened: watch::Receiver<Option<Client>>, tell: watch::Sender<Waiting>) {
    let client = match opened.wait_for(Option::is_some).await {
        Ok(client) => client.clone(),
        Err(_) => return,
    };
    let Some(client) = client else {
        return;
    };
    // Before anything is read, so that nothing falls between.
    let mut events = client.subscribe();
    let mut ledger = Ledger::default();
    for account in client.accounts() {
        read(&client, &mut ledger, account.id).await;
    }
    loop {
        tell.send_if_modified(|now| {
            let waiting = ledger.waiting();
            let news = *now != waiting;
            *now = waiting;
            news
        });
        let event = events.next().await;
        if let Some(account) = ledger.hear(event) {
            read(&client, &mut ledger, account).await;
        }
    }
}

async fn read(client: &Client, ledger: &mut Ledger, account: AccountId) {
    match client.conversations(&account).await {
        Ok(conversations) => ledger.read(account, conversations),
        // Signed out meanwhile; its own event says so.
        Err(problem) => tracing::debug!("The conversations of an account could not be counted: {problem}"),
    }
}
