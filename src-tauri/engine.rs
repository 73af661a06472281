//! The one open client of this process. It is opened while the window is made; a failure is the answer of the command that
//! needs it, so the window can show it, and each command tries again.

use std::{path::PathBuf, sync::Arc};

use client::{
    Client, Setup,
    error::{Code, Problem, Result},
    settings::SettingsFile,
};
use tokio::sync::{Mutex, watch};

use crate::{events::Events, microphone::SoundCard};

pub struct Engine {
    folder: PathBuf,
    state: Mutex<State>,
    events: Events,
    opened: watch::Sender<Option<Client>>,
}

enum State {
    Shut,
    Open(Client),
    /// The app is ending: nothing opens any more.
    Ended,
}

impl Engine {
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            state: Mutex::new(State::Shut),
            events: Events::new(),
            opened: watch::Sender::new(None),
        }
    }

    /// The client, once it is open, for those who follow it beside the page.
    pub fn watch(&self) -> watch::Receiver<Option<Client>> {
        self.opened.subscribe()
    }

    pub fn events(&self) -> &Events {
        &self.events
    }

    /// The client, opened if it is not yet. Events are held from this moment on.
    pub async fn client(&self) -> Result<Client> {
        let mut state = self.state.lock().await;
        match &*state {
            State::Open(client) => Ok(client.clone()),
            State::Ended => Err(Problem::from(Code::Internal)),
            State::Shut => {
                let setup = Setup {
                    microphone: Arc::new(SoundCard),
                    ..Setup::real(self.folder.clone())
                };
                let client = Client::open(setup).await.inspect_err(|problem| {
                    tracing::error!("The data folder could not be opened: {problem}");
                })?;
                let settings = SettingsFile::new(&self.folder).read();
                client.set_receipts(settings.privacy.receipts);
                self.events.hold(client.subscribe()).await;
                *state = State::Open(client.clone());
                self.opened.send_replace(Some(client.clone()));
                Ok(client)
            }
        }
    }

    /// The machine woke, or somebody looks: links that wait are tried at once.
    pub fn go(&self) {
        if let Ok(state) = self.state.try_lock()
            && let State::Open(client) = &*state
        {
            client.go();
        }
    }

    /// Ends every task of the client and lets go of the folder.
    pub async fn close(&self) {
        self.events.close();
        if let State::Open(client) = std::mem::replace(&mut *self.state.lock().await, State::Ended) {
            client.close().await;
        }
    }
}
