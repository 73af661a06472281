//! A device: the real client in a folder of its own that survives crashes, behind a link that can be cut. Knows nothing
//! of the server.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use client::error::Result;
use client::requests::{NewAccount, Registered, SignIn, TokenSignIn};
use client::view::{AccountId, AccountView, LinkState};
use client::{Client, Setup};
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::keychain::DeviceKeychain;
use crate::link::Link;
use crate::microphone::Tone;
use crate::mirror::Mirror;
use crate::network::Network;
use crate::random::Random;
use crate::simulated::World;

/// Linux, as OpenIM numbers platforms.
const PLATFORM: i32 = 7;

#[derive(Clone)]
pub struct Device(Arc<Inner>);

pub struct Inner {
    pub owner: Arc<str>,
    pub name: Arc<str>,
    pub link: Link,
    pub clock: Clock,
    pub keychain: Arc<DeviceKeychain>,
    pub microphone: Arc<Tone>,
    pub(crate) world: World,
    folder: PathBuf,
    address: SocketAddr,
    starts: AtomicU64,
    vfs: Mutex<Option<String>>,
    running: Mutex<Option<Running>>,
}

struct Running {
    client: Client,
    account: Option<AccountId>,
    mirror: Mirror,
    tasks: JoinSet<()>,
}

