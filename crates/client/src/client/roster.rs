//! The accounts of a client: which are open, whose folder belongs to whom, and the task that each runs. Knows no call's
//! inside.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use db::Db;
use tokio::task::JoinSet;

use crate::account::Account;
use crate::burning;
use crate::calls::wire;
use crate::error::{Code, Problem};
use crate::event::Event;
use crate::folder::{self, Folder};
use crate::link;
use crate::search;
use crate::session::{self, Admitted};
use crate::setup::Setup;
use crate::store::account::{self, Owner};
use crate::view::{AccountId, AccountView};
use crate::world::World;

/// Signing out does not wait longer for a server.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) struct Roster {
    pub(super) world: Arc<World>,
    /// `None` once closed. Accounts hold it too: it is free when the last of them is really gone.
    folder: Mutex<Option<Arc<Folder>>>,
    running: Mutex<BTreeMap<AccountId, Running>>,
    /// One comes or goes at a time.
    door: tokio::sync::Mutex<()>,
}

struct Running {
    account: Arc<Account>,
    /// Ends when dropped.
    task: JoinSet<()>,
}

impl Roster {
    pub(super) async fn open(setup: Setup, vfs: Option<String>) -> anyhow::Result<Self> {
        let folder = Arc::new(Folder::take(&setup.folder).await?);
        let world = World {
            reads_quietly: std::sync::atomic::AtomicBool::default(),
            network: setup.network,
            clock: setup.clock,
            random: setup.random,
            keychain: setup.keychain,
            microphone: setup.microphone,
            db_mode: setup.db_mode,
            vfs,
            platform: setup.platform,
            bus: Arc::default(),
        };
        let roster = Self {
            world: Arc::new(world),
            folder: Mutex::new(Some(folder.clone())),
            running: Mutex::default(),
            door: tokio::sync::Mutex::default(),
        };
        for id in folder.accounts()? {
            let (db, owner) = roster.read(&folder, &id).await?;
            match owner {
                Some(owner) if owner.signed_in => {
                    roster.start(&folder, id, db, owner)?;
                }
                Some(_) => db.close().await,
                // Nobody had come to live here when the program ended.
                None => {
                    db.close().await;
                    folder::remove(&folder.of(&id))?;
                }
            }
        }
        Ok(roster)
    }

