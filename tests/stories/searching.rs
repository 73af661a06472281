//! Looking for messages: what is on the device is found by any part of it, whatever became of it since.

use client::requests::{Search, SearchCursor, SearchKind};
use client::view::{FoundView, HitView, Onward};
use protocol::content::{FILE, PICTURE, VIDEO, VOICE};
use serde_json::json;
use world::{Device, Person, Plan, World, both, simulate};

fn words(query: &str) -> Search {
    Search {
        query: query.to_owned(),
        ..Search::default()
    }
}

async fn page(device: &Device, request: &Search, before: Option<SearchCursor>) -> FoundView {
    let (client, account) = (device.client(), device.account());
    client.search(&account, request, before, 50).await.expect("A search")
}

async fn hits(device: &Device, request: &Search) -> Vec<HitView> {
    page(device, request, None).await.hits
}

/// What is found, the newest first, with the places of the query in brackets.
pub async fn found(device: &Device, query: &str) -> Vec<String> {
    let hits = hits(device, &words(query)).await;
    hits.into_iter().map(marked).collect()
}

fn marked(hit: HitView) -> String {
    let mut units: Vec<u16> = hit.text.encode_utf16().collect();
    for mark in hit.marks.iter().rev() {
        units.insert(mark.to as usize, u16::from(b']'));
        units.insert(mark.from as usize, u16::from(b'['));
    }
    String::from_utf16(&units).expect("Text")
}

async fn onward(device: &Device, conversation: &str, seq: i64, limit: u32) -> Onward {
    let (client, account) = (device.client(), device.account());
    let page = client.messages_from(&account, conversation, seq, limit).await;
    page.expect("A page")
}

#[test]
fn any_part_of_a_text_is_found_the_newest_first_with_and_without_a_connection() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for text in ["明天開會嗎？", "Meeting at 3, Zoë", "开会改到后天", "😀👍🏽 ok"] {
            alice.says(&bob, text).await;
            world.pass(60).await;
        }
        for person in [&alice, &bob] {
            assert_eq!(found(person, "开会").await, ["[开会]改到后天", "明天[開會]嗎？"]);
            assert_eq!(found(person, "會").await.len(), 2);
            assert_eq!(found(person, "嗎?").await, ["明天開會[嗎？]"], "width");
            assert_eq!(found(person, "ZOE").await, ["Meeting at 3, [Zoë]"]);
            assert_eq!(found(person, "eting at").await, ["Me[eting at] 3, Zoë"]);
            assert_eq!(found(person, "👍").await, ["😀[👍🏽] ok"]);
            for nothing in ["会开", "\"", "%", "meeting OR ok"] {
                assert!(found(person, nothing).await.is_empty(), "{nothing}");
            }
        }
        alice.link.cut();
        world.pass(30).await;
        alice.says(&bob, "offline 開會").await;
        assert_eq!(found(&alice, "开会").await.len(), 3, "also what is on its way");
    });
}

#[test]
fn what_came_late_has_its_place_by_its_time_and_a_restart_changes_nothing() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for number in 1..=150 {
            alice.says(&bob, &format!("boat {number}")).await;
            world.pass(5).await;
        }
        // A new device: the newest come first, the older ones are filled in behind them.
        let other = bob.device("phone").await;
        world.settle().await;
        let newest: Vec<String> = (101..=150).rev().map(|number| format!("[boat] {number}")).collect();
        assert_eq!(found(&other, "boat").await, newest);
        let first = page(&other, &words("boat"), None).await;
        let behind = page(&other, &words("boat"), first.next).await;
        let next: Vec<String> = (51..=100).rev().map(|number| format!("[boat] {number}")).collect();
        assert_eq!(behind.hits.into_iter().map(marked).collect::<Vec<_>>(), next);
        other.restart().await;
        world.settle().await;
        assert_eq!(found(&other, "boat").await, newest);
        let counts = other
            .client()
            .search_counts(&other.account(), &words("boat"))
            .await
            .expect("Counts");
        assert_eq!(counts.iter().map(|one| one.count).collect::<Vec<_>>(), [150]);
    });
}

#[test]
fn a_search_is_narrowed_to_a_conversation_and_a_sender() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, cleo) = (world.person("bob").await, world.person("cleo").await);
        alice.says(&bob, "boat to bob").await;
        world.pass(1).await;
        bob.says(&alice, "boat from bob").await;
        world.pass(1).await;
        cleo.says(&alice, "boat from cleo").await;
        world.pass(1).await;
        let narrowed = async |conversation: Option<String>, sender: Option<&Person>| {
            let request = Search {
                conversation_id: conversation,
                sender_id: sender.map(|sender| sender.user_id.to_string()),
                ..words("boat")
            };
            let hits = hits(&alice, &request).await;
            hits.into_iter().map(|hit| hit.text).collect::<Vec<_>>()
        };
        let with_bob = alice.conversation(&bob).await.id;
        assert_eq!(
            narrowed(Some(with_bob.clone()), None).await,
            ["boat from bob", "boat to bob"]
        );
        assert_eq!(narrowed(None, Some(&cleo)).await, ["boat from cleo"]);
        assert_eq!(narrowed(Some(with_bob), Some(&alice)).await, ["boat to bob"]);
        assert!(narrowed(Some("si_nobody".to_owned()), None).await.is_empty());
    });
}

