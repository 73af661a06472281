//! The window for everyone: axe-core looks at every screen, in both themes and both languages, and finds nothing. It is
//! put into the page by the driver, as no page of Selkie's own could.

mod groups;
mod media;

use std::{fs, path::Path, time::Duration};

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::PASSWORD,
    friend::Friend,
    talking::{find, say},
    window::Window,
};

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/node_modules/axe-core/axe.min.js");

/// Looks at what is shown.
const AUDIT: &str = "
    const done = arguments[0];
    axe.run(document, { resultTypes: ['violations'], preload: false }).then(
        ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
            nodes.map(node => `${id}: ${node.html}\\n${node.failureSummary}`))),
        error => done([String(error)]));";

/// Something that axe has to find: a test that finds nothing could be looking at nothing.
const WRONG: &str = "
    const wrong = document.createElement('p');
    wrong.id = 'wrong';
    Object.assign(wrong.style, { position: 'fixed', inset: '0 auto auto 0', zIndex: 9, color: '#808080', background: '#858585' });
    wrong.append('Hardly to be read', document.createElement('button'));
    document.body.append(wrong);";

/// The server offers to send codes; none of them has to arrive.
const MAILS: &str =
    "assistant = false\n[mail]\nserver = \"127.0.0.1\"\nport = 1\nfrom = \"Seals <seals@example.org>\"\n";

/// A window that is looked at, and what was found so far.
struct Looked<'a> {
    window: Window<'a>,
    found: Vec<String>,
}

