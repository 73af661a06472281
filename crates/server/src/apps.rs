//! The apps of one server: an App Key, its secret, its folder, its own database and users each. Knows no call.

mod folder;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;

use crate::app::Accounts;
use crate::backup::BackupError;
use crate::config::Config;
use crate::courier::Courier;
use crate::env::{Env, Random};
use crate::im::{Bucket, DevicePolicy, GroupRules, Im, ObjectRules, Rules};
use crate::rongcloud::Routing;
use crate::server::OpenError;

pub use folder::is_key;

const MINUTE_MS: i64 = 60_000;

/// One app: its users never meet those of another.
pub struct App {
    pub key: String,
    pub im: Im,
    pub accounts: Accounts,
    pub config: Arc<Config>,
    pub(crate) courier: Arc<dyn Courier>,
    routing: Routing,
    folder: PathBuf,
    secret: RwLock<String>,
    random: Arc<dyn Random>,
}

impl App {
    async fn open(
        folder: folder::Folder,
        config: &Arc<Config>,
        bucket: Option<Bucket>,
        env: &Env,
        main: bool,
    ) -> Result<Arc<Self>, OpenError> {
        let rules = Rules {
            plain: config.plain,
            token_days: config.token_days,
            devices: DevicePolicy::from_number(config.device_policy).unwrap_or(DevicePolicy::All),
            groups: GroupRules {
                members: config.groups.max_members,
                admins: config.groups.max_admins,
                history: config.groups.history_for_new_members,
                changes_per_minute: config.limits.group_changes_per_minute,
            },
            objects: ObjectRules {
                file: u64::from(config.objects.max_file_mb) << 20,
                person: u64::from(config.objects.max_person_mb) << 20,
                plain_names: config.objects.plain_names,
                unused_days: config.objects.unused_days,
            },
            revoke_ms: match config.plain {
                true => 0,
                false => i64::from(config.messages.revoke_minutes) * MINUTE_MS,
            },
            friend_requests_per_minute: config.limits.friend_requests_per_minute,
            searches_per_minute: config.limits.searches_per_minute,
            routes: config.routing.on() && !config.plain,
        };
        let im = Im::open(&folder.path, rules, bucket, env).await?;
        let app = Arc::new(Self {
            accounts: Accounts::open(im.door(), Arc::clone(config), env, main)
                .await
                .map_err(io::Error::other)?,
            key: folder.key,
            im,
            config: Arc::clone(config),
            courier: Arc::clone(&env.courier),
            routing: Routing::default(),
            folder: folder.path,
            secret: RwLock::new(folder.secret),
            random: Arc::clone(&env.random),
        });
        app.routing.begin(&app);
        Ok(app)
    }

    /// Finishes what runs and what waits, and closes the database.
    pub(crate) async fn close(&self) {
        self.routing.end().await;
        self.accounts.close().await;
        self.im.close().await;
    }

