//! What must hold when everything is mended, whatever happened before.

use std::collections::{BTreeMap, BTreeSet};

use client::error::Code;
use client::view::{Content, GroupRole, GroupView, MessageState, MessageView};
use protocol::ids::conversation_id;
use serde_json::json;
use world::Device;

use crate::acts::{Run, lists};
use crate::burning;
use crate::essence::essence;
use crate::favourites;
use crate::kept;
use crate::said::Accepted;

pub async fn check(run: &Run) {
    for (device, _) in &run.devices {
        device.check_events().await;
    }
    assert!(
        run.world.server_times().is_sorted(),
        "times never go back in the order of commits"
    );
    for owner in 0..run.people.len() {
        friends(run, owner).await;
    }
    for first in 0..run.people.len() {
        for second in first..run.people.len() {
            conversation(run, first, second).await;
        }
    }
    group(run).await;
    circles(run).await;
    lists::check(run).await;
    favourites::check(run).await;
    kept::check(run).await;
}

/// The group as the server has it, on all devices; and what each person keeps of it, on all of his.
async fn circles(run: &Run) {
    let id = conversation_id::group_of(&run.group).expect("A group");
    let request = json!({ "groupID": id, "pagination": { "pageNumber": 1, "showNumber": 100 } });
    let admin = run.apps.admin_token().await;
    let path = "/api/group/get_group_member_list";
    let told = run.apps.visitor.ask(path, Some(&admin), &request).await;
    let told = told["members"].as_array().expect("Members");
    let on_server: BTreeMap<&str, i64> = told
        .iter()
        .map(|member| {
            (
                member["userID"].as_str().unwrap(),
                member["roleLevel"].as_i64().unwrap(),
            )
        })
        .collect();
    let mut kept: BTreeMap<usize, (String, GroupView)> = BTreeMap::new();
    for (device, owner) in run.devices.iter().filter(|(device, _)| device.has_account()) {
        let (client, account) = (device.client(), device.account());
        let page = client.group_members(&account, id, "", 0, 100).await.expect("Members");
        let known: BTreeMap<&str, i64> = page
            .members
            .iter()
            .map(|member| (member.user.user_id.as_str(), level(member.role)))
            .collect();
        assert_eq!(known, on_server, "{} knows other members than the server", device.who());
        let groups = client.groups(&account).await.expect("Groups");
        let group = groups.into_iter().find(|group| group.group_id == id);
        let mut group = group.expect("The group");
        let own = on_server.get(&*run.people[*owner].user_id).copied();
        assert_eq!(group.role.map(level), own, "{}'s role", device.who());
        assert_eq!(group.members as usize, on_server.len(), "{}'s count", device.who());
        // What people are called depends on whose profile was looked at.
        group.faces.clear();
        if let Some((other, others)) = kept.get(owner) {
            assert_eq!(&group, others, "the group on {} and {other}", device.who());
        }
        kept.insert(*owner, (device.who(), group));
    }
}

fn level(role: GroupRole) -> i64 {
    match role {
        GroupRole::Owner => 100,
        GroupRole::Admin => 60,
        GroupRole::Member => 20,
    }
}

/// The group that everybody is in, on all devices and on the server.
async fn group(run: &Run) {
    let id = run.group.as_str();
    let server = run.world.server_rows(id);
    gapless(&server);
    // What the server itself wrote has no id among its rows.
    let acts = run.world.server_acts(id);
    let said: Vec<(i64, String)> = server
        .into_iter()
        .filter(|(_, id)| !id.is_empty() && !acts.contains(id))
        .collect();
    let title = run.world.server_title(conversation_id::group_of(id).expect("A group"));
    let mut shown: Vec<(String, usize, Vec<MessageView>)> = Vec::new();
    let mut before: Option<(String, Vec<MessageView>)> = None;
    for (device, owner) in run.devices.iter().filter(|(device, _)| device.has_account()) {
        let mut all = device.history_of(id).await;
        // What was refused while its sender was out stays on his device alone.
        all.retain(|message| !refused(run, message));
        if let Some((other, others)) = &before {
            assert_eq!(essence(&all), essence(others), "{} and {other} differ", device.who());
        }
        let texts = all
            .iter()
            .filter(|message| !matches!(message.content, Content::Group { .. }));
        shown.push((device.who(), *owner, texts.cloned().collect()));
        before = Some((device.who(), all));
        let list = device.conversations().await;
        let row = list.iter().find(|row| row.id == id).expect("The group in the list");
        assert_eq!(row.peer.nickname, title, "the title on {}", device.who());
    }
    let arrived: BTreeSet<&str> = said.iter().map(|(_, id)| id.as_str()).collect();
    let here = |accepted: &Accepted| {
        let taken = arrived.contains(accepted.client_msg_id.as_str()) || !run.ousted.contains(&accepted.sender);
        accepted.receiver == id && taken
    };
    accepted_once(run, here, &shown);
    same_everywhere(run, &said, &shown);
    in_senders_order(run, here, &shown);
    let everybody: Vec<usize> = (0..run.people.len()).collect();
    unread(run, id, &everybody).await;
}

