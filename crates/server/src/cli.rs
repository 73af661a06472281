//! The command line of selkie-server. Knows what is asked and printed; what is done is in `control` and `server`.

mod arguments;
mod import;
mod secret;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;

use crate::backup::{self, BackupError};
use crate::config::{self, Config};
use crate::control::{self, Act, Answer};
use crate::env::Env;
use crate::private;
use crate::server::{OpenError, Server};
use arguments::{AppCommand, Arguments, Command, Data, Imports, Switch, UserCommand};

/// Where backups lie in the data folder, unless another place is named.
const BACKUPS: &str = "backups";

/// Runs the program to its end.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::new(error).context("Start the runtime")),
    };
    match runtime.block_on(run(arguments.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("selkie-server: {error:#}");
    ExitCode::FAILURE
}

async fn run(command: Command) -> Result<()> {
    let (dir, act) = match command {
        Command::Serve(arguments) => return serve::run(arguments).await,
        Command::Import { table, file, data } => {
            let table = match table {
                Imports::Users => import::Table::Users,
                Imports::Friends => import::Table::Friends,
            };
            return import::run(&data.data, data.app, &file, table).await;
        }
        Command::User { command } => user(command)?,
        Command::App { command } => match command {
            AppCommand::Add { data, key } => (data, Act::AppAdd { key }),
            AppCommand::List { data } => (data, Act::AppList),
            AppCommand::Secret { app } => (app.data, Act::AppSecret { app: app.app }),
            AppCommand::Rotate { app } => (app.data, Act::AppRotate { app: app.app }),
        },
        Command::Token {
            data: Data { data, app },
            user,
            platform,
        } => (data, Act::Token { app, user, platform }),
        Command::Invite {
            data: Data { data, app },
        } => (data, Act::Invite { app }),
        Command::Backup { data, to } => {
            let to = std::path::absolute(to.unwrap_or_else(|| data.join(BACKUPS))).context("Find the folder")?;
            (data, Act::Backup { to })
        }
        Command::Restore { from, data } => return restore(&data, &from).await,
    };
    match act_on(&dir, act).await? {
        Ok(lines) => {
            for line in lines {
                println!("{line}");
            }
            Ok(())
        }
        Err(refused) => bail!(refused),
    }
}

async fn restore(dir: &Path, from: &Path) -> Result<()> {
    let restored = backup::restore(dir, from, &dir.join(BACKUPS), &Env::real()).await;
    match restored {
        Ok(Some(kept)) => println!("restored; what was there before is in {}", kept.display()),
        Ok(None) => println!("restored"),
        Err(BackupError::InUse) => bail!("{} is in use by another running server; stop it first", dir.display()),
        Err(error) => return Err(error).with_context(|| format!("Restore {}", from.display())),
    }
    Ok(())
}

fn user(command: UserCommand) -> Result<(PathBuf, Act)> {
    Ok(match command {
        UserCommand::Add {
            data: Data { data, app },
            account,
            nickname,
            user_id,
        } => {
            let nickname = nickname.unwrap_or_default();
            (
                data,
                Act::UserAdd {
                    app,
                    account,
                    nickname,
                    user_id,
                    password: secret::password()?,
                },
            )
        }
        UserCommand::ResetPassword {
            data: Data { data, app },
            account,
        } => (
            data,
            Act::UserResetPassword {
                app,
                account,
                password: secret::password()?,
            },
        ),
        UserCommand::List {
            data: Data { data, app },
        } => (data, Act::UserList { app }),
        UserCommand::Disable {
            data: Data { data, app },
            account,
        } => (data, Act::UserDisable { app, account }),
        UserCommand::Enable {
            data: Data { data, app },
            account,
        } => (data, Act::UserEnable { app, account }),
        UserCommand::Admin {
            data: Data { data, app },
            account,
            state,
        } => (
            data,
            Act::UserAdmin {
                app,
                account,
                on: state == Switch::On,
            },
        ),
    })
}

/// Through the running server, or else on its data.
async fn act_on(dir: &Path, act: Act) -> Result<Answer> {
    if let Some(answer) = control::call(dir, &act).await.context("Ask the running server")? {
        return Ok(answer);
    }
    let (server, _) = open(dir, |_| Ok(())).await?;
    let answer = control::perform(&server, act).await;
    server.shut_down().await;
    Ok(answer)
}

/// Opens the data folder, which is made where there is none, as its configuration says, after `change`.
async fn open(dir: &Path, change: impl FnOnce(&mut Config) -> Result<()>) -> Result<(Server, Config)> {
    if !dir.exists() {
        private::make_folder(dir).with_context(|| format!("Make the data folder {}", dir.display()))?;
        eprintln!("made the data folder {}", dir.display());
    }
    let mut config = config::read_or_write(dir)?;
    change(&mut config)?;
    match Server::open(dir, config.clone(), Env::real()).await {
        Ok(server) => Ok((server, config)),
        Err(OpenError::Data(db::OpenError::Locked)) => bail!(
            "{} is in use by another running server{}",
            dir.display(),
            if cfg!(unix) {
                ""
            } else {
                "; stop it first: on this system there is no control socket"
            }
        ),
        Err(error) => Err(error).with_context(|| format!("Open the data in {}", dir.display())),
    }
}

/// For a test of what names commands: panics unless there is this one. Values may be left out.
#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
pub(crate) fn must_know(command: &str) {
    use clap::Parser as _;
    use clap::error::ErrorKind;
    if let Err(error) = Arguments::try_parse_from(command.split(' '))
        && error.kind() != ErrorKind::MissingRequiredArgument
    {
        panic!("{command}: {error}");
    }
}
