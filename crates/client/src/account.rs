//! One signed-in person on one server: the database, the tokens and what is known only while the program runs. Knows
//! how to change rows and tell of it; what is changed when is decided by others.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;
use db::Db;
use rusqlite::Connection;
use tokio::sync::Notify;

use crate::address::Address;
use crate::calls::Rest;
use crate::changes::{Changes, Teller};
use crate::chores::Chores;
use crate::error::{Code, Problem};
use crate::event::Event;
use crate::folder::Folder;
use crate::known::Shelf;
use crate::link::Conn;
use crate::links::Looked;
use crate::media::Media;
use crate::network::Fingerprint;
use crate::pictures::Pictures;
use crate::receipts::Looking;
use crate::search::Turns;
use crate::session::Tokens;
use crate::store::account::{self, Owner};
use crate::typing::Typing;
use crate::view::{AccountId, AccountView, LinkState, ServerKind};
use crate::voice::Recorder;
use crate::world::World;

pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) user_id: String,
    /// Held as long as the account is.
    _folder: Arc<Folder>,
    /// Where this account's data lies.
    pub(crate) home: PathBuf,
    pub(crate) db: Db,
    pub(crate) world: Arc<World>,
    pub(crate) teller: Arc<Teller>,
    pub(crate) known: Arc<Shelf>,
    pub(crate) searches: Arc<Turns>,
    pub(crate) wakes: Wakes,
    pub(crate) pictures: Pictures,
    pub(crate) typing: Typing,
    pub(crate) looking: Looking,
    pub(crate) media: Media,
    pub(crate) looked: Looked,
    pub(crate) recorder: Recorder,
    /// Held while tokens are exchanged, so that a kick that belongs to it can be told from others.
    pub(crate) exchange: tokio::sync::Mutex<()>,
    /// Held while lists of people are fetched.
    pub(crate) relating: tokio::sync::Mutex<()>,
    /// Held while groups and their members are.
    pub(crate) grouping: tokio::sync::Mutex<()>,
    /// Held while favourites are fetched, or one is sent.
    pub(crate) favouring: tokio::sync::Mutex<()>,
    /// One change of the own row at a time: it is read before it is written.
    owning: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

/// Each wakes one loop; one wake-up is kept when nobody waits.
#[derive(Default)]
pub(crate) struct Wakes {
    pub(crate) outbox: Notify,
    pub(crate) uploads: Notify,
    pub(crate) marks: Notify,
    pub(crate) wishes: Notify,
    pub(crate) deletions: Notify,
    pub(crate) favourites: Notify,
    pub(crate) burning: Notify,
    pub(crate) expiring: Notify,
    pub(crate) chores: Notify,
    pub(crate) fill: Notify,
    /// Dial now.
    pub(crate) go: Notify,
    /// There is another token.
    pub(crate) token: Notify,
}

struct State {
    owner: Owner,
    rest: Arc<Rest>,
    tokens: Option<Tokens>,
    /// Grows with each change of the tokens.
    generation: u64,
    link: LinkState,
    conn: Option<Arc<Conn>>,
    chores: Chores,
    /// Conversations of which pages beyond a hole were shown.
    jumped: BTreeSet<String>,
}

