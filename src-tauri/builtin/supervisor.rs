//! The one task that starts and ends the server as the settings say, waits while another profile has it, and tries
//! again where that may help. Knows no socket.

use std::{
    future::{Future, pending},
    ops::ControlFlow,
    time::Duration,
};

use client::{
    error::{Code, Problem, Result},
    event::Invitation,
    settings::{BuiltinSettings, Settings},
    view::{BuiltinState, BuiltinView, InvitationView, Registration},
};
use server::probe::{self, Answering};
use tokio::{
    sync::{mpsc, oneshot, watch},
    time::sleep,
};

use super::{Ask, Folders, Listening, Now, addresses, copies, running::Running, workers::Workers};
use crate::invitation;

/// Before looking again after the server of another profile.
const SOON: Duration = Duration::from_millis(250);
/// How often a held folder without a server is looked at before that is called a failure: for longer than a server
/// takes to end.
const PATIENCE: u32 = 60;
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Break: the app ends.
type Next = ControlFlow<()>;
const AGAIN: Next = ControlFlow::Continue(());
const END: Next = ControlFlow::Break(());

pub(super) struct Supervisor<T> {
    folders: Folders,
    settings: watch::Receiver<Settings>,
    asks: mpsc::Receiver<Ask>,
    now: watch::Sender<Now>,
    tell: T,
    /// Tries since the settings last changed or the server last ran.
    tries: u32,
    workers: Workers,
    /// Last, so that everything else has ended when it is dropped.
    ending: Option<oneshot::Sender<()>>,
}

impl<T: Fn(BuiltinView) + Send + Sync> Supervisor<T> {
    pub(super) fn new(
        folders: Folders,
        settings: watch::Receiver<Settings>,
        asks: mpsc::Receiver<Ask>,
        now: watch::Sender<Now>,
        tell: T,
    ) -> Self {
        Self {
            folders,
            settings,
            asks,
            now,
            tell,
            tries: 0,
            workers: Workers::default(),
            ending: None,
        }
    }

    pub(super) async fn run(mut self) {
        loop {
            let wanted = self.wanted();
            let next = if wanted.on {
                self.try_to_run(&wanted).await
            } else {
                self.show(BuiltinState::Off);
                self.idle(&wanted, pending()).await
            };
            if next == END {
                break;
            }
        }
    }

    fn wanted(&mut self) -> BuiltinSettings {
        self.settings.borrow_and_update().builtin.clone()
    }

    fn show(&self, state: BuiltinState) {
        let now = Now {
            state,
            listening: Listening::read(&self.folders.data),
        };
        let news = self.now.send_if_modified(|shown| {
            let news = *shown != now;
            *shown = now;
            news
        });
        if news {
            let view = self.now.borrow().view(&self.folders);
            (self.tell)(view);
        }
    }

    async fn try_to_run(&mut self, wanted: &BuiltinSettings) -> Next {
        let state = self.now.borrow().state;
        // Trying again changes nothing for whoever looks until it succeeds.
        if self.tries == 0 && state != BuiltinState::Elsewhere {
            self.show(BuiltinState::Starting);
        }
        match Running::start(&mut self.workers, &self.folders, wanted).await {
            Ok(running) => {
                self.tries = 0;
                self.show(BuiltinState::Running);
                self.keep(running, wanted).await
            }
            Err(Problem {
                code: Code::FolderInUse,
            }) => self.follow(wanted).await,
            Err(Problem { code }) => {
                self.show(BuiltinState::Failed { code });
                let pause = Duration::from_secs(1) * 2_u32.saturating_pow(self.tries.min(6));
                self.tries += 1;
                match code {
                    Code::DamagedData | Code::NewerData => self.idle(wanted, pending()).await,
                    _ => self.idle(wanted, sleep(pause.min(LONGEST_PAUSE))).await,
                }
            }
        }
    }

    /// Somebody else holds the data.
    async fn follow(&mut self, wanted: &BuiltinSettings) -> Next {
        if let Some(other) = other(&self.folders).await {
            self.tries = 0;
            self.show(BuiltinState::Elsewhere);
            let gone = async {
                other.gone().await;
                sleep(SOON).await;
            };
            return self.idle(wanted, gone).await;
        }
        self.tries = self.tries.saturating_add(1);
        if self.tries > PATIENCE {
            self.show(BuiltinState::Failed {
                code: Code::FolderInUse,
            });
        }
        self.idle(wanted, sleep(SOON)).await
    }

