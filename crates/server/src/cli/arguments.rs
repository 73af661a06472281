//! What can be typed. Knows nothing of what it brings about.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use protocol::platform;

#[derive(Parser)]
#[command(
    name = "selkie-server",
    version,
    about = "The Selkie chat server: accounts, chat and its front doors"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Run the server
    Serve(Serve),
    /// Accounts
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Make the accounts or friendships of a table that are not there yet, and print them
    ///
    /// The table is a CSV file in UTF-8 whose first line names its columns. Accounts: account, and where they are wanted
    /// nickname, user_id, password (without one it is made up and printed), email, area_code, phone; printed are
    /// account, user ID, recovery code and such a password. Friendships: account and friend, each by account name or user
    /// ID; nobody is asked. A line that is refused is told with the reason, and the others are done: the mended file can
    /// be imported again.
    Import {
        #[arg(value_enum)]
        table: Imports,
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// Apps and their secrets
    App {
        #[command(subcommand)]
        command: AppCommand,
    },
    /// Print a token with which USER signs in on PLATFORM
    Token {
        #[command(flatten)]
        data: Data,
        /// An account name or a user ID
        user: String,
        /// ios, android, windows, macos, web, miniweb, linux, android-pad, ipad or harmonyos, or OpenIM's number
        #[arg(value_parser = platform_id)]
        platform: i32,
    },
    /// Print a new invitation, with which one person registers
    Invite {
        #[command(flatten)]
        data: Data,
    },
    /// Copy all data into a new folder, and print its path; the server may run meanwhile
    Backup {
        /// The data folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Where backups are kept; without it in `backups` in the data folder
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// Put a backup in the place of the data; the server must be stopped, and what was there becomes a backup too
    Restore {
        /// The folder of the backup
        #[arg(value_name = "BACKUP")]
        from: PathBuf,
        /// The data folder; made where there is none
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

#[derive(Args)]
pub(super) struct Serve {
    /// The data folder; made at the first start
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// Where to listen, such as 127.0.0.1:10002; port 0 takes any free one
    #[arg(long, value_name = "ADDR")]
    pub(super) listen: Option<SocketAddr>,
    /// Use a certificate that is made once and kept in the data folder
    #[arg(long, value_enum, value_name = "KIND", conflicts_with_all = ["tls_cert", "tls_key"])]
    pub(super) tls: Option<TlsKind>,
    /// A certificate, with its chain, in a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(super) tls_cert: Option<PathBuf>,
    /// Its private key in a PEM file
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(super) tls_key: Option<PathBuf>,
    /// The host name under which a proxy in front serves this server with TLS
    #[arg(long, value_name = "NAME")]
    pub(super) behind_proxy: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TlsKind {
    SelfSigned,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Switch {
    On,
    Off,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Imports {
    Users,
    Friends,
}

#[derive(Args)]
pub(super) struct Data {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// The App Key; without it the default app is meant
    #[arg(long, value_name = "KEY")]
    pub(super) app: Option<String>,
}

#[derive(Args)]
pub(super) struct OfApp {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// The App Key; without it the default app is meant
    #[arg(value_name = "KEY")]
    pub(super) app: Option<String>,
}

#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// Make an account; the password is asked for, or read from standard input
    Add {
        #[command(flatten)]
        data: Data,
        account: String,
        /// The name that others see; without it the account name
        #[arg(long)]
        nickname: Option<String>,
        /// The user ID; without it a number is made up
        #[arg(long, value_name = "ID")]
        user_id: Option<String>,
    },
    /// List the accounts: name, user ID, state (enabled, administrator or disabled), nickname
    List {
        #[command(flatten)]
        data: Data,
    },
    /// Set another password and sign the person out everywhere
    ResetPassword {
        #[command(flatten)]
        data: Data,
        account: String,
    },
    /// Sign a person out everywhere and let nobody sign in to the account
    Disable {
        #[command(flatten)]
        data: Data,
        account: String,
    },
    /// Let the person sign in again
    Enable {
        #[command(flatten)]
        data: Data,
        account: String,
    },
    /// Make a person an administrator, to whom the assistant tells the server's state, or no longer
    Admin {
        #[command(flatten)]
        data: Data,
        account: String,
        #[arg(value_enum)]
        state: Switch,
    },
}

#[derive(Subcommand)]
pub(super) enum AppCommand {
    /// Add an app with users of its own, and print its key and secret; people reach it at ADDRESS/app/KEY
    Add {
        /// The data folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Its App Key: 1 to 64 of a-z, 0-9 and -
        #[arg(value_name = "NAME")]
        key: String,
    },
    /// List the App Keys
    List {
        /// The data folder
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// Print the secret of an app
    Secret {
        #[command(flatten)]
        app: OfApp,
    },
    /// Give an app another secret, and print it; the old one is worth nothing from then on
    Rotate {
        #[command(flatten)]
        app: OfApp,
    },
}

fn platform_id(written: &str) -> Result<i32, String> {
    let id = match written.to_ascii_lowercase().as_str() {
        "ios" => 1,
        "android" => 2,
        "windows" => 3,
        "macos" => 4,
        "web" => 5,
        "miniweb" => 6,
        "linux" => 7,
        "android-pad" => 8,
        "ipad" => 9,
        "harmonyos" => 11,
        number => number.parse().map_err(|_| "there is no such platform".to_owned())?,
    };
    if platform::can_sign_in(id) {
        Ok(id)
    } else {
        Err("there is no such platform".into())
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn platforms_have_names_and_numbers() {
        assert_eq!(platform_id("linux"), Ok(7));
        assert_eq!(platform_id("Web"), Ok(5));
        assert_eq!(platform_id("11"), Ok(11));
        for bad in ["", "10", "0", "-1", "pc"] {
            assert!(platform_id(bad).is_err(), "{bad}");
        }
    }
}
