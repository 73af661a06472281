//! `@openim/client-sdk` and our client as two devices of one person: what one does with a conversation, the other shows.

use client::event::Event;
use client::requests::ConversationAct as Act;
use client::view::{AccountId, ConversationView, Notify};
use client::{Client, Subscription};
use serde_json::{Value, json};
use world::process::ServerProcess;

use crate::openim::{WEB, our_client, until, user_id};
use crate::package::Package;

/// The SDK hears of a change by itself; it is asked so often until it has.
const TRIES: usize = 2_000;

fn signed_in(server: &ServerProcess, user_id: &str) -> Package {
    let token = server.command(&["token", user_id, &WEB.to_string()]).unwrap();
    let mut sdk = Package::start("openim.mjs", &[]);
    let sign_in = json!({
        "address": server.address, "userID": user_id, "token": token.trim(), "platformID": WEB,
    });
    sdk.ask("signIn", sign_in);
    sdk
}

struct Alice {
    client: Client,
    account: AccountId,
    events: Subscription,
    sdk: Package,
    id: String,
}

impl Alice {
    /// Our row, once it is as wanted; `None`: it is gone.
    async fn ours(&mut self, fits: impl Fn(Option<&ConversationView>) -> bool) {
        loop {
            let rows = self.client.conversations(&self.account).await.unwrap();
            if fits(rows.iter().find(|row| row.id == self.id)) {
                return;
            }
            until(&mut self.events, |event| {
                matches!(event, Event::Conversations { .. } | Event::Resync { .. })
            })
            .await;
        }
    }

    async fn act(&self, act: Act) {
        let ids = std::slice::from_ref(&self.id);
        self.client.act(&self.account, ids, act).await.unwrap();
    }

    fn call(&mut self, name: &str, given: Value) -> Value {
        let answer = self.sdk.ask("call", json!({ "name": name, "given": given }));
        assert!(answer.get("refused").is_none(), "{name}: {answer}");
        answer["data"].clone()
    }

    fn set(&mut self, what: Value) {
        let mut given = json!({ "conversationID": self.id });
        given.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        self.call("setConversation", json!([given]));
    }

    /// The SDK passes over what another device of the same person read, cleared or deleted, until the next time.
    fn sign_in_again(&mut self, server: &ServerProcess) {
        self.sdk = signed_in(server, &user_id(&self.client));
    }

    fn history(&mut self) -> Vec<String> {
        let found = self
            .sdk
            .ask("history", json!({ "conversationID": self.id, "count": 20 }));
        let messages = found["messages"].as_array().unwrap();
        messages
            .iter()
            .map(|message| message["text"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// The SDK's row, once it is as wanted; null: it has none.
    fn theirs(&mut self, what: &str, fits: impl Fn(&Value) -> bool) {
        for _ in 0..TRIES {
            let list = self.call("getConversationListSplit", json!([{ "offset": 0, "count": 100 }]));
            let rows = list.as_array().unwrap();
            let row = rows.iter().find(|row| row["conversationID"] == json!(self.id));
            if fits(row.unwrap_or(&Value::Null)) {
                return;
            }
        }
        panic!("The SDK never shows it: {what}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_official_sdk_and_our_client_are_two_devices_of_one_list() {
    let folder = tempfile::tempdir().unwrap();
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").unwrap();
    let (client, account) = our_client(&server, folder.path(), "alice").await;
    let (bob, bob_account) = our_client(&server, &folder.path().join("bob"), "bob").await;
    let alice_id = user_id(&client);
    let with = bob.open_conversation(&bob_account, &alice_id).await.unwrap().id;
    let says = async |text: &str| {
        bob.send_text(&bob_account, &with, text).await.unwrap();
    };
    let mut alice = Alice {
        events: client.subscribe(),
        sdk: signed_in(&server, &alice_id),
        client,
        account,
        id: with.clone(),
    };
    says("hello").await;
    alice.ours(|row| row.is_some_and(|row| row.unread == 1)).await;

    alice.set(json!({ "isPinned": true }));
    alice.ours(|row| row.is_some_and(|row| row.pinned.is_some())).await;
    alice.set(json!({ "recvMsgOpt": 2 }));
    alice
        .ours(|row| row.is_some_and(|row| row.notify == Notify::None))
        .await;
    alice.theirs("unread", |row| row["unreadCount"] == 1);
    alice.call("markConversationMessageAsRead", json!([with]));
    alice.ours(|row| row.is_some_and(|row| row.unread == 0)).await;

    alice.act(Act::Notify { notify: Notify::All }).await;
    alice.theirs("not muted", |row| row["recvMsgOpt"] == 0);
    alice.act(Act::Pin { on: false }).await;
    alice.theirs("not pinned", |row| row["isPinned"] == false);
    alice.act(Act::Pin { on: true }).await;
    alice.theirs("pinned", |row| row["isPinned"] == true);
    alice.act(Act::Archive { on: true }).await;
    alice.theirs("archived, in our own words", |row| {
        row["ex"].as_str().is_some_and(|ex| ex.contains("archived"))
    });
    says("are you there?").await;
    alice.theirs("unread", |row| row["unreadCount"] == 1);
    alice
        .ours(|row| row.is_some_and(|row| row.unread == 1 && !row.archived))
        .await;
    alice.act(Act::Read).await;
    alice.sign_in_again(&server);
    alice.theirs("read", |row| row["unreadCount"] == 0);

    alice.act(Act::Clear).await;
    alice.sign_in_again(&server);
    assert_eq!(alice.history(), [""; 0], "what was cleared");
    says("once more").await;
    alice.ours(|row| row.is_some_and(|row| row.unread == 1)).await;
    alice.theirs("back", |row| !row.is_null());
    assert_eq!(alice.history(), ["once more"]);
    // It asks for no word to the other devices, so they are not told.
    alice.call("deleteConversationAndDeleteAllMsg", json!([with]));
    assert_eq!(alice.history(), [""; 0], "what it deleted itself");

    alice.act(Act::Delete).await;
    alice.sign_in_again(&server);
    alice.theirs("gone", Value::is_null);
    says("and again").await;
    alice.theirs("back", |row| !row.is_null());
    assert_eq!(alice.history(), ["and again"], "what was deleted does not come back");
    alice.sdk.ask("signOut", json!({}));
}