    pub fn secret(&self) -> String {
        self.secret.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Compares in a time that tells nothing of the secret.
    pub fn secret_is(&self, given: &str) -> bool {
        self.secret().as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// Whether `signature` is the lower-case hex of SHA1(secret + nonce + timestamp), as RongCloud's App Servers sign.
    pub fn signature_is(&self, signature: &str, nonce: &str, timestamp: &str) -> bool {
        let expected = self.signature(nonce, timestamp);
        expected
            .as_bytes()
            .ct_eq(signature.to_ascii_lowercase().as_bytes())
            .into()
    }

    /// What proves to an App Server that a call is this app's, as RongCloud signs its own. It names the time in two ways.
    pub(crate) fn signs(&self) -> [(&'static str, String); 5] {
        let mut nonce = [0; 16];
        self.random.fill(&mut nonce);
        let (nonce, time) = (protocol::ids::hex(&nonce), self.im.now().to_string());
        let signature = self.signature(&nonce, &time);
        [
            ("appKey", self.key.clone()),
            ("nonce", nonce),
            ("timestamp", time.clone()),
            ("signTimestamp", time),
            ("signature", signature),
        ]
    }

    fn signature(&self, nonce: &str, timestamp: &str) -> String {
        let hash = Sha1::new()
            .chain_update(self.secret())
            .chain_update(nonce)
            .chain_update(timestamp)
            .finalize();
        protocol::ids::hex(&hash)
    }

    /// Copies the app to a folder that exists: its database as it is at one moment, and its secret.
    pub(crate) async fn copy_to(&self, to: &Path) -> Result<(), BackupError> {
        self.im.copy_to(to).await?;
        self.im.copy_objects_to(to).await?;
        Ok(folder::keep_secret(to, &self.secret())?)
    }

    /// Gives the app another secret; the old one is worth nothing from now on.
    pub fn rotate_secret(&self) -> io::Result<String> {
        let mut secret = self.secret.write().unwrap_or_else(PoisonError::into_inner);
        *secret = folder::rotate(&self.folder, &*self.random)?;
        Ok(secret.clone())
    }
}

/// Whether a server could open all apps in this folder; every byte of them is read.
pub(crate) async fn check(apps: &Path, env: &Env) -> Result<(), OpenError> {
    let folders = folder::read(apps)?;
    if folders.is_empty() {
        return Err(OpenError::Data(db::OpenError::Damaged));
    }
    for folder in folders {
        crate::im::check(&folder.path, env).await?;
    }
    Ok(())
}

/// All apps. Clones share them.
#[derive(Clone)]
pub struct Apps {
    shared: Arc<Shared>,
}

struct Shared {
    dir: PathBuf,
    config: Arc<Config>,
    bucket: Option<Bucket>,
    env: Env,
    apps: RwLock<BTreeMap<String, Arc<App>>>,
    default: Arc<App>,
    /// Held while one is added, so that two of one name do not meet.
    adding: tokio::sync::Mutex<()>,
}

/// Why an app could not be added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    #[error("An App Key has 1 to 64 of a-z, 0-9 and -, does not begin with - and is not \"default\"")]
    Key,
    #[error("There is an app of this key")]
    Taken,
    #[error("The app could not be made: {0}")]
    Open(#[from] OpenError),
}

impl Apps {
    /// Opens every app in `dir`, and makes one where there is none.
    pub async fn open(dir: &Path, config: &Arc<Config>, env: &Env) -> Result<Self, OpenError> {
        let bucket = Bucket::of(&config.s3).map_err(|error| OpenError::Config(format!("[s3]: {error:#}")))?;
        let (folders, default) = folder::open(dir, &*env.random)?;
        let mut apps = BTreeMap::new();
        for folder in folders {
            let main = folder.key == default;
            let app = App::open(folder, config, bucket.clone(), env, main).await?;
            apps.insert(app.key.clone(), app);
        }
        let default = apps
            .get(&default)
            .cloned()
            .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(Self {
            shared: Arc::new(Shared {
                dir: dir.to_owned(),
                config: Arc::clone(config),
                bucket,
                env: env.clone(),
                apps: RwLock::new(apps),
                default,
                adding: tokio::sync::Mutex::default(),
            }),
        })
    }

    /// Adds an app, with a folder, a secret and a database of its own. It answers from now on.
    pub async fn add(&self, key: &str) -> Result<Arc<App>, AddError> {
        let shared = &self.shared;
        if !is_key(key) {
            return Err(AddError::Key);
        }
        let _adding = shared.adding.lock().await;
        let folder = folder::add(&shared.dir, key, &*shared.env.random).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => AddError::Taken,
            _ => AddError::Open(error.into()),
        })?;
        let app = App::open(folder, &shared.config, shared.bucket.clone(), &shared.env, false).await?;
        let mut apps = shared.apps.write().unwrap_or_else(PoisonError::into_inner);
        apps.insert(app.key.clone(), Arc::clone(&app));
        Ok(app)
    }

    /// The app at `/`.
    pub fn default_app(&self) -> &Arc<App> {
        &self.shared.default
    }

    pub fn get(&self, key: &str) -> Option<Arc<App>> {
        self.read().get(key).cloned()
    }

    pub fn all(&self) -> Vec<Arc<App>> {
        self.read().values().cloned().collect()
    }

    fn read(&self) -> RwLockReadGuard<'_, BTreeMap<String, Arc<App>>> {
        self.shared.apps.read().unwrap_or_else(PoisonError::into_inner)
    }
}
