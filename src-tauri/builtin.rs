//! The server inside the app: switched on and off by the settings, one for all profiles of this computer, with copies of
//! its data and invitations to it. Knows no window and no account; what changes it tells to whoever asked to be told.
//!
//! ```text
//! BASE/server/                  the data, as `selkie-server` keeps it
//! BASE/server/listening.json    where it listens, for the next start and for the other profiles
//! BASE/backups/                 its copies
//! ```

mod addresses;
mod copies;
mod listening;
mod running;
mod supervisor;
#[cfg(test)]
mod tests;
mod workers;

use std::{path::Path, time::Duration};

use client::{
    error::{Code, Result},
    settings::Settings,
    view::{BackupView, BuiltinState, BuiltinView, InvitationView, NetworkView},
};
use tokio::sync::{mpsc, oneshot, watch};

use self::{copies::Folders, listening::Listening, supervisor::Supervisor};
use crate::task::Task;

/// More than a server takes to end in good order.
const ENDING: Duration = Duration::from_secs(25);
const MOST_ASKED: usize = 16;

/// The server inside this app; dropping it ends the server as the death of the process would.
pub struct Builtin {
    folders: Folders,
    now: watch::Receiver<Now>,
    asks: mpsc::Sender<Ask>,
    _supervisor: Task,
}

/// What somebody wants of it, one after the other.
enum Ask {
    /// Whoever invites, by user ID.
    Invite(String, oneshot::Sender<Result<InvitationView>>),
    BackUp(oneshot::Sender<Result<BackupView>>),
    Restore(String, oneshot::Sender<Result<()>>),
    /// Dropped when everything has ended.
    End(oneshot::Sender<()>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Now {
    state: BuiltinState,
    listening: Option<Listening>,
}

impl Now {
    fn view(&self, folders: &Folders) -> BuiltinView {
        let answers = matches!(self.state, BuiltinState::Running | BuiltinState::Elsewhere);
        let network = self.listening.as_ref().filter(|_| answers).and_then(|listening| {
            let port = listening.network_port?;
            Some(NetworkView {
                addresses: addresses::of_this_computer(port),
                port,
                fingerprint: listening.fingerprint.clone()?,
            })
        });
        BuiltinView {
            state: self.state,
            address: self.listening.as_ref().map(Listening::address).unwrap_or_default(),
            network,
            folder: folders.data.to_string_lossy().into_owned(),
        }
    }
}

impl Builtin {
    /// Follows the settings from now on. `base` is the folder of all profiles.
    pub fn new(
        base: &Path,
        settings: watch::Receiver<Settings>,
        tell: impl Fn(BuiltinView) + Send + Sync + 'static,
    ) -> Self {
        let folders = Folders::new(base);
        let now = watch::Sender::new(Now {
            state: BuiltinState::Off,
            listening: Listening::read(&folders.data),
        });
        let (asks, asked) = mpsc::channel(MOST_ASKED);
        Self {
            now: now.subscribe(),
            asks,
            _supervisor: Task::new(Supervisor::new(folders.clone(), settings, asked, now, tell).run()),
            folders,
        }
    }

    pub fn view(&self) -> BuiltinView {
        self.now.borrow().view(&self.folders)
    }

    /// An invitation for one more person, from the one with this user ID.
    pub async fn invite(&self, inviter: String) -> Result<InvitationView> {
        self.ask(|answer| Ask::Invite(inviter, answer)).await
    }

    pub async fn back_up(&self) -> Result<BackupView> {
        self.ask(Ask::BackUp).await
    }

    pub async fn backups(&self) -> Result<Vec<BackupView>> {
        copies::list(self.folders.clone()).await
    }

    /// Puts the copy of this name back; whoever is signed in is connected again afterwards.
    pub async fn restore(&self, name: String) -> Result<()> {
        self.ask(|answer| Ask::Restore(name, answer)).await
    }

    /// Ends the server in good order, so that nobody waits for an answer that never comes.
    pub async fn close(&self) {
        let (ending, ended) = oneshot::channel();
        let end = async {
            if self.asks.send(Ask::End(ending)).await.is_ok() {
                // Nothing is ever sent.
                let _ = ended.await;
            }
        };
        if tokio::time::timeout(ENDING, end).await.is_err() {
            tracing::warn!("The built-in server did not end in time");
        }
    }

    async fn ask<T>(&self, ask: impl FnOnce(oneshot::Sender<Result<T>>) -> Ask) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        self.asks.send(ask(answer)).await.map_err(|_| Code::Internal)?;
        answered.await.map_err(|_| Code::Internal)?
    }
}
