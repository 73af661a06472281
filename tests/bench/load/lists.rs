//! The first sync of many people: until the list, the contacts and the groups are there. And the same lists read again,
//! as a page does when it starts.

use std::time::{Duration, Instant};

use client::Client;
use client::view::AccountId;
use tokio::task::JoinSet;
use world::process::ServerProcess;

use crate::Numbers;
use crate::first_sync::{fill, median, open, sign_in};
use crate::people::Rest;

const READER: u64 = 1;
const FRIENDS: u64 = 1_000_000;
/// Beside the reader.
const IN_A_GROUP: usize = 9;
/// People who write at once.
const AT_ONCE: usize = 16;
/// Between two looks, so that looking does not take the time.
const LOOK: Duration = Duration::from_millis(25);
const PATIENCE: Duration = Duration::from_secs(120);

pub async fn measure(numbers: &Numbers) {
    let friends = numbers.get("friends", 2_000);
    let groups = numbers.get("groups", 200);
    let folder = tempfile::tempdir().expect("A folder");
    let server = ServerProcess::start(&folder.path().join("server"), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, &folder.path().join("server")).await;
    let reader = rest.users(READER, 1).await.remove(0);
    let people = rest.users(FRIENDS, friends).await;
    let ids: Vec<String> = people.iter().map(|user| user.user_id.clone()).collect();
    rest.befriend(&reader.user_id, &ids).await;
    rest.remark(&reader.user_id, &ids, "somebody dear").await;
    let mut turn = ids.iter().cycle();
    for number in 0..groups {
        let some = turn.by_ref().take(IN_A_GROUP).cloned();
        let members: Vec<String> = some.chain([reader.user_id.clone()]).collect();
        rest.group(&format!("group{number}"), &members).await;
    }
    let mut writing = JoinSet::new();
    for friend in people {
        if writing.len() == AT_ONCE {
            writing.join_next().await;
        }
        let (address, to) = (server.address.clone(), reader.user_id.clone());
        writing.spawn(async move { fill(&address, &friend, &to, 1).await });
    }
    writing.join_all().await;

    let client = open(&folder.path().join("client")).await;
    let begun = Instant::now();
    let account = sign_in(&client, &server.address, &reader).await;
    let wanted = [friends + groups, friends, groups];
    let mut there: [Option<Duration>; 3] = [None; 3];
    while there.contains(&None) {
        assert!(begun.elapsed() < PATIENCE, "{there:?} of {wanted:?}");
        tokio::time::sleep(LOOK).await;
        for (at, time) in there.iter_mut().enumerate() {
            if time.is_none() && count(&client, &account, at).await == wanted[at] {
                *time = Some(begun.elapsed());
            }
        }
    }
    for (at, what) in ["conversations", "contacts", "groups"].into_iter().enumerate() {
        let time = there[at].unwrap_or_default().as_secs_f64();
        let again = median(|| async {
            count(&client, &account, at).await;
        })
        .await;
        println!(
            "first sync, until all {} {what} are there: {time:.2} s; read again in {:.1} ms",
            wanted[at],
            again.as_secs_f64() * 1e3
        );
    }
    client.close().await;
}

async fn count(client: &Client, account: &AccountId, what: usize) -> u64 {
    let count = match what {
        0 => client.conversations(account).await.expect("The list").len(),
        1 => client.friends(account).await.expect("The contacts").len(),
        _ => client.groups(account).await.expect("The groups").len(),
    };
    count as u64
}