    /// Waits, without a server, for other settings or until there is reason to try again.
    async fn idle(&mut self, wanted: &BuiltinSettings, until: impl Future<Output = ()> + Send) -> Next {
        tokio::pin!(until);
        loop {
            let ask = tokio::select! {
                biased;
                ask = self.asks.recv() => ask,
                changed = self.settings.changed() => {
                    if changed.is_err() {
                        return END;
                    }
                    if self.wanted() != *wanted {
                        self.tries = 0;
                        return AGAIN;
                    }
                    continue;
                }
                () = &mut until => return AGAIN,
            };
            match ask {
                None => return END,
                Some(Ask::End(ending)) => {
                    self.ending = Some(ending);
                    return END;
                }
                Some(Ask::Invite(_, answer)) => reply(answer, Err(Code::NoPermission.into())),
                Some(Ask::BackUp(answer)) => {
                    let made = self.workers.run(copies::make_of_idle(self.folders.clone())).await;
                    reply(answer, made.flatten());
                }
                Some(Ask::Restore(name, answer)) => {
                    let from = copies::find(&name, self.folders.clone()).await;
                    self.restore(from, answer).await;
                    self.tries = 0;
                    return AGAIN;
                }
            }
        }
    }

    /// Until it is to end, or to start anew.
    async fn keep(&mut self, running: Running, wanted: &BuiltinSettings) -> Next {
        let mut restoring = None;
        let next = loop {
            let ask = tokio::select! {
                biased;
                ask = self.asks.recv() => ask,
                changed = self.settings.changed() => {
                    if changed.is_err() {
                        break END;
                    }
                    if self.wanted() != *wanted {
                        break AGAIN;
                    }
                    continue;
                }
            };
            match ask {
                None => break END,
                Some(Ask::End(ending)) => {
                    self.ending = Some(ending);
                    break END;
                }
                Some(Ask::Invite(inviter, answer)) => reply(answer, invite(&running, wanted, inviter).await),
                Some(Ask::BackUp(answer)) => {
                    let copy = copies::make(running.server.clone(), self.folders.clone());
                    let made = self.workers.run(copy).await;
                    reply(answer, made.flatten());
                }
                Some(Ask::Restore(name, answer)) => match copies::find(&name, self.folders.clone()).await {
                    Ok(from) => {
                        restoring = Some((from, answer));
                        break AGAIN;
                    }
                    Err(problem) => reply(answer, Err(problem)),
                },
            }
        };
        running.stop(&mut self.workers).await;
        if let Some((from, answer)) = restoring {
            self.restore(Ok(from), answer).await;
        }
        next
    }

    async fn restore(&mut self, from: Result<std::path::PathBuf>, answer: oneshot::Sender<Result<()>>) {
        let restored = match from {
            Ok(from) => {
                let restored = self.workers.run(copies::restore(from, self.folders.clone())).await;
                restored.flatten()
            }
            Err(problem) => Err(problem),
        };
        reply(answer, restored);
    }
}

/// The server of another profile, if it answers where it said it would.
async fn other(folders: &Folders) -> Option<Answering> {
    let listening = Listening::read(&folders.data)?;
    let other = probe::probe(listening.port).await?;
    (other.server_id == listening.server_id).then_some(other)
}

async fn invite(running: &Running, wanted: &BuiltinSettings, inviter: String) -> Result<InvitationView> {
    let (Some(port), Some(fingerprint)) = (running.listening.network_port, &running.listening.fingerprint) else {
        return Err(Code::NoPermission.into());
    };
    let addresses = addresses::of_this_computer(port);
    if addresses.is_empty() {
        return Err(Code::Network.into());
    }
    let code = match wanted.registration {
        Registration::Open => String::new(),
        Registration::Invite => {
            let made = running.server.apps().default_app().accounts.invite().await;
            made.map_err(|_| Code::Server)?
        }
        Registration::Closed => return Err(Code::RegistrationClosed.into()),
    };
    let link = invitation::write(&Invitation {
        addresses,
        fingerprint: fingerprint.clone(),
        code,
        inviter,
    });
    let qr = invitation::draw(&link)?;
    Ok(InvitationView { link, qr })
}

/// Nobody waits any more where it cannot be sent.
fn reply<R>(answer: oneshot::Sender<Result<R>>, result: Result<R>) {
    let _ = answer.send(result);
}
