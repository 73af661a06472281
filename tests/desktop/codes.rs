//! Codes in the window: a real mail relay takes one, and a person types it in.

use server::config::Security;
use world::process::ServerProcess;
use world::relay::{PASSWORD as RELAY_PASSWORD, Relay, USER};

use crate::{desk::Desk, entering::PASSWORD};

#[tokio::test]
async fn a_code_by_mail_registers_in_the_window_and_another_has_to_wait() {
    let relay = Relay::start(Security::StartTls);
    let folder = tempfile::tempdir().unwrap();
    let config = format!(
        "registration_code = true\n[mail]\nserver = \"127.0.0.1\"\nport = {}\nuser = \"{USER}\"\npassword = \
         \"{RELAY_PASSWORD}\"\nfrom = \"Seals <seals@example.org>\"\ncertificate = {:?}\n",
        relay.port,
        relay.certificate(),
    );
    std::fs::write(folder.path().join("config.toml"), config).unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let desk = Desk::new().await;

    let window = desk.open().await;
    window.click("connect").await;
    window.write("address", &server.address).await;
    window.click("tab-register").await;
    window.write("account", "alice").await;
    window.write("password", PASSWORD).await;
    window.write("email", "alice@example.org").await;
    window.click("send-code").await;
    let mail = relay.taken().await;
    let code = mail["body"].as_str().unwrap().lines().next().unwrap().to_owned();
    window.write("code", "000 000").await;
    window.click("register").await;
    window.sees(".welcome", "code is not right").await;
    let (first, last) = code.split_at(3);
    window.write("code", &format!(" {first} {last}")).await;
    window.click("register").await;
    window.read("recovery-code").await;
    window.click("recovery-done").await;
    window.state("link-state", "online").await;

    window.click("settings").await;
    window.sees("contact-email", "alice@example.org").await;
    window.click("sign-out").await;
    window.click("sign-out-now").await;
    window.click("connect").await;
    window.write("address", &server.address).await;
    window.click("with-code").await;
    window.write("email", "alice@example.org").await;
    window.click("send-code").await;
    window.sees("code-note", "a moment ago").await;
    window.sees("send-code", "Again in").await;
    window.close().await;
}
