//! Pictures of every screen of the real app, in both languages and themes and two sizes; and of what is hard to lay out.
//! For a person to look at; `make screenshots` takes them. A screen that does not come up fails.

mod kinds;

use std::{
    fs,
    path::{Path, PathBuf},
};

use world::{
    cast::{CHINESE, Cast, ENGLISH, PASSWORD, STRANGE, play},
    process::ServerProcess,
};

use crate::{desk::Desk, window::Window};

const SIZES: [(u32, u32); 2] = [(1280, 800), (800, 600)];
/// List and thread take turns in it.
const NARROW: [(u32, u32); 1] = [(420, 720)];

/// Takes numbered pictures of one window, from the screen: WebDriver's own wait for a page to change, and some pages do not.
struct Camera<'a> {
    desk: &'a Desk,
    window: &'a Window<'a>,
    folder: PathBuf,
    taken: u32,
}

impl<'a> Camera<'a> {
    async fn new(desk: &'a Desk, window: &'a Window<'a>, set: &str) -> Self {
        let folder = std::env::var("SELKIE_PICTURES").expect("SELKIE_PICTURES is not set: run `make screenshots`");
        let folder = Path::new(&folder).join(set);
        fs::create_dir_all(&folder).unwrap();
        // A caret that blinks would make every picture another one.
        let still = "document.documentElement.style.caretColor = 'transparent'";
        window.run(still, &[]).await;
        Self {
            desk,
            window,
            folder,
            taken: 0,
        }
    }

    async fn take(&mut self, name: &str) {
        self.take_at(name, &SIZES).await;
    }

    async fn take_at(&mut self, name: &str, sizes: &[(u32, u32)]) {
        self.taken += 1;
        for &(width, height) in sizes {
            self.window.resize(width, height).await;
            for theme in ["light", "dark"] {
                let dress = "document.documentElement.dataset.theme = arguments[0]";
                self.window.run(dress, &[theme.into()]).await;
                self.window.rest().await;
                let file = format!("{:02}-{name}-{width}x{height}-{theme}.png", self.taken);
                fs::write(self.folder.join(file), self.still(width, height)).unwrap();
            }
        }
        let (width, height) = SIZES[0];
        self.window.resize(width, height).await;
    }

    /// What is on the screen when nothing of it changes any more.
    fn still(&self, width: u32, height: u32) -> Vec<u8> {
        let mut last = Vec::new();
        for _ in 0..20 {
            let crop = format!("{width}x{height}+0+0");
            let mut import = self.desk.command("import");
            import.args([
                "-silent", "-window", "root", "-crop", &crop, "+repage", "-strip", "png:-",
            ]);
            let output = import.output().expect("ImageMagick is missing: run `make screenshots`");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            if output.stdout == last {
                break;
            }
            last = output.stdout;
        }
        last
    }

    /// The same with every text at twice its size.
    async fn take_large(&mut self, name: &str) {
        let size = "document.documentElement.style.fontSize = arguments[0]";
        self.window.run(size, &["200%".into()]).await;
        self.take(&format!("{name}-200")).await;
        self.window.run(size, &["100%".into()]).await;
    }
}

/// Clicks the first element of this `data-testid` that shows the text.
async fn pick(window: &Window<'_>, testid: &str, text: &str) {
    window.sees(testid, text).await;
    let click = "[...document.querySelectorAll(arguments[0])].find(e => e.innerText.includes(arguments[1])).click()";
    window
        .run(click, &[format!("[data-testid={testid}]"), text.into()])
        .await;
}

async fn open<'a>(desk: &'a Desk, locale: &str) -> Window<'a> {
    let window = desk.open().await;
    window.click(&format!(".languages [lang={locale}]")).await;
    window
}

async fn sign_in(window: &Window<'_>, address: &str, account: &str) {
    window.click("connect").await;
    window.write("address", address).await;
    window.write("account", account).await;
    window.write("password", PASSWORD).await;
    window.click("sign-in").await;
    window.state("link-state", "online").await;
}