impl<'a> Looked<'a> {
    async fn open(desk: &'a Desk, language: &str) -> Self {
        fs::create_dir_all(desk.data()).unwrap();
        let settings = format!(r#"{{ "language": "{language}" }}"#);
        fs::write(desk.data().join("settings.json"), settings).unwrap();
        let window = desk.open().await;
        window.read("connect").await;
        let axe = fs::read_to_string(Path::new(AXE)).expect("axe-core is missing: run `make test`");
        window.run(&axe, &[]).await;
        let mut looked = Self {
            window,
            found: Vec::new(),
        };
        looked.window.run(WRONG, &[]).await;
        looked.at("what is wrong").await;
        for wrong in ["light, button-name", "light, color-contrast", "dark, color-contrast"] {
            assert!(
                looked.found.iter().any(|one| one.contains(wrong)),
                "{wrong}: {:?}",
                looked.found
            );
        }
        looked.found.clear();
        looked
            .window
            .run("document.getElementById('wrong').remove()", &[])
            .await;
        looked
    }

    async fn at(&mut self, screen: &str) {
        let theme = "document.documentElement.dataset.theme = arguments[0]";
        let chosen = self
            .window
            .run("return document.documentElement.dataset.theme", &[])
            .await;
        for shown in ["light", "dark"] {
            self.window.run(theme, &[shown.to_owned()]).await;
            self.window.rest().await;
            let found = self.window.run_async(AUDIT).await;
            let found = found.as_array().unwrap().iter();
            self.found
                .extend(found.map(|one| format!("{screen}, {shown}, {}", one.as_str().unwrap_or_default())));
        }
        let chosen = chosen.as_str().unwrap().to_owned();
        self.window.run(theme, &[chosen]).await;
    }

    /// Opens something above the page, looks, and closes it again.
    async fn above(&mut self, opener: &str, inside: &str, screen: &str) {
        self.window.click(opener).await;
        self.window.read(inside).await;
        self.at(screen).await;
        self.leave().await;
    }

    async fn leave(&self) {
        self.window.escape().await;
        let gone = "() => !document.querySelector('dialog[open], [role=dialog], [role=menu]')";
        self.window.wait(gone, &[]).await;
    }

    async fn close(self, language: &str) {
        self.window.close().await;
        let found = self.found.join("\n\n");
        assert!(found.is_empty(), "In {language}:\n{found}");
    }
}

async fn introduce(looked: &mut Looked<'_>, name: &str) {
    looked.window.write("account", name).await;
    looked.window.write("password", PASSWORD).await;
    looked.window.click("register").await;
    looked.window.read("recovery-code").await;
    looked.at("recovery code").await;
    looked.window.click("recovery-done").await;
    looked.window.state("link-state", "online").await;
}

/// Back to the first screen, and to the form of a new account.
async fn again(window: &Window<'_>, address: &str) {
    window.click("welcome-back").await;
    window.click("connect").await;
    window.write("address", address).await;
    window.click("tab-register").await;
}

async fn entering(looked: &mut Looked<'_>, address: &str) {
    looked.at("welcome").await;
    looked.window.click("connect").await;
    looked.at("connect").await;
    looked.window.write("address", "http://127.0.0.1:1").await;
    looked
        .window
        .wait("() => document.querySelector('[aria-invalid=true]')", &[])
        .await;
    looked.at("no server there").await;
    looked.window.write("address", address).await;
    looked.window.read("tab-register").await;
    looked.at("sign in").await;
    looked.window.click("with-token").await;
    looked.at("sign in with a token").await;
    looked.window.click("with-password").await;
    looked.window.click("with-code").await;
    looked.window.write("email", "nobody@example.org").await;
    looked.window.click("send-code").await;
    looked.window.read("code-note").await;
    looked.at("sign in with a code").await;
    looked.window.click("with-password").await;
    looked.window.click("forgot").await;
    looked.at("reset").await;
    looked.window.click("reset-other").await;
    looked.at("reset in the other way").await;
    again(&looked.window, address).await;
    looked.at("register").await;
    looked.window.click("add-contact").await;
    looked.at("register with an address").await;
    again(&looked.window, address).await;
    looked.window.click("register").await;
    looked.at("register, and something is missing").await;
}

async fn talking(looked: &mut Looked<'_>, bob: &mut Friend) {
    looked.at("no conversation").await;
    looked.window.write("find", "bob").await;
    looked.window.read("find-result").await;
    looked.at("somebody found").await;
    find(&looked.window, "bob").await;
    say(&looked.window, "Look at https://example.org/ and 你好").await;
    let heard = bob.hears("Look at https://example.org/ and 你好").await;
    bob.says(&heard.sender_id, "What a page!").await;
    looked.window.sees_message("What a page!", "received").await;
    looked.at("conversation").await;
    bob.speaks(&heard.sender_id, Duration::from_secs(1)).await;
    looked.window.read("voice-time").await;
    looked.at("a voice").await;
    looked.window.click("voice-play").await;
    looked.window.read("voice-rate").await;
    looked.at("a voice that is played").await;
    looked.window.click("record").await;
    let refused = "() => document.querySelector('form [role=alert], form [role=status]')";
    looked.window.wait(refused, &[]).await;
    looked.at("no microphone").await;
    looked.window.click("details").await;
    looked.window.read("details-content").await;
    looked.at("details").await;
    looked.window.click("details-close").await;
    looked.above("emoji", "emoji-search", "emoji").await;
    looked.window.write("composer", ":smil").await;
    looked.window.read("completions").await;
    looked.at("emoji offered").await;
    looked.window.write("composer", "unfinished").await;
    looked.window.right_click("message").await;
    looked.window.read("message-menu").await;
    looked.at("menu of a message").await;
    looked.leave().await;
    looked.above(".text a", "link-look", "a link is looked at").await;
}

async fn contacts(looked: &mut Looked<'_>, bob: &Friend) {
    looked.window.click("place-contacts").await;
    looked.window.read("first-friend").await;
    looked.at("no contacts").await;
    looked.window.click("entry-blocked").await;
    looked.at("nobody blocked").await;
    looked.window.click("entry-requests").await;
    looked.at("no requests").await;
    let alice = bob.finds("alice").await;
    bob.asks(&alice, "It is me, Bob").await.unwrap();
    looked.window.read("request").await;
    looked.at("a request").await;
    looked.window.click("add-people").await;
    looked.window.write("people-search", "bob").await;
    looked.window.read("people-result").await;
    looked.at("people found").await;
    looked.window.click("people-result").await;
    looked.window.read("their-request").await;
    looked.at("who asks").await;
    looked.window.click("accept").await;
    looked.window.click("describe").await;
    looked.at("remark and note").await;
    looked.window.write("remark", "Bobby").await;
    looked.window.click("describe-save").await;
    looked.window.sees("friend", "Bobby").await;
    looked.at("a friend").await;
    looked.above("block", "block-dialog", "to block").await;
    looked.above("delete-friend", "delete-friend-dialog", "to delete").await;
    looked.window.click("pin-friend").await;
    looked.window.write("friend-search", "zzzz").await;
    looked.window.read("find-on-server").await;
    looked.at("no friend found").await;
    looked.window.click("block").await;
    looked.window.click("block-do").await;
    looked.window.read("unblock").await;
    looked
        .window
        .wait("() => !document.querySelector('dialog[open]')", &[])
        .await;
    looked.window.click("delete-friend").await;
    looked.window.click("delete-friend-do").await;
    looked.window.read("add-friend").await;
    looked
        .window
        .wait("() => !document.querySelector('dialog[open]')", &[])
        .await;
    looked.above("add-friend", "ask-dialog", "to ask").await;
    looked.window.click("place-chats").await;
    looked.window.click("place-contacts").await;
    looked.window.click("entry-blocked").await;
    looked.window.read("blocked-user").await;
    looked.at("somebody blocked").await;
    looked.window.click("place-chats").await;
}

async fn settings(looked: &mut Looked<'_>) {
    looked.window.click("settings").await;
    for section in [
        "account",
        "privacy",
        "general",
        "appearance",
        "chats",
        "notifications",
        "server",
        "shortcuts",
        "about",
    ] {
        looked.window.click(&format!("section-{section}")).await;
        looked.at(&format!("settings, {section}")).await;
    }
    looked.window.click("section-account").await;
    for (opener, inside) in [
        ("change-password", "current-password"),
        ("prove-email", "contact-dialog"),
        ("renew-code", "renew-password"),
        ("delete-account", "delete-name"),
        ("sign-out", "keep-data"),
    ] {
        looked.above(opener, inside, opener).await;
    }
    looked.window.write("settings-search", "no such setting").await;
    looked.at("settings, nothing found").await;
    looked.window.write("settings-search", "e").await;
    looked.at("settings, much found").await;
    let sheet = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', ctrlKey: true, bubbles: true }))";
    looked.window.run(sheet, &[]).await;
    looked.window.read("shortcuts-dialog").await;
    looked.at("shortcuts").await;
    looked.leave().await;
    looked.window.click("settings-back").await;
    let switcher =
        "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))";
    looked.window.run(switcher, &[]).await;
    looked.window.read("switcher-row").await;
    looked.at("switcher").await;
    looked.leave().await;
}

/// Where list and thread take turns.
async fn narrow(looked: &mut Looked<'_>) {
    looked.window.resize(620, 700).await;
    looked.window.read("back").await;
    looked.at("narrow, conversation").await;
    looked.above("details", "drawer", "narrow, details").await;
    looked.window.click("back").await;
    looked.window.read("conversation").await;
    looked.at("narrow, list").await;
    looked.window.click("place-contacts").await;
    looked.window.read("blocked-user").await;
    looked.at("narrow, blocked people").await;
    looked.window.click("back").await;
    looked.window.read("entry-blocked").await;
    looked.at("narrow, contacts").await;
}

async fn on_a_server(language: &str) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("config.toml"), MAILS).unwrap();
    let mut server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    desk.without_microphone();
    let mut looked = Looked::open(&desk, language).await;
    entering(&mut looked, &server.address).await;
    introduce(&mut looked, "alice").await;
    talking(&mut looked, &mut bob).await;
    media::media(&mut looked).await;
    groups::groups(&mut looked, &bob).await;
    contacts(&mut looked, &bob).await;
    settings(&mut looked).await;
    server.kill();
    looked.window.state("link-state", "offline").await;
    looked.at("offline").await;
    narrow(&mut looked).await;
    looked.close(language).await;
}

