//! A desk of its own for each test: a virtual screen, a session bus, a home folder, a WebDriver. Two desks never meet,
//! except where a test gives them one data folder.

use std::{
    ffi::OsStr,
    fs,
    io::Write as _,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use serde_json::json;
use tempfile::TempDir;

use super::{
    process::first_line,
    screen::{Screen, until},
    window::Window,
    wire::Wire,
};

pub use super::process::{Process, descendants, is_alive};

pub struct Desk {
    wire: Wire,
    /// Left first, so that nothing writes into the home that goes after it.
    _processes: Vec<Process>,
    display: String,
    bus: String,
    home: TempDir,
    data: PathBuf,
    around: Around,
}

/// What of a desktop is around the app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// A session bus, and nothing on it.
    Bus,
    /// Somebody who keeps what is written to stderr, and lets Selkie note its own at the finest.
    Ears,
    /// A keychain too.
    Keychain,
    /// A window manager, and an input method for Chinese.
    InputMethod,
    Nothing,
}

/// A session bus on which nothing starts by itself, whatever the tester's machine has.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// The built app: `SELKIE_APP`, as `make test` sets it. A test without its app must fail, not pass unseen.
fn app() -> PathBuf {
    std::env::var_os("SELKIE_APP")
        .expect("SELKIE_APP is not set: run `make test`, or point it to a built selkie")
        .into()
}

