//! What is said beside words, in the real window: a sticker, somebody's card, a place, a poke.

use world::process::ServerProcess;

use crate::{
    desk::Desk,
    entering::register,
    friend::Friend,
    groups::gone,
    talking::{find, say},
};

#[tokio::test]
async fn stickers_cards_places_and_pokes_are_chosen_sent_and_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").unwrap();
    let mut bob = Friend::new(&server.address, "bob").await;
    let desk = Desk::new().await;
    let alice = desk.open().await;
    register(&alice, &server.address, "alice").await;
    find(&alice, "bob").await;
    say(&alice, "Look").await;
    bob.hears("Look").await;

    alice.click("emoji").await;
    alice.tick("[data-testid=picker-kind] [data-value=stickers]").await;
    alice.click("sticker-hello").await;
    // Its bytes came out of the page into the engine, and back from its own scheme or the page's pack.
    alice
        .wait(
            "() => document.querySelector('[data-testid=sticker] img')?.naturalWidth > 0",
            &[],
        )
        .await;
    alice
        .wait(
            "() => document.querySelector('[data-testid=message]:has([data-testid=sticker])')?.dataset.state === 'sent'",
            &[],
        )
        .await;

    alice.click("say-more").await;
    alice.click("say-place").await;
    alice.write("place-name", "The old harbour").await;
    alice.write("place-where", "nowhere").await;
    alice.click("place-send").await;
    alice.sees("place-dialog", "No place can be found").await;
    alice.write("place-where", "geo:59.3293,18.0686").await;
    alice.click("place-send").await;
    gone(&alice, "place-dialog").await;
    alice.sees("location", "The old harbour").await;

    // What was begun below is gone on with, and comes back to it.
    alice.write("composer", "# Saturday").await;
    alice.click("say-more").await;
    alice.click("say-markdown").await;
    alice.read("markdown-text").await;
    assert_eq!(alice.value("markdown-text").await, "# Saturday");
    alice.write("markdown-text", "# Saturday\n\n- bring **cake**").await;
    alice.click("markdown-send").await;
    gone(&alice, "markdown-dialog").await;
    alice.sees("markdown", "bring cake").await;
    assert_eq!(alice.value("composer").await, "");

    alice.click("say-more").await;
    alice.click("say-card").await;
    alice.click("card-person").await;
    alice.click("card-send").await;
    gone(&alice, "card-dialog").await;
    alice.sees("card", "bob").await;

    alice.click("say-more").await;
    alice.click("say-poke").await;
    alice.read("poke").await;
    alice.click("card").await;
    alice.sees("person-card", "bob").await;
    alice.close().await;
}