async fn close_dialog(window: &Window<'_>) {
    window.run("document.querySelector('dialog[open]').close()", &[]).await;
    window.wait("() => !document.querySelector('dialog[open]')", &[]).await;
}

#[tokio::test]
#[ignore = "takes pictures for a person to look at: make screenshots"]
async fn coming_in_is_pictured() {
    for (locale, name) in [("en", "Mei Tan"), ("zh-CN", "林岚")] {
        let folder = tempfile::tempdir().unwrap();
        let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
        let desk = Desk::new().await;
        let window = open(&desk, locale).await;
        let mut camera = Camera::new(&desk, &window, &format!("{locale}/entering")).await;
        camera.take("start").await;
        camera.take_at("start", &NARROW).await;
        camera.take_large("start").await;
        window.click("connect").await;
        camera.take("connect").await;
        window.write("address", "https://127.0.0.1:9").await;
        window.read("[aria-invalid=true]").await;
        camera.take("unreachable").await;
        window.write("address", &server.address).await;
        window.read("account").await;
        camera.take("sign-in").await;
        window.click("sign-in").await;
        camera.take("sign-in-empty").await;
        window.click("forgot").await;
        camera.take("reset").await;
        window.click("welcome-back").await;
        window.click("connect").await;
        window.click("with-token").await;
        camera.take("token").await;
        window.click("welcome-back").await;
        window.click("use-here").await;
        window.read("account").await;
        camera.take("here").await;
        window.write("account", "meitan").await;
        window.write("password", "short").await;
        window.write("nickname", name).await;
        window.click("register").await;
        camera.take("here-refused").await;
        camera.take_large("here").await;
        window.write("password", PASSWORD).await;
        window.click("register").await;
        window.read("recovery-code").await;
        camera.take("recovery").await;
        window.click("recovery-done").await;
        window.state("link-state", "online").await;
        camera.take("first").await;
        window.click("invite").await;
        camera.take("invite").await;
        window.click("invite-network").await;
        window.read("invite-link").await;
        camera.take("invite-network").await;
        close_dialog(&window).await;
        window.click("settings").await;
        window.click("section-server").await;
        window.read("network-view").await;
        camera.take("server").await;
        window.close().await;
    }
}

#[tokio::test]
#[ignore = "takes pictures for a person to look at: make screenshots"]
async fn every_day_is_pictured() {
    for (locale, cast, friend) in [("en", &ENGLISH, "Jonas"), ("zh-CN", &CHINESE, "周明")] {
        let (folder, people) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
        let _players = play(&server.address, cast, people.path()).await.unwrap();
        let desk = Desk::new().await;
        let window = open(&desk, locale).await;
        sign_in(&window, &server.address, cast.roles[0].account).await;
        let mut camera = Camera::new(&desk, &window, &format!("{locale}/every-day")).await;
        window.sees("conversation", friend).await;
        camera.take("list").await;
        camera.take_at("list", &NARROW).await;
        pick(&window, "conversation", friend).await;
        window.sees("message", "clay.example").await;
        camera.take("conversation").await;
        camera.take_at("conversation", &NARROW).await;
        camera.take_large("conversation").await;
        for size in SIZES.iter().chain(&NARROW) {
            // What lies over the thread is closed when the window grows or shrinks.
            window.resize(size.0, size.1).await;
            window.click("details").await;
            window.read("details-content").await;
            camera.take_at("details", &[*size]).await;
            window.resize(size.0, size.1).await;
            window.click("details-close").await;
        }
        window.click("emoji").await;
        window.read("emoji-picker").await;
        camera.take_at("emoji", &SIZES[..1]).await;
        window
            .write("emoji-search", if locale == "en" { "heart" } else { "心" })
            .await;
        camera.take_at("emoji-search", &SIZES[..1]).await;
        window.click("emoji").await;
        window.click("[data-testid=message] a").await;
        window.read("link-address").await;
        camera.take("link").await;
        close_dialog(&window).await;
        window.write("find", "am").await;
        window.read("find-result").await;
        camera.take("find").await;
        window.write("find", "zzzz").await;
        camera.take("find-nothing").await;
        window.write("find", " ").await;
        let sheet = "dispatchEvent(new KeyboardEvent('keydown', { key: '/', ctrlKey: true, bubbles: true }))";
        window.run(sheet, &[]).await;
        window.read("shortcuts-dialog").await;
        camera.take("shortcuts").await;
        close_dialog(&window).await;
        let switcher = "dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))";
        window.run(switcher, &[]).await;
        window.read("switcher-row").await;
        camera.take("switcher").await;
        window
            .write("switcher-query", if locale == "en" { "jo" } else { "zm" })
            .await;
        window.sees("switcher-row", friend).await;
        camera.take("switcher-found").await;
        window.escape().await;
        let found = cast
            .roles
            .iter()
            .find(|role| role.nickname.starts_with(friend))
            .unwrap();
        contacts(&window, &mut camera, found.account, friend).await;
        settings(&window, &mut camera).await;
        server.kill();
        window.state("link-state", "offline").await;
        window.write("composer", cast.lines[4].text).await;
        window.press_enter("composer").await;
        camera.take("offline").await;
        window.close().await;
    }
}

