//! Everything around groups, for everyone.

use super::Looked;
use crate::friend::Friend;

const MEMBER: &str = "[data-testid=member][data-role=member]";

async fn choose(looked: &Looked<'_>, what: &str) {
    looked.window.click("group-add").await;
    looked.window.click(what).await;
}

async fn open_menu(looked: &mut Looked<'_>) {
    looked.window.click("group-add").await;
    looked.window.read("group-add-menu").await;
    looked.at("menu for groups").await;
    looked.leave().await;
}

async fn create(looked: &mut Looked<'_>) {
    choose(looked, "group-new").await;
    looked.window.read("pick-find").await;
    looked.at("new group").await;
    looked.window.write("pick-find", "bob").await;
    looked.window.click("pick-person").await;
    looked.window.write("group-name", &"long ".repeat(20)).await;
    looked.at("new group, name too long").await;
    looked.window.write("group-name", "Seals 海豹").await;
    looked.window.click("create-group-now").await;
    looked.window.read("group-line").await;
    looked.at("a new group").await;
}

async fn details(looked: &mut Looked<'_>) {
    looked.window.click("details").await;
    looked.window.read("group-dismiss").await;
    looked.at("details of a group").await;
    for (opener, inside) in [
        ("group-rename", "rename-group"),
        ("introduction-edit", "introduce"),
        ("announcement-edit", "announce"),
        ("my-name-edit", "my-name-text"),
        ("invite-people-open", "invite-people"),
        ("group-code-open", "card-qr"),
        ("group-copy", "create-group"),
        ("group-transfer", "pick-owner"),
        ("group-dismiss", "dismiss-group"),
    ] {
        looked.above(opener, inside, opener).await;
    }
    looked.window.click("group-settings").await;
    looked.window.read("group-history").await;
    looked.at("settings of a group").await;
    looked.window.click("group-departed").await;
    looked.at("who left a group").await;
    looked.window.click("details-back").await;
    looked.window.click("details-back").await;
    looked.window.click("all-members").await;
    looked.window.read(MEMBER).await;
    looked.at("members").await;
    looked.above(MEMBER, "member-menu", "menu of a member").await;
    looked.window.click(MEMBER).await;
    looked.above("member-mute", "mute-member", "to mute").await;
    looked.window.click(MEMBER).await;
    looked.above("member-remove", "remove-member", "to remove").await;
    looked.window.click(MEMBER).await;
    looked
        .above("member-profile", "person-card", "profile of a member")
        .await;
    looked.window.write("member-find", "nobody of this name").await;
    let none = "() => document.querySelector('.members [role=status]')";
    looked.window.wait(none, &[]).await;
    looked.at("no member found").await;
}

async fn joining(looked: &mut Looked<'_>, bob: &Friend) {
    let theirs = bob.founds("Rowing").await;
    choose(looked, "group-join").await;
    looked.window.read("join-id").await;
    looked.at("to join").await;
    looked.window.write("join-id", "no such group").await;
    looked.window.click("join-find").await;
    looked.window.sees("join-group", " ").await;
    looked.at("no such group").await;
    looked.window.write("join-id", &theirs).await;
    looked.window.click("join-find").await;
    looked.window.read("group-card").await;
    looked.at("a group to join").await;
    looked.window.click("join-ask").await;
    looked.window.read("join-state").await;
    looked.at("asked to join").await;
    looked.leave().await;
    looked.window.click("place-contacts").await;
    looked.window.click("entry-groups").await;
    looked.window.read("groups").await;
    looked.at("no saved group").await;
    looked.window.click("tab-all").await;
    looked.window.read("group").await;
    looked.at("groups").await;
    looked.window.click("tab-requests").await;
    looked.window.read("group-request").await;
    looked.at("requests").await;
    looked.window.click("place-chats").await;
}

pub async fn groups(looked: &mut Looked<'_>, bob: &Friend) {
    open_menu(looked).await;
    create(looked).await;
    details(looked).await;
    joining(looked, bob).await;
    // The way back to the conversation of two, and to details that are closed.
    looked.window.click("details-close").await;
    looked.window.click("[data-testid=conversation][data-id^=si_]").await;
}