async fn on_this_computer(language: &str) {
    let desk = Desk::new().await;
    let mut looked = Looked::open(&desk, language).await;
    looked.window.click("use-here").await;
    looked.window.read("account").await;
    looked.at("here").await;
    introduce(&mut looked, "alice").await;
    looked.window.click("help").await;
    looked.window.read("message").await;
    looked.at("the assistant").await;
    looked.above("invite", "invite-dialog", "to invite").await;
    looked.window.click("invite").await;
    looked.window.click("invite-network").await;
    looked.window.read("invite-link").await;
    looked.at("invitation").await;
    looked.leave().await;
    looked.window.click("settings").await;
    looked.window.click("section-server").await;
    looked.window.read("back-up").await;
    looked.at("the own server").await;
    looked.window.click("rail-add").await;
    looked.window.read("connect").await;
    looked.at("another account").await;
    looked.close(language).await;
}

#[tokio::test]
async fn every_screen_on_a_server_is_for_everyone_in_english() {
    on_a_server("en").await;
}

#[tokio::test]
async fn every_screen_on_a_server_is_for_everyone_in_chinese() {
    on_a_server("zh-CN").await;
}

#[tokio::test]
async fn every_screen_of_the_own_server_is_for_everyone() {
    on_this_computer("en").await;
    on_this_computer("zh-CN").await;
}