impl std::ops::Deref for Device {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Device {
    pub(crate) fn new(world: &World, owner: &str, name: &str, address: SocketAddr) -> Self {
        let who = format!("{owner}/{name}");
        Self(Arc::new(Inner {
            owner: owner.into(),
            name: name.into(),
            link: Link::new(world.seed(), &who, world.trace().clone()),
            clock: world.new_clock(),
            keychain: Arc::default(),
            microphone: Arc::default(),
            folder: world.folder().join(owner).join(name),
            world: world.clone(),
            address,
            starts: AtomicU64::new(0),
            vfs: Mutex::new(None),
            running: Mutex::new(None),
        }))
    }

    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn who(&self) -> String {
        format!("{}/{}", self.owner, self.name)
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn runs(&self) -> bool {
        self.running().is_some()
    }

    /// The running client.
    pub fn client(&self) -> Client {
        self.running()
            .as_ref()
            .map(|running| running.client.clone())
            .expect("The client runs")
    }

    /// The signed-in account.
    pub fn account(&self) -> AccountId {
        self.running()
            .as_ref()
            .and_then(|running| running.account.clone())
            .expect("Somebody is signed in")
    }

    pub fn has_account(&self) -> bool {
        self.running().as_ref().is_some_and(|running| running.account.is_some())
    }

    pub fn account_view(&self) -> AccountView {
        let account = self.account();
        self.client()
            .accounts()
            .into_iter()
            .find(|view| view.id == account)
            .expect("The account is there")
    }

    pub fn link_state(&self) -> LinkState {
        self.account_view().link
    }

    /// That a window fed by events would show what can be read.
    pub async fn check_events(&self) {
        let mirror = self
            .running()
            .as_ref()
            .map(|running| running.mirror.clone())
            .expect("The client runs");
        mirror.check(&self.client(), &self.who()).await;
    }

    /// The SQLite VFS from the next start on.
    pub fn use_vfs(&self, name: Option<&str>) {
        *self.vfs.lock().unwrap_or_else(PoisonError::into_inner) = name.map(str::to_owned);
    }

    pub fn setup(&self) -> Setup {
        let start = self.starts.fetch_add(1, Ordering::Relaxed);
        Setup {
            folder: self.folder.clone(),
            network: Arc::new(Network {
                hosts: self.world.hosts().clone(),
                link: self.link.clone(),
                address: self.address,
            }),
            clock: Arc::new(self.clock.clone()),
            random: Arc::new(Random::new(self.world.seed(), &format!("{} {start}", self.who()))),
            keychain: self.keychain.clone(),
            microphone: self.microphone.clone(),
            db_mode: db::Mode::Inline,
            platform: PLATFORM,
        }
    }

    /// Starts the app; an account that was signed in is there again.
    pub async fn start(&self) {
        self.try_start().await.expect("The app starts");
    }

    pub async fn try_start(&self) -> Result<()> {
        assert!(!self.runs(), "{} runs already", self.who());
        self.world.trace().note(&self.who(), "start");
        let vfs = self.vfs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let client = match vfs {
            Some(vfs) => Client::open_on_vfs(self.setup(), &vfs).await?,
            None => Client::open(self.setup()).await?,
        };
        let account = client.accounts().first().map(|view| view.id.clone());
        let mut events = client.subscribe();
        let mirror = Mirror::default();
        mirror.read(&client).await;
        let (trace, who) = (self.world.trace().clone(), self.who());
        let mut tasks = JoinSet::new();
        let watching = (client.clone(), mirror.clone());
        tasks.spawn(async move {
            let (client, mirror) = watching;
            loop {
                let event = events.next().await;
                trace.note(&who, format_args!("{event:?}"));
                mirror.apply(&client, &event).await;
            }
        });
        *self.running() = Some(Running {
            client,
            account,
            mirror,
            tasks,
        });
        Ok(())
    }

    /// As by `kill -9`: nothing gets to say goodbye.
    pub async fn crash(&self) {
        self.world.trace().note(&self.who(), "crash");
        let Some(mut running) = self.running().take() else {
            return;
        };
        running.tasks.shutdown().await;
        drop(running);
        // Tasks that were ended are dropped by the runtime when it comes round.
        for _ in 0..16 {
            tokio::task::yield_now().await;
        }
    }

    pub async fn restart(&self) {
        self.crash().await;
        self.start().await;
    }

    /// Lets something go on beside the story; a crash ends it.
    pub fn meanwhile(&self, work: impl Future<Output = ()> + Send + 'static) {
        if let Some(running) = self.running().as_mut() {
            running.tasks.spawn(work);
        }
    }

    fn keep(&self, account: &AccountId) {
        if let Some(running) = self.running().as_mut() {
            running.account = Some(account.clone());
        }
    }

    pub async fn register(&self, account: &str, password: &str) -> Result<Registered> {
        self.register_in(account, password, None, None).await
    }

    /// The same in a language, and in a part of the world.
    pub async fn register_in(
        &self,
        account: &str,
        password: &str,
        language: Option<&str>,
        time_zone: Option<&str>,
    ) -> Result<Registered> {
        let new = NewAccount {
            address: self.world.address(),
            account: account.into(),
            password: password.into(),
            nickname: account.into(),
            language: language.map(str::to_owned),
            time_zone: time_zone.map(str::to_owned),
            ..NewAccount::default()
        };
        let registered = self.client().register(new).await?;
        self.keep(&registered.account.id);
        Ok(registered)
    }

    pub async fn sign_in(&self, account: &str, password: &str) -> Result<AccountView> {
        let sign_in = SignIn {
            address: self.world.address(),
            account: account.into(),
            password: password.into(),
            fingerprint: None,
        };
        let view = self.client().sign_in(sign_in).await?;
        self.keep(&view.id);
        Ok(view)
    }

    pub async fn sign_in_with_token(&self, user_id: &str, token: &str, renew_url: Option<&str>) -> Result<AccountView> {
        let sign_in = TokenSignIn {
            address: self.world.address(),
            user_id: user_id.into(),
            token: token.into(),
            renew_url: renew_url.map(str::to_owned),
            fingerprint: None,
        };
        let view = self.client().sign_in_with_token(sign_in).await?;
        self.keep(&view.id);
        Ok(view)
    }

    pub async fn sign_out(&self, keep_data: bool) -> Result<()> {
        self.client().sign_out(&self.account(), keep_data).await?;
        if let Some(running) = self.running().as_mut() {
            running.account = None;
        }
        Ok(())
    }
}