impl Desk {
    pub async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("selkie");
        Self::with(home, data, Around::Bus).await
    }

    /// A desk with other things around it than most have.
    pub async fn amid(around: Around) -> Self {
        let home = tempfile::tempdir().unwrap();
        let data = home.path().join("selkie");
        Self::with(home, data, around).await
    }

    /// A desk where the data has to lie at this place.
    pub async fn with_data_at(data: &Path) -> Self {
        Self::with(tempfile::tempdir().unwrap(), data.into(), Around::Bus).await
    }

    /// What was written to stderr, where somebody keeps it.
    pub fn heard(&self) -> String {
        std::fs::read_to_string(self.home.path().join("stderr")).unwrap()
    }

    /// Another desk on which the app finds this one's data.
    pub async fn sharing_data_of(other: &Self) -> Self {
        Self::with(tempfile::tempdir().unwrap(), other.data.clone(), Around::Bus).await
    }

    async fn with(home: TempDir, data: PathBuf, around: Around) -> Self {
        let xvfb = ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"];
        let (screen, display) = first_line(Command::new("Xvfb").args(xvfb));
        let display = format!(":{display}");
        let config = home.path().join("bus.conf");
        fs::write(&config, BUS).unwrap();
        let config = format!("--config-file={}", config.display());
        let (daemon, mut bus) =
            first_line(Command::new("dbus-daemon").args([config.as_str(), "--nofork", "--print-address=1"]));
        if around == Around::Nothing {
            bus = format!("unix:path={}", home.path().join("no bus").display());
        }
        let port = free_port();
        let mut desk = Self {
            wire: Wire::new(port),
            _processes: vec![screen, daemon],
            display,
            bus,
            home,
            data,
            around,
        };
        match around {
            Around::Keychain => desk.keychain(),
            Around::InputMethod => desk.input_method(),
            Around::Bus | Around::Ears | Around::Nothing => {}
        }
        let mut driver = desk.command("WebKitWebDriver");
        driver
            .arg(format!("--port={port}"))
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        if around == Around::Ears {
            let kept = std::fs::File::create(desk.home.path().join("stderr")).unwrap();
            driver.stderr(kept).env(
                "RUST_LOG",
                "warn,selkie=trace,client=trace,server=trace,db=trace,protocol=trace",
            );
        }
        desk._processes.insert(0, Process::new(driver));
        let ready = async {
            while desk.wire.call("GET", "/status", None).await.is_err() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), ready)
            .await
            .expect("WebKitWebDriver does not answer");
        desk
    }

    /// Whatever the tester's computer has: here none is found.
    pub fn without_microphone(&self) {
        fs::write(self.home().join(".asoundrc"), "pcm.!default { type hw card 31 }\n").unwrap();
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    /// A keychain that is open, as after somebody has come to the desk and given a password.
    fn keychain(&mut self) {
        let mut keychain = self.command("gnome-keyring-daemon");
        keychain
            .args(["--foreground", "--components=secrets", "--unlock"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut keychain = keychain
            .spawn()
            .expect("gnome-keyring-daemon is missing: run `make test`");
        keychain.stdin.take().unwrap().write_all(b"the desk's own\n").unwrap();
        self._processes.insert(0, Process(keychain));
    }

    /// Letters stay letters until somebody composes.
    fn input_method(&mut self) {
        for (program, words) in [
            ("openbox", &[][..]),
            ("ibus-daemon", &["--panel=disable", "--emoji-extension=disable"][..]),
        ] {
            let mut command = self.command(program);
            command.args(words).stdout(Stdio::null()).stderr(Stdio::null());
            let started = command.spawn();
            let started = started.unwrap_or_else(|error| panic!("{program} is missing ({error}): run `make test`"));
            self._processes.insert(0, Process(started));
        }
    }

    /// From now on the keyboard writes pinyin.
    pub async fn compose_pinyin(&self) {
        let chosen = async {
            // What is chosen before the window has the focus is chosen for another one.
            while !self.says("ibus", &["engine"]).contains("libpinyin") {
                self.says("ibus", &["engine", "libpinyin"]);
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let patience = Duration::from_secs(30);
        tokio::time::timeout(patience, chosen)
            .await
            .expect("There is no pinyin");
    }

    /// Presses keys by their names, one after another, as a person does.
    pub fn press(&self, keys: &[&str]) {
        let pressed = self
            .command("xdotool")
            .args(["key", "--delay", "60"])
            .args(keys)
            .status();
        assert!(pressed.expect("xdotool is missing: run `make test`").success());
    }

    /// Answers a dialog of this title with words, by the keyboard.
    pub async fn answer(&self, title: &str, words: &str) {
        let shown = || {
            let mut search = self.command("xdotool");
            search.args(["getactivewindow", "getwindowname"]);
            search
                .output()
                .is_ok_and(|told| String::from_utf8_lossy(&told.stdout).trim() == title)
        };
        until(&format!("A window titled {title} has the keyboard"), shown).await;
        // A toolkit's field takes keys a moment after its window has them. What it suggests is selected but for the ending.
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.press(&["ctrl+a"]);
        let typed = self.command("xdotool").args(["type", "--delay", "30", words]).status();
        assert!(typed.expect("xdotool is missing: run `make test`").success());
        // The first may but close what it offers to complete.
        let answered = async {
            while shown() {
                self.press(&["Return"]);
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), answered)
            .await
            .expect("The dialog does not take its answer");
    }

    fn says(&self, program: &str, words: &[&str]) -> String {
        let said = self.command(program).args(words).output();
        String::from_utf8(said.expect("A program is missing: run `make test`").stdout).unwrap()
    }

    /// What the desk's keychain keeps for Selkie, as another program reads it.
    pub fn secret(&self) -> String {
        let found = self
            .command("secret-tool")
            .args(["search", "--all", "service", "selkie"])
            .output();
        String::from_utf8(found.expect("secret-tool is missing: run `make test`").stdout).unwrap()
    }

    /// The processes of an app under the driver.
    pub fn app(&self) -> Vec<u32> {
        descendants(self._processes[0].0.id())
    }

    /// Tells every process of the app and of its window to stop, or to go on.
    pub fn signal(&self, signal: &str) {
        let app = self.app();
        assert!(!app.is_empty(), "The app does not run");
        let ids = app.iter().map(u32::to_string);
        let sent = Command::new("kill").arg(format!("-{signal}")).args(ids).status();
        assert!(sent.unwrap().success());
    }

    /// A program at this desk. The tester's own screen, bus and keychain stay out of it.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for name in [
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "RUST_LOG",
            "APPIMAGE",
            "LC_ALL",
        ] {
            command.env_remove(name);
        }
        command
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("HOME", self.home.path())
            .env("XDG_RUNTIME_DIR", self.home.path())
            .env("LANG", "C.UTF-8")
            .env("LANGUAGE", "en")
            .env("TZ", "UTC")
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_IM_MODULE", self.input())
            .env("GSETTINGS_BACKEND", "memory")
            .env("SELKIE_DATA_DIR", &self.data);
        command
    }

    /// Another program that belongs to the desk.
    pub fn run(&self, program: &str) -> Process {
        Process::new(self.command(program))
    }

    fn input(&self) -> &'static str {
        match self.around {
            Around::InputMethod => "ibus",
            _ => "gtk-im-context-simple",
        }
    }

    /// Starts the app under the driver.
    pub async fn open(&self) -> Window<'_> {
        self.open_with(&[]).await
    }

    /// The same with words on its command line.
    pub async fn open_with(&self, words: &[&str]) -> Window<'_> {
        self.left().await;
        let options = json!({ "binary": app(), "args": words });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let session = self.wire.call("POST", "/session", Some(wanted)).await.unwrap();
        Window::new(&self.wire, session["sessionId"].as_str().unwrap()).await
    }

    pub fn starts_with_the_computer(&self) -> bool {
        std::fs::read_dir(self.home.path().join(".config/autostart")).is_ok_and(|entries| entries.count() == 1)
    }

    /// Starts what the folder of programs that start with the computer says, as a session does.
    pub fn start_with_the_computer(&self) -> Process {
        let entries = std::fs::read_dir(self.home.path().join(".config/autostart")).unwrap();
        let entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        assert_eq!(entries.len(), 1, "{entries:?}");
        let text = std::fs::read_to_string(&entries[0]).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("Exec=")).unwrap();
        Process(
            self.command("sh")
                .args(["-c", &format!("exec {line}")])
                .spawn()
                .unwrap(),
        )
    }

    /// Whether no app holds the data folder.
    pub fn is_free(&self) -> bool {
        let lock = std::fs::File::open(self.data.join("in-use.lock")).unwrap();
        lock.try_lock().is_ok()
    }

    pub fn display(&self) -> &str {
        &self.display
    }

    pub fn bus(&self) -> &str {
        &self.bus
    }

    /// The screen, as a window manager sees it.
    pub fn screen(&self) -> Screen {
        Screen::new(&self.display)
    }

    /// Waits until an app that was closed under the driver is gone: the next one would hand over to it, and end.
    async fn left(&self) {
        let gone = async {
            while self.app().into_iter().any(is_alive) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let patience = Duration::from_secs(30);
        tokio::time::timeout(patience, gone)
            .await
            .expect("The app does not end");
    }

    /// Starts the app as a desktop does, with no driver.
    pub fn start(&self, words: &[&str]) -> Process {
        let mut command = self.command(app());
        command.args(words);
        Process::new(command)
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