impl Account {
    pub(crate) fn new(
        id: AccountId,
        folder: Arc<Folder>,
        db: Db,
        world: Arc<World>,
        owner: Owner,
    ) -> Result<Self, Problem> {
        let rest = Arc::new(rest(&world, &owner)?);
        let state = State {
            rest,
            tokens: None,
            generation: 0,
            link: LinkState::Connecting,
            conn: None,
            chores: Chores::default(),
            jumped: BTreeSet::new(),
            owner: owner.clone(),
        };
        let home = folder.of(&id);
        let pictures = Pictures::new(&home, "pictures");
        let media = Media::new(&home);
        Ok(Self {
            teller: Arc::new(Teller::new(id.clone(), world.bus.clone(), world.clock.clone())),
            id,
            user_id: owner.user_id,
            _folder: folder,
            home,
            db,
            world,
            known: Arc::default(),
            searches: Arc::default(),
            wakes: Wakes::default(),
            pictures,
            typing: Typing::default(),
            looking: Looking::default(),
            media,
            looked: Looked::default(),
            recorder: Recorder::default(),
            exchange: tokio::sync::Mutex::default(),
            relating: tokio::sync::Mutex::default(),
            grouping: tokio::sync::Mutex::default(),
            favouring: tokio::sync::Mutex::default(),
            owning: tokio::sync::Mutex::default(),
            state: Mutex::new(state),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn owner(&self) -> Owner {
        self.state().owner.clone()
    }

    pub(crate) fn rest(&self) -> Arc<Rest> {
        self.state().rest.clone()
    }

    /// The tokens and which generation they are.
    pub(crate) fn tokens(&self) -> (Option<Tokens>, u64) {
        let state = self.state();
        (state.tokens.clone(), state.generation)
    }

    /// Uses other tokens from now on; does not keep them.
    pub(crate) fn use_tokens(&self, tokens: Tokens) {
        let mut state = self.state();
        state.tokens = Some(tokens);
        state.generation += 1;
        drop(state);
        self.wakes.token.notify_one();
    }

    /// The keychain held these: they are not others than before.
    pub(crate) fn found_tokens(&self, tokens: Tokens) {
        self.state().tokens.get_or_insert(tokens);
    }

    pub(crate) fn counted(&self) -> bool {
        self.state().owner.server_kind == ServerKind::Selkie
    }

    pub(crate) fn conn(&self) -> Option<Arc<Conn>> {
        self.state().conn.clone()
    }

    pub(crate) fn set_conn(&self, conn: Option<Arc<Conn>>) {
        self.state().conn = conn;
    }

    /// Says how the connection is, if that is news.
    pub(crate) fn set_link(&self, link: LinkState) {
        let mut state = self.state();
        if state.link != link {
            state.link = link;
            drop(state);
            self.teller.tell(&[Event::Link {
                account: self.id.clone(),
                state: link,
            }]);
        }
    }

    pub(crate) fn want(&self, chores: Chores) {
        if !chores.is_empty() {
            self.state().chores.merge(chores);
            self.wakes.chores.notify_one();
        }
    }

    pub(crate) fn take_chores(&self) -> Chores {
        std::mem::take(&mut self.state().chores)
    }

    /// Whether a delivery showed that the server's history is another one.
    pub(crate) fn take_divergence(&self) -> bool {
        std::mem::take(&mut self.state().chores.diverged)
    }

    pub(crate) fn note_jump(&self, conversation: &str) {
        self.state().jumped.insert(conversation.to_owned());
    }

    pub(crate) fn has_jumped(&self, conversation: &str) -> bool {
        self.state().jumped.contains(conversation)
    }

    pub(crate) fn view(&self) -> AccountView {
        let state = self.state();
        let owner = &state.owner;
        AccountView {
            id: self.id.clone(),
            user_id: owner.user_id.clone(),
            account: owner.account.clone(),
            nickname: owner.nickname.clone(),
            face_url: owner.face_url.clone(),
            status: owner.status.clone(),
            server: owner.address.clone(),
            server_kind: owner.server_kind,
            link: state.link,
            secret_store: owner.secret_store,
            has_password: owner.has_password,
            offers: owner.offers(),
        }
    }

    /// Changes rows and tells what came of it after the commit.
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection, &mut Changes) -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let teller = self.teller.clone();
        let mut changes = Changes::new(self.counted());
        let (done, burning, recalled) = self
            .db
            .write(move |tx| {
                let done = work(tx, &mut changes)?;
                let burning = changes.burning;
                let recalled = std::mem::take(&mut changes.recalled);
                let events = changes.finish(tx, &teller)?;
                if !events.is_empty() {
                    tx.after_commit(move || teller.tell(&events));
                }
                anyhow::Ok((done, burning, recalled))
            })
            .await?;
        if burning || !recalled.is_empty() {
            self.media.note_recalled(recalled);
            self.wakes.burning.notify_one();
        }
        Ok(done)
    }

    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        self.db.read(work).await
    }

    /// Changes the account's own row and tells it.
    pub(crate) async fn change_owner(&self, change: impl FnOnce(&mut Owner)) -> anyhow::Result<()> {
        let _owning = self.owning.lock().await;
        let mut owner = self.owner();
        change(&mut owner);
        if owner == self.owner() {
            return Ok(());
        }
        let rest = Arc::new(rest(&self.world, &owner)?);
        let kept = owner.clone();
        self.db
            .write(move |tx| Ok::<_, anyhow::Error>(account::put(tx, &kept)?))
            .await
            .context("Write the account's own row")?;
        let mut state = self.state();
        if state.owner.address != owner.address || state.owner.fingerprint != owner.fingerprint {
            state.rest = rest;
        }
        state.owner = owner;
        drop(state);
        self.teller.tell(&[Event::Account {
            account: self.id.clone(),
            view: self.view(),
        }]);
        Ok(())
    }
}

fn rest(world: &World, owner: &Owner) -> Result<Rest, Problem> {
    let pin = match owner.fingerprint.as_str() {
        "" => None,
        shown => Some(Fingerprint::parse(shown).ok_or(Code::DamagedData)?),
    };
    let address = Address::parse(&owner.address)?;
    Ok(Rest::new(world.network.clone(), world.random.clone(), &address, pin))
}
