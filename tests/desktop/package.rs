//! The Debian package from its installation to its removal, as a person has it: put there by the package manager, found by
//! the desktop, opened by a link, used, and gone. Wants the right to install, so it runs only where it is asked for.

use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    talking::{find, say},
};

/// What the desktop starts for links of Selkie.
const ENTRY: &str = "Selkie.desktop";
const LINK: &str = "selkie://sign-in?address=http%3A%2F%2F127.0.0.1%3A1&user=alice&token=a-token";

/// Selkie's package while it is installed. Dropped, it is removed.
struct Installed {
    files: Vec<PathBuf>,
    there: bool,
}

impl Installed {
    fn new(package: &str) -> Self {
        assert!(
            !Path::new("/usr/bin/selkie").exists(),
            "A Selkie is installed here already; this test would take it away"
        );
        let package = fs::canonicalize(package).unwrap();
        as_root(
            Command::new("apt-get")
                .args(["install", "-y", "-qq", "--no-install-recommends"])
                .arg(package),
        );
        let list = said(Command::new("dpkg").args(["--listfiles", "selkie"]));
        // Folders may be shared with other packages.
        let files = list.lines().map(PathBuf::from).filter(|path| !path.is_dir()).collect();
        Self { files, there: true }
    }

    fn file(&self, ending: &str) -> &Path {
        let found = self.files.iter().find(|path| path.ends_with(ending));
        found.unwrap_or_else(|| panic!("The package has no {ending}: {:?}", self.files))
    }

    fn remove(&mut self) {
        self.there = false;
        as_root(Command::new("apt-get").args(["purge", "-y", "-qq", "selkie"]));
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        if self.there {
            self.remove();
        }
    }
}

/// Runs a command that may change the system.
fn as_root(command: &mut Command) {
    let root = fs::metadata("/proc/self").unwrap().uid() == 0;
    // `env` alone changes nothing.
    let mut way = Command::new(if root { "env" } else { "sudo" });
    way.arg("DEBIAN_FRONTEND=noninteractive");
    said(way.arg(command.get_program()).args(command.get_args()));
}

/// What a command prints; it must end well.
fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
#[ignore = "installs a package on this machine: scripts/try-package.sh runs it"]
async fn a_package_is_installed_opened_by_a_link_used_and_removed_without_a_trace() {
    let package = std::env::var("SELKIE_DEB").expect("SELKIE_DEB is not set: see scripts/try-package.sh");
    let mut installed = Installed::new(&package);
    assert_eq!(
        std::env::var("SELKIE_APP").as_deref(),
        Ok("/usr/bin/selkie"),
        "The installed app is the one to drive"
    );
    let entry = installed.file(&format!("applications/{ENTRY}"));
    said(Command::new("desktop-file-validate").arg(entry));
    let metainfo = installed.file("org.selkie.desktop.metainfo.xml");
    said(
        Command::new("appstreamcli")
            .args(["validate", "--no-net"])
            .arg(metainfo),
    );
    for size in ["32x32", "128x128", "scalable"] {
        let icons = installed
            .files
            .iter()
            .filter(|path| path.to_string_lossy().contains(size));
        assert!(icons.count() > 0, "No icon of {size}");
    }

    let desk = Desk::new().await;
    let handler = ["query", "default", "x-scheme-handler/selkie"];
    assert_eq!(said(desk.command("xdg-mime").args(handler)).trim(), ENTRY);
    let server_folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(server_folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let window = desk.open().await;
    window.read("connect").await;
    said(desk.command("xdg-open").arg(LINK));
    window.read("token").await;
    assert_eq!(window.value("user-id").await, "alice");
    window.click("welcome-back").await;
    register(&window, &server.address, "alice").await;
    find(&window, "bob").await;
    say(&window, "From a package").await;
    bob.hears("From a package").await;
    window.close().await;

    let files = installed.files.clone();
    installed.remove();
    let left: Vec<_> = files.iter().filter(|path| path.symlink_metadata().is_ok()).collect();
    assert!(left.is_empty(), "The package leaves {left:?}");
    // It fails where there is none.
    let handled = desk.command("xdg-mime").args(handler).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&handled.stdout).trim(), "");
}