/// Whether it was said by somebody while he was out of the group.
fn refused(run: &Run, message: &MessageView) -> bool {
    let out = MessageState::Failed { code: Code::NotInGroup };
    message.state == out && run.ousted.contains(&message.sender_id)
}

fn gapless(server: &[(i64, String)]) {
    let seqs: Vec<i64> = server.iter().map(|(seq, _)| *seq).collect();
    let gapless: Vec<i64> = (1..=i64::try_from(seqs.len()).unwrap()).collect();
    assert_eq!(seqs, gapless, "the server's seqs have no gap");
}

/// All devices of one person show the friends that the server has, the same requests, and the same blocked people.
async fn friends(run: &Run, owner: usize) {
    let on_server = run.world.server_friends(&run.people[owner].user_id);
    let mut before = None;
    for (device, _) in run
        .devices
        .iter()
        .filter(|(device, of)| *of == owner && device.has_account())
    {
        let (client, account) = (device.client(), device.account());
        let friends = client.friends(&account).await.expect("The friends").into_iter();
        let friends: BTreeMap<_, _> = friends
            .map(|friend| (friend.user.user_id, (friend.remark, friend.pinned)))
            .collect();
        assert_eq!(friends, on_server, "{} has other friends than the server", device.who());
        let requests = client
            .friend_requests(&account)
            .await
            .expect("The requests")
            .into_iter();
        let requests: Vec<_> = requests
            .map(|one| (one.user.user_id, one.mine, one.message, one.state))
            .collect();
        let blocked = client.blocked_users(&account).await.expect("The blocked").into_iter();
        let blocked: Vec<_> = blocked.map(|user| user.user_id).collect();
        if let Some((other, others)) = &before {
            let seen = (requests, blocked);
            assert_eq!(
                &seen,
                others,
                "the requests and blocked people of {} and {other}",
                device.who()
            );
            continue;
        }
        before = Some((device.who(), (requests, blocked)));
    }
}

/// Two people's conversation on all their devices and on the server.
async fn conversation(run: &Run, first: usize, second: usize) {
    let (one, other) = (&run.people[first], &run.people[second]);
    let id = conversation_id::single(&one.user_id, &other.user_id).to_string();
    let server = run.world.server_rows(&id);
    let mut shown: Vec<(String, usize, Vec<MessageView>)> = Vec::new();
    for (device, owner) in &run.devices {
        if (*owner == first || *owner == second) && device.has_account() {
            shown.push((device.who(), *owner, device.history_of(&id).await));
        }
    }
    burning::check(run, &id, [first, second], &shown);
    // What burns, and lines of the server's own, are in nobody's order.
    let burns = burning::burning(run, &id);
    for (_, _, messages) in &mut shown {
        messages.retain(|message| !burns.contains(&message.client_msg_id) && !burning::is_line(message));
    }
    let pair = [&*one.user_id, &*other.user_id];
    let here = |accepted: &Accepted| {
        let of_pair = [&*accepted.sender, &*accepted.receiver];
        let of_this = of_pair == pair || of_pair == [pair[1], pair[0]];
        of_this && !burns.contains(&accepted.client_msg_id)
    };
    accepted_once(run, here, &shown);
    gapless(&server);
    let acts = run.world.server_acts(&id);
    let stays = |id: &String| !acts.contains(id) && !burns.contains(id);
    let server: Vec<_> = server.into_iter().filter(|(_, id)| stays(id)).collect();
    same_everywhere(run, &server, &shown);
    in_senders_order(run, here, &shown);
    marks(run, &id, [first, second], &shown);
    unread(run, &id, &[first, second]).await;
}

fn accepted_once(run: &Run, here: impl Fn(&Accepted) -> bool, shown: &[(String, usize, Vec<MessageView>)]) {
    for accepted in run.accepted.iter().filter(|accepted| here(accepted)) {
        for (who, _, messages) in shown {
            let copies: Vec<_> = messages
                .iter()
                .filter(|row| row.client_msg_id == accepted.client_msg_id)
                .collect();
            if copies.is_empty() && accepted.may_be_lost {
                continue;
            }
            assert_eq!(
                copies.len(),
                1,
                "{who} shows {:?} so many times",
                accepted.client_msg_id
            );
            let content = &copies[0].content;
            let may_differ = run.changed.contains(&accepted.client_msg_id);
            assert!(accepted.said.is(content) || may_differ, "{who} shows {content:?}");
            let state = copies[0].state;
            let arrived = match state {
                MessageState::Received => copies[0].sender_id != *run.people[owner_of(run, who)].user_id,
                MessageState::Sent | MessageState::Read => true,
                MessageState::Sending | MessageState::Failed { .. } => false,
            };
            assert!(arrived, "{who} shows {content:?} as {state:?}");
        }
    }
}

fn owner_of(run: &Run, who: &str) -> usize {
    run.devices
        .iter()
        .find(|(device, _)| device.who() == who)
        .map(|(_, owner)| *owner)
        .unwrap()
}

