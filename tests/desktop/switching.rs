//! Names in the window, with the keys alone: going to a conversation by one, mentioning somebody by one.

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    talking::{find, say},
    window::Window,
};

async fn press(window: &Window<'_>, key: &str, modified: bool) {
    let script = "(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown',
        { key: arguments[0], ctrlKey: arguments[1] === 'true', bubbles: true, cancelable: true }))";
    window.run(script, &[key.to_owned(), modified.to_string()]).await;
}

async fn title(window: &Window<'_>, name: &str) {
    window.sees("who", name).await;
}

#[tokio::test]
async fn a_conversation_is_gone_to_by_a_name_with_the_keys_alone() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let _zhang = Friend::called(&server.address, "zhang", "张三丰").await;
    let _bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    for (name, called) in [("zhang", "张三丰"), ("bob", "bob")] {
        find(&window, name).await;
        title(&window, called).await;
        say(&window, "hello").await;
        window.sees_message("hello", "sent").await;
    }

    press(&window, "k", true).await;
    window.write("switcher-query", "zs").await;
    window.sees("switcher-row", "张三丰").await;
    window.press_enter("switcher-query").await;
    title(&window, "张三丰").await;

    press(&window, "k", true).await;
    window.read("switcher-row").await;
    window.write("switcher-query", "nobody at all").await;
    window.sees("switcher-nothing", "nobody at all").await;
    window.escape().await;
    window
        .wait("() => !document.querySelector('[data-testid=switcher]')", &[])
        .await;
    title(&window, "张三丰").await;

    // The one talked to last stands first, the next one below.
    press(&window, "k", true).await;
    window.sees("switcher-row", "bob").await;
    press(&window, "ArrowDown", false).await;
    press(&window, "Enter", false).await;
    title(&window, "张三丰").await;
    window.close().await;
}

#[tokio::test]
async fn a_member_is_mentioned_by_first_letters_and_everybody_by_who_leads() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let zhang = Friend::called(&server.address, "zhang", "张三丰").await;
    let desk = Desk::new().await;
    let window = desk.open().await;
    register(&window, &server.address, "alice").await;
    window.click("group-add").await;
    window.click("group-new").await;
    window.write("pick-find", "zhang").await;
    window.click("pick-person").await;
    window.write("group-name", "Harbour").await;
    window.click("create-group-now").await;
    title(&window, "Harbour").await;

    window.write("composer", "Tea, @zs").await;
    window.sees("completion", "张三丰").await;
    window.press_enter("composer").await;
    window
        .wait(
            "() => document.querySelector('[data-testid=composer]').value === 'Tea, @张三丰 '",
            &[],
        )
        .await;
    window.press_enter("composer").await;
    window.sees_message("Tea, @张三丰", "sent").await;
    let mentioned = "id => document.querySelector(`.mention[data-user=\"${id}\"]`)?.innerText === '@张三丰'";
    window.wait(mentioned, &[zhang.user_id().to_owned()]).await;

    window.write("composer", "@").await;
    window.sees("completion", "@everyone").await;
    window.press_enter("composer").await;
    window.press_enter("composer").await;
    window.sees_message("@everyone", "sent").await;
    window.close().await;
}
