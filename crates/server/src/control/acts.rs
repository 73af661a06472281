//! The acts themselves, on a server that runs or was opened for one act. Knows no socket.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Answer;
use crate::app::{Imported, ImportedUser, NewAccount};
use crate::apps::App;
use crate::backup;
use crate::config::Registration;
use crate::im::Failure;
use crate::server::Server;

/// What was to be made was made before.
pub const THERE: &str = "there already";

/// One thing to be done. `app` is an App Key; none means the default app.
#[derive(Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    UserAdd {
        app: Option<String>,
        account: String,
        nickname: String,
        user_id: Option<String>,
        password: String,
    },
    /// Answers with [`THERE`] where somebody has the account already.
    ImportUser {
        app: Option<String>,
        user: ImportedUser,
    },
    /// The same of a friendship. People are named by account or user ID.
    ImportFriends {
        app: Option<String>,
        one: String,
        other: String,
    },
    UserList {
        app: Option<String>,
    },
    UserResetPassword {
        app: Option<String>,
        account: String,
        password: String,
    },
    UserDisable {
        app: Option<String>,
        account: String,
    },
    UserEnable {
        app: Option<String>,
        account: String,
    },
    AppAdd {
        key: String,
    },
    UserAdmin {
        app: Option<String>,
        account: String,
        on: bool,
    },
    AppList,
    AppSecret {
        app: Option<String>,
    },
    AppRotate {
        app: Option<String>,
    },
    Token {
        app: Option<String>,
        user: String,
        platform: i32,
    },
    Invite {
        app: Option<String>,
    },
    /// The folder is an absolute path: the server may run elsewhere.
    Backup {
        to: PathBuf,
    },
}

pub async fn perform(server: &Server, act: Act) -> Answer {
    let app = |key: &Option<String>| app(server, key.as_deref());
    let lines = match act {
        Act::UserAdd {
            app: key,
            account,
            nickname,
            user_id,
            password,
        } => {
            let new = NewAccount {
                account,
                nickname,
                user_id,
            };
            let (user, recovery) = app(&key)?.accounts.add(new, &password).await.map_err(said)?;
            vec![format!("user ID: {user}"), format!("recovery code: {recovery}")]
        }
        Act::ImportUser { app: key, user } => {
            let account = user.account.clone();
            match app(&key)?.accounts.import_user(user).await.map_err(said)? {
                Imported::There => vec![THERE.to_owned()],
                Imported::New {
                    user,
                    recovery_code,
                    password,
                } => {
                    let password = password.map(|made_up| format!("\t{made_up}")).unwrap_or_default();
                    vec![format!("{account}\t{user}\t{recovery_code}{password}")]
                }
            }
        }
        Act::ImportFriends { app: key, one, other } => {
            let fresh = app(&key)?.accounts.import_friends(&one, &other).await.map_err(said)?;
            vec![if fresh {
                format!("{one}\t{other}")
            } else {
                THERE.to_owned()
            }]
        }
        Act::UserList { app: key } => {
            let listed = app(&key)?.accounts.list().await.map_err(said)?;
            let line = |user: &crate::app::Listed| {
                let state = match (user.disabled, user.administrator) {
                    (true, _) => "disabled",
                    (false, true) => "administrator",
                    (false, false) => "enabled",
                };
                format!("{}\t{}\t{state}\t{}", user.account, user.user_id, user.nickname)
            };
            listed.iter().map(line).collect()
        }
        Act::UserResetPassword {
            app: key,
            account,
            password,
        } => {
            let recovery = app(&key)?.accounts.reset(&account, &password).await.map_err(said)?;
            vec![format!("recovery code: {recovery}")]
        }
        Act::UserDisable { app: key, account } => {
            app(&key)?.accounts.set_disabled(&account, true).await.map_err(said)?;
            vec![format!("{account} is disabled and signed out everywhere")]
        }
        Act::UserEnable { app: key, account } => {
            app(&key)?.accounts.set_disabled(&account, false).await.map_err(said)?;
            vec![format!("{account} is enabled")]
        }
        Act::AppAdd { key } => {
            let added = server.apps().add(&key).await.map_err(|error| error.to_string())?;
            vec![format!("App Key: {}", added.key), format!("secret: {}", added.secret())]
        }
        Act::UserAdmin { app: key, account, on } => {
            app(&key)?
                .accounts
                .set_administrator(&account, on)
                .await
                .map_err(said)?;
            let now = if on { "an administrator" } else { "no administrator" };
            vec![format!("{account} is {now} from now on")]
        }
        Act::AppList => {
            let default = server.apps().default_app().key.clone();
            let line = |app: &Arc<App>| {
                if app.key == default {
                    format!("{}\tdefault", app.key)
                } else {
                    app.key.clone()
                }
            };
            server.apps().all().iter().map(line).collect()
        }
        Act::AppSecret { app: key } => vec![app(&key)?.secret()],
        Act::AppRotate { app: key } => {
            let rotated = app(&key)?.rotate_secret();
            vec![rotated.map_err(|error| format!("The new secret could not be kept: {error}"))?]
        }
        Act::Token {
            app: key,
            user,
            platform,
        } => {
            let app = app(&key)?;
            let user = app.accounts.user_of(&user).await.map_err(said)?;
            let token = app.im.door().issue_token(&user, Some(platform)).await.map_err(said)?;
            vec![token.token]
        }
        Act::Invite { app: key } => {
            if server.config().registration != Registration::Invite {
                return Err("Invitations are of use with registration = \"invite\" in config.toml only".into());
            }
            vec![app(&key)?.accounts.invite().await.map_err(said)?]
        }
        Act::Backup { to } => {
            let made = backup::make(server, &to).await;
            let made = made.map_err(|error| format!("There is no backup: {error}"))?;
            vec![made.path.display().to_string()]
        }
    };
    Ok(lines)
}

fn app(server: &Server, key: Option<&str>) -> Result<Arc<App>, String> {
    match key {
        None => Ok(Arc::clone(server.apps().default_app())),
        Some(key) => server
            .apps()
            .get(key)
            .ok_or_else(|| "There is no such app; see `app list`".to_owned()),
    }
}

fn said(failure: Failure) -> String {
    format!("Refused ({}): {}", failure.code.0, failure.reason)
}