fn same_everywhere(run: &Run, server: &[(i64, String)], shown: &[(String, usize, Vec<MessageView>)]) {
    let mut seen = BTreeSet::new();
    let first_copies: Vec<&(i64, String)> = server.iter().filter(|(_, id)| seen.insert(id.as_str())).collect();
    if !run.world.is_plain() {
        assert_eq!(first_copies.len(), server.len(), "the server holds each message once");
    }
    // A plain server may hold a message twice; people see it once, in one place.
    let on_server: Vec<&str> = first_copies.iter().map(|(_, id)| id.as_str()).collect();
    let mut before: Option<(&str, &[MessageView])> = None;
    for (who, _, messages) in shown {
        let ids: BTreeSet<&str> = messages.iter().map(|message| message.client_msg_id.as_str()).collect();
        assert_eq!(ids.len(), messages.len(), "{who} shows something twice");
        assert_eq!(
            ids,
            on_server.iter().copied().collect(),
            "{who} shows other messages than the server has"
        );
        if !run.world.is_plain() {
            let order: Vec<&str> = messages.iter().map(|message| message.client_msg_id.as_str()).collect();
            assert_eq!(order, on_server, "{who} shows another order than the server's");
        }
        if let Some((other, others)) = before {
            assert_eq!(essence(messages), essence(others), "{who} and {other} differ");
        }
        before = Some((who, messages));
    }
}

/// What one device sent one after the other stays in that order.
fn in_senders_order(run: &Run, here: impl Fn(&Accepted) -> bool, shown: &[(String, usize, Vec<MessageView>)]) {
    let mut sent: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for accepted in run
        .accepted
        .iter()
        .filter(|accepted| here(accepted) && accepted.ordered)
    {
        sent.entry(&accepted.device).or_default().push(&accepted.client_msg_id);
    }
    for (who, _, messages) in shown {
        for (device, sent) in &sent {
            let ids: BTreeSet<&str> = sent.iter().copied().collect();
            let order: Vec<&str> = messages
                .iter()
                .map(|row| row.client_msg_id.as_str())
                .filter(|id| ids.contains(id))
                .collect();
            let shown: BTreeSet<&str> = order.iter().copied().collect();
            // That nothing is missing which may not be is looked at elsewhere.
            let sent: Vec<&str> = sent.iter().copied().filter(|id| shown.contains(id)).collect();
            assert_eq!(order, sent, "{who} shows what {device} sent in another order");
        }
    }
}

/// A message is read exactly as far as the other side ever said it had read.
fn marks(run: &Run, id: &str, pair: [usize; 2], shown: &[(String, usize, Vec<MessageView>)]) {
    for (who, owner, messages) in shown {
        let peer = if *owner == pair[0] { pair[1] } else { pair[0] };
        if peer == *owner {
            continue;
        }
        let reader = &run.people[peer].user_id;
        let far = run
            .marked
            .iter()
            .filter(|mark| mark.reader == **reader && mark.conversation == id)
            .map(|mark| mark.seq)
            .max()
            .unwrap_or(0);
        if !run.marks_last {
            read_alike(who, *owner, messages, shown);
            continue;
        }
        for message in messages.iter().filter(|message| message.mine) {
            let read = message.seq.is_some_and(|seq| seq <= far);
            let wanted = if read { MessageState::Read } else { MessageState::Sent };
            assert_eq!(message.state, wanted, "{who} on {:?}, read to {far}", message.content);
        }
    }
}

/// Where a mark may have been lost on its way, all devices of one person still show the same.
fn read_alike(who: &str, owner: usize, messages: &[MessageView], shown: &[(String, usize, Vec<MessageView>)]) {
    let states = |messages: &[MessageView]| messages.iter().map(|message| message.state).collect::<Vec<_>>();
    for (other, _, others) in shown.iter().filter(|(_, of, _)| *of == owner) {
        assert_eq!(states(messages), states(others), "what is read on {who} and {other}");
    }
}

async fn unread(run: &Run, id: &str, people: &[usize]) {
    for &owner in people {
        let person = &run.people[owner];
        let on_server = run.world.server_unread(&person.user_id, id);
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        for (device, of) in &run.devices {
            if *of == owner && device.has_account() {
                counts.insert(device.who(), unread_on(device, id).await);
            }
        }
        let values: BTreeSet<i64> = counts.values().copied().collect();
        assert!(
            values.len() <= 1,
            "{}'s devices count differently in {id}: {counts:?}",
            person.name
        );
        if !run.world.is_plain() {
            assert_eq!(
                values.into_iter().next().unwrap_or(0),
                on_server,
                "{}'s unread in {id}",
                person.name
            );
        }
    }
}

async fn unread_on(device: &Device, id: &str) -> i64 {
    let conversations = device.conversations().await;
    conversations
        .iter()
        .find(|conversation| conversation.id == id)
        .map_or(0, |conversation| conversation.unread)
}