async fn contacts(window: &Window<'_>, camera: &mut Camera<'_>, account: &str, friend: &str) {
    window.click("place-contacts").await;
    window.read("first-friend").await;
    camera.take("contacts-empty").await;
    camera.take_at("contacts-empty", &NARROW).await;
    window.click("add-people").await;
    window.write("people-search", account).await;
    pick(window, "people-result", friend).await;
    window.sees("person-name", friend).await;
    camera.take("person").await;
    camera.take_at("person", &NARROW).await;
    camera.take_large("person").await;
    window.click("add-friend").await;
    window.read("greeting").await;
    camera.take("ask").await;
    window.click("ask-send").await;
    window.read("outcome").await;
    camera.take("asked").await;
    window.click("entry-requests").await;
    window.click("tab-sent").await;
    window.read("request").await;
    camera.take("requests").await;
    window.click("place-chats").await;
}

async fn settings(window: &Window<'_>, camera: &mut Camera<'_>) {
    window.click("settings").await;
    let all = "return [...document.querySelectorAll('[data-testid^=section-]')].map(e => e.dataset.testid)";
    for section in window.run(all, &[]).await.as_array().unwrap() {
        let section = section.as_str().unwrap();
        window.click(section).await;
        camera.take(section.trim_start_matches("section-")).await;
    }
    window.click("section-appearance").await;
    camera.take_at("appearance", &NARROW).await;
    camera.take_large("appearance").await;
    window.click("section-account").await;
    for (button, name) in [
        ("change-password", "password"),
        ("renew-code", "renew-code"),
        ("sign-out", "sign-out"),
        ("delete-account", "delete"),
    ] {
        window.click(button).await;
        window.read("dialog[open]").await;
        camera.take(name).await;
        close_dialog(window).await;
    }
    window.write("settings-search", "c").await;
    camera.take("search").await;
    window.write("settings-search", "zzzz").await;
    camera.take("search-nothing").await;
    window.click("settings-back").await;
}

#[tokio::test]
#[ignore = "takes pictures for a person to look at: make screenshots"]
async fn hard_names_and_words_are_pictured() {
    let (folder, people) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let strange: &Cast = &STRANGE;
    let _players = play(&server.address, strange, people.path()).await.unwrap();
    let desk = Desk::new().await;
    let window = open(&desk, "en").await;
    sign_in(&window, &server.address, strange.roles[0].account).await;
    let mut camera = Camera::new(&desk, &window, "strange").await;
    for role in &strange.roles[1..] {
        pick(&window, "conversation", role.nickname).await;
        window.sees("who", role.nickname).await;
        camera.take(role.account).await;
    }
    pick(&window, "conversation", strange.roles[1].nickname).await;
    window.sees("who", strange.roles[1].nickname).await;
    window.click("details").await;
    camera.take_at("details", &SIZES[..1]).await;
    window.click("details-close").await;
    camera.take_large("wolfe").await;
    camera.take_at("wolfe", &NARROW).await;
    window.close().await;
}