/// As another app sends a file, with the name of a picture or a video beside it.
async fn brings(world: &World, from: &Person, to: &Person, kind: i32, name: &str) {
    let apps = world.app_server();
    let admin = apps.admin_token().await;
    let beside = json!({ "selkie": { "picture": { "name": name }, "video": { "name": name } } });
    let body = json!({
        "sendID": &*from.user_id, "recvID": &*to.user_id, "sessionType": 1, "contentType": kind,
        "senderPlatformID": 1, "content": { "fileName": name, "duration": 3 }, "ex": beside.to_string(),
    });
    apps.visitor.ask("/api/msg/send_msg", Some(&admin), &body).await;
    world.pass(1).await;
}

fn of_kind(kind: SearchKind, query: &str) -> Search {
    Search {
        kind: Some(kind),
        ..words(query)
    }
}

/// Whom the hits are from, the newest first, and by what they were found.
async fn told(device: &Device, request: &Search) -> Vec<(String, String)> {
    let hits = hits(device, request).await;
    hits.into_iter()
        .map(|hit| (hit.message.sender_id.to_string(), marked(hit)))
        .collect()
}

#[test]
fn a_kind_without_words_lists_its_newest_and_words_find_it_by_its_name_or_its_sender() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let (bob, cleo) = (world.person("bob").await, world.person("cleo").await);
        bob.says(&alice, "nothing to see").await;
        for (from, kind, name) in [
            (&bob, VOICE, ""),
            (&cleo, VOICE, ""),
            (&bob, PICTURE, "seal.png"),
            (&cleo, VIDEO, "seal.mp4"),
            (&cleo, FILE, "bob.pdf"),
        ] {
            brings(world, from, &alice, kind, name).await;
        }
        world.settle().await;
        let from = |who: &Person, what: &str| (who.user_id.to_string(), what.to_owned());
        let voice = of_kind(SearchKind::Voice, "");
        let both = [from(&cleo, ""), from(&bob, "")];
        assert_eq!(told(&alice, &voice).await, both);
        alice.link.cut();
        world.pass(30).await;
        assert_eq!(told(&alice, &voice).await, both, "without a connection");
        let with_bob = alice.conversation(&bob).await.id;
        let in_one = Search {
            conversation_id: Some(with_bob),
            ..voice.clone()
        };
        assert_eq!(told(&alice, &in_one).await, [from(&bob, "")]);
        let by_cleo = Search {
            sender_id: Some(cleo.user_id.to_string()),
            ..voice
        };
        assert_eq!(told(&alice, &by_cleo).await, [from(&cleo, "")]);
        assert_eq!(
            told(&alice, &of_kind(SearchKind::Voice, "bob")).await,
            [from(&bob, "")],
            "his voice"
        );
        assert_eq!(told(&alice, &of_kind(SearchKind::Voice, "seal")).await, []);
        assert_eq!(
            told(&alice, &of_kind(SearchKind::Picture, "")).await,
            [from(&bob, "seal.png")]
        );
        assert_eq!(
            told(&alice, &of_kind(SearchKind::Video, "SEAL")).await,
            [from(&cleo, "[seal].mp4")]
        );
        assert_eq!(
            told(&alice, &of_kind(SearchKind::File, "bob")).await,
            [from(&cleo, "[bob].pdf")]
        );
        assert_eq!(
            told(&alice, &words("seal")).await,
            [from(&cleo, "[seal].mp4"), from(&bob, "[seal].png")]
        );
        assert_eq!(told(&alice, &words("")).await.len(), 6, "everything, the newest first");
        let counts = alice
            .client()
            .search_counts(&alice.account(), &of_kind(SearchKind::Voice, ""))
            .await;
        assert_eq!(counts.expect("Counts").len(), 2);
    });
}

#[test]
fn from_a_hit_far_back_one_reads_on_to_the_newest() {
    both(async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        for number in 1..=120 {
            alice.says(&bob, &number.to_string()).await;
        }
        world.settle().await;
        let id = bob.conversation(&alice).await.id;
        // Of a history of which not all is here yet, what is missing is fetched.
        let other = bob.device("phone").await;
        world.pass(1).await;
        let (mut seq, mut read) = (7, Vec::new());
        loop {
            let page = onward(&other, &id, seq, 40).await;
            read.extend(page.messages.iter().filter_map(|message| message.seq));
            let Some(last) = read.last() else { break };
            seq = last + 1;
            if !page.newer {
                break;
            }
        }
        assert_eq!(read, (7..=120).collect::<Vec<_>>());
    });
}

#[test]
fn what_is_not_on_the_device_yet_is_asked_from_the_server_and_found_here() {
    simulate(Plan::seeded(3), async |world: &World| {
        let alice = world.person("alice").await;
        let bob = world.person("bob").await;
        alice.says(&bob, "明天開會嗎？").await;
        brings(world, &alice, &bob, VOICE, "").await;
        for number in 1..=400 {
            alice.says(&bob, &format!("boat {number}")).await;
        }
        world.settle().await;
        for (name, asked) in [("phone", words("开会")), ("tablet", of_kind(SearchKind::Voice, ""))] {
            let other = bob.device(name).await;
            // History comes slowly, the newest first.
            other.link.delay(2_000..=2_000);
            while found(&other, "boat 400").await.is_empty() {
                world.pass(100).await;
            }
            let (client, account) = (other.client(), other.account());
            assert!(hits(&other, &asked).await.is_empty(), "it is too far back");
            assert_eq!(client.fetch_found(&account, &asked).await, Ok(1));
            assert_eq!(hits(&other, &asked).await.len(), 1);
            assert_eq!(client.fetch_found(&account, &asked).await, Ok(0), "it is here");
        }
    });
}