    pub(super) async fn close(&self) {
        let _door = self.door.lock().await;
        let running = std::mem::take(&mut *self.running());
        for (_, mut running) in running {
            running.task.shutdown().await;
            running.account.db.clone().close().await;
        }
        self.folder.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    pub(super) fn account(&self, id: &AccountId) -> Option<Arc<Account>> {
        self.running().get(id).map(|running| running.account.clone())
    }

    pub(super) fn accounts(&self) -> Vec<AccountView> {
        let mut all: Vec<_> = self
            .running()
            .values()
            .map(|running| (running.account.owner().added, running.account.view()))
            .collect();
        all.sort_by(|(one, a), (other, b)| (one, &a.id).cmp(&(other, &b.id)));
        all.into_iter().map(|(_, view)| view).collect()
    }

    pub(super) fn go(&self) {
        for running in self.running().values() {
            running.account.wakes.go.notify_one();
        }
    }

    /// Lets somebody in: into the folder that is his already, or a new one.
    pub(super) async fn admit(&self, admitted: Admitted) -> anyhow::Result<AccountView> {
        let _door = self.door.lock().await;
        let Admitted { owner, tokens } = admitted;
        let open = self
            .running()
            .values()
            .map(|running| running.account.clone())
            .find(|one| one.owner().is_same(&owner));
        if let Some(account) = open {
            account.change_owner(|known| *known = again(known, owner)).await?;
            session::replace(&account, tokens).await?;
            return Ok(account.view());
        }
        let folder = self.folder()?;
        let (id, db, mut owner) = match self.find(&folder, &owner).await? {
            Some((id, db, known)) => (id, db, again(&known, owner)),
            None => {
                let id = folder.fresh(&*self.world.random);
                let db = folder::open(&folder.of(&id), &self.world)?;
                (
                    id,
                    db,
                    Owner {
                        added: self.world.clock.now_ms(),
                        ..owner
                    },
                )
            }
        };
        owner.secret_store = session::keep(&*self.world.keychain, &id, &tokens).await?;
        let kept = owner.clone();
        db.write(move |tx| anyhow::Ok(account::put(tx, &kept)?))
            .await
            .context("Write the account's own row")?;
        let account = self.start(&folder, id, db, owner)?;
        let view = account.view();
        account.teller.tell(&[Event::Account {
            account: account.id.clone(),
            view: view.clone(),
        }]);
        Ok(view)
    }

    pub(super) async fn sign_out(&self, id: &AccountId, keep_data: bool) -> anyhow::Result<()> {
        let _door = self.door.lock().await;
        let folder = self.folder()?;
        let Some(mut running) = self.running().remove(id) else {
            return Err(Problem::from(Code::NotSignedIn).into());
        };
        let account = &running.account;
        if let Some(conn) = account.conn() {
            // Whether or not it hears this: here the token is forgotten.
            let _ = tokio::time::timeout(PATIENCE, wire::log_out(&conn, self.world.platform)).await;
        }
        running.task.shutdown().await;
        if account.owner().offers().devices {
            // A device that is signed out is none that the person would find in the list of them.
            let _ = tokio::time::timeout(PATIENCE, session::end_device(account, "")).await;
        }
        session::forget(&*self.world.keychain, id).await;
        let mut owner = account.owner();
        owner.signed_in = false;
        let written = account.db.write(move |tx| anyhow::Ok(account::put(tx, &owner)?)).await;
        account.db.clone().close().await;
        account.teller.tell(&[Event::SignedOut { account: id.clone() }]);
        if keep_data {
            written.context("Note that the account is signed out")
        } else {
            folder::remove(&folder.of(id))
        }
    }

    fn running(&self) -> MutexGuard<'_, BTreeMap<AccountId, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn folder(&self) -> anyhow::Result<Arc<Folder>> {
        let folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(folder.ok_or(Problem::from(Code::NotSignedIn))?)
    }

    async fn read(&self, folder: &Folder, id: &AccountId) -> anyhow::Result<(Db, Option<Owner>)> {
        let db = folder::open(&folder.of(id), &self.world)?;
        let owner = db
            .read(|connection| anyhow::Ok(account::get(connection)?))
            .await
            .context("Read whose data it is")?;
        Ok((db, owner))
    }

    /// The folder of somebody who signed out and left his data.
    async fn find(&self, folder: &Folder, owner: &Owner) -> anyhow::Result<Option<(AccountId, Db, Owner)>> {
        for id in folder.accounts()? {
            if self.account(&id).is_some() {
                continue;
            }
            let (db, known) = self.read(folder, &id).await?;
            match known {
                Some(known) if known.is_same(owner) => return Ok(Some((id, db, known))),
                _ => db.close().await,
            }
        }
        Ok(None)
    }

    fn start(&self, folder: &Arc<Folder>, id: AccountId, db: Db, owner: Owner) -> anyhow::Result<Arc<Account>> {
        let account = Account::new(id.clone(), folder.clone(), db, self.world.clone(), owner)?;
        let account = Arc::new(account);
        let mut task = JoinSet::new();
        task.spawn(link::run(account.clone()));
        task.spawn(search::run(account.clone()));
        task.spawn(burning::run(account.clone()));
        self.running().insert(
            id,
            Running {
                account: account.clone(),
                task,
            },
        );
        Ok(account)
    }
}

/// What is known of somebody, with what his signing in brought. The epoch stays the known one: that the server has
/// another now must still be seen.
fn again(known: &Owner, fresh: Owner) -> Owner {
    Owner {
        epoch: known.epoch.clone(),
        added: known.added,
        account: if fresh.account.is_empty() {
            known.account.clone()
        } else {
            fresh.account
        },
        // Where nobody could be asked what the person is called, nobody was asked for the rest either.
        status: if fresh.nickname.is_empty() {
            known.status.clone()
        } else {
            fresh.status
        },
        nickname: if fresh.nickname.is_empty() {
            known.nickname.clone()
        } else {
            fresh.nickname
        },
        face_url: if fresh.face_url.is_empty() {
            known.face_url.clone()
        } else {
            fresh.face_url
        },
        ..fresh
    }
}
