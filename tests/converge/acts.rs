//! What may happen in one step: people act, and something fails. All drawn from the world's seed. Knows nothing of what
//! must hold in the end, and writes down what it will be measured by.

#[path = "doing.rs"]
mod doing;
#[path = "lists.rs"]
pub mod lists;
#[path = "media.rs"]
pub mod media;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use protocol::ids::conversation_id;
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use serde_json::json;
use world::{AppServer, Device, Person, World, random};

use crate::favourites::Fate;
use crate::said::{Accepted, Drafted, Said};

/// A mark that `mark_read` has taken.
pub struct Marked {
    pub reader: String,
    pub conversation: String,
    pub seq: i64,
}

pub struct Run {
    pub world: World,
    pub people: Vec<Person>,
    /// Somebody who says nothing, and can be blocked without anything being right to fail.
    silent: String,
    pub devices: Vec<(Device, usize)>,
    pub accepted: Vec<Accepted>,
    pub marked: Vec<Marked>,
    /// Whether every mark that was taken must have reached the other side.
    pub marks_last: bool,
    /// The group that everybody is in.
    pub group: String,
    /// Who was out of it for a time: what he said there meanwhile was refused.
    pub ousted: BTreeSet<String>,
    /// Brings people into the group, and gives it other names.
    pub apps: AppServer,
    /// The last copy of the server's folder.
    pub copy: Option<PathBuf>,
    /// Messages that were edited or taken back, or may be: they need not say what they said.
    pub changed: BTreeSet<String>,
    /// What is kept with drafts, by device and conversation.
    pub drafts: BTreeMap<(String, String), Vec<Drafted>>,
    /// What people keep, by person and name, and what must become of it.
    pub favourites: BTreeMap<(usize, String), Fate>,
    /// Files that the server had before it was put back, and has no more.
    pub lost: BTreeSet<String>,
    pub draws: ChaCha8Rng,
    pub said: u32,
}

/// The conversation of a group of all these.
async fn group_of(apps: &AppServer, people: &[Person]) -> String {
    let admin = apps.admin_token().await;
    let (owner, others) = people.split_first().expect("Somebody");
    let others: Vec<_> = others.iter().map(|person| &*person.user_id).collect();
    let request = json!({
        "ownerUserID": &*owner.user_id, "memberUserIDs": others,
        "groupInfo": { "groupName": "Seals", "groupType": 2 },
    });
    let made = apps
        .visitor
        .ask("/api/group/create_group", Some(&admin), &request)
        .await;
    conversation_id::group(made["groupInfo"]["groupID"].as_str().expect("An id"))
}

impl Run {
    pub async fn new(world: &World) -> Self {
        let mut draws = random::stream(world.seed(), "acts");
        let mut people = Vec::new();
        for name in ["alice", "bob", "carol"].into_iter().take(draws.random_range(2..=3)) {
            people.push(world.person(name).await);
        }
        let apps = world.app_server();
        apps.admit("silent", "silent").await;
        let group = group_of(&apps, &people).await;
        apps.admit("post", "Post").await;
        world.settle().await;
        let devices = people
            .iter()
            .enumerate()
            .map(|(index, person)| ((**person).clone(), index))
            .collect();
        Self {
            world: world.clone(),
            people,
            silent: "silent".to_owned(),
            devices,
            accepted: Vec::new(),
            marked: Vec::new(),
            marks_last: true,
            group,
            ousted: BTreeSet::new(),
            apps,
            copy: None,
            changed: BTreeSet::new(),
            drafts: BTreeMap::new(),
            favourites: BTreeMap::new(),
            lost: BTreeSet::new(),
            draws,
            said: 0,
        }
    }

    pub fn some_device(&mut self) -> (Device, usize) {
        let index = self.draws.random_range(0..self.devices.len());
        self.devices[index].clone()
    }

    /// Now and then somebody writes to himself.
    pub fn some_person(&mut self, but: usize) -> usize {
        let index = self.draws.random_range(0..self.people.len());
        if index == but && self.draws.random_range(0..8) != 0 {
            (index + 1) % self.people.len()
        } else {
            index
        }
    }

    pub async fn step(&mut self) {
        match self.draws.random_range(0..121) {
            0..18 => self.send().await,
            18..25 => self.act_on_a_message().await,
            25..33 => self.tell().await,
            33 => self.rename().await,
            34 => self.come_or_go().await,
            35..45 => self.read().await,
            45..48 => self.page(),
            48 => self.post().await,
            49 => self.lead(),
            50..54 => self.sign_in_elsewhere().await,
            54..56 => self.sign_out().await,
            56..58 => self.sign_in_again().await,
            58..62 => {
                let ms = self.draws.random_range(0..20_000);
                self.pass(ms).await;
            }
            62..64 => self.befriend(),
            64 => self.lead(),
            65 => self.block(),
            66..71 => self.arrange().await,
            71 => self.post().await,
            72..85 => self.trouble_a_link(),
            85..94 => self.trouble_a_device().await,
            94..100 => self.trouble_the_server().await,
            100..107 => self.show().await,
            107..112 => self.handle().await,
            112..114 => self.burn().await,
            _ => self.keep().await,
        }
        let ms = self.draws.random_range(0..300);
        self.pass(ms).await;
    }

    async fn pass(&self, ms: u64) {
        tokio::time::sleep(std::time::Duration::from_millis(ms)).await;
    }

    async fn send(&mut self) {
        let (device, owner) = self.some_device();
        let to = self.some_person(owner);
        if !device.has_account() {
            return;
        }
        for _ in 0..self.draws.random_range(1..=3) {
            let receiver = self.people[to].clone();
            let text = format!("{} {}", device.who(), self.said);
            self.said += 1;
            // Somebody never heard of cannot be written to without a network; everything else is taken.
            let Ok(message) = device.try_says(&receiver, &text).await else {
                return;
            };
            self.world.trace().note(&device.who(), format_args!("said {text}"));
            self.accepted.push(Accepted {
                device: device.who(),
                sender: self.people[owner].user_id.to_string(),
                receiver: receiver.user_id.to_string(),
                said: Said::Words(text),
                client_msg_id: message.client_msg_id,
                may_be_lost: false,
                ordered: true,
            });
        }
    }

    /// Says something in the group.
    async fn tell(&mut self) {
        let (device, owner) = self.some_device();
        if !device.has_account() {
            return;
        }
        let text = format!("{} to all {}", device.who(), self.said);
        self.said += 1;
        let (client, account) = (device.client(), device.account());
        // A device that never heard of the group cannot write to it yet.
        let Ok(message) = client.send_text(&account, &self.group, &text).await else {
            return;
        };
        self.world.trace().note(&device.who(), format_args!("said {text}"));
        self.accepted.push(Accepted {
            device: device.who(),
            sender: self.people[owner].user_id.to_string(),
            receiver: self.group.clone(),
            said: Said::Words(text),
            client_msg_id: message.client_msg_id,
            may_be_lost: false,
            ordered: true,
        });
    }

    /// Somebody is taken out of the group, or brought in again.
    async fn come_or_go(&mut self) {
        if !self.world.server.runs() {
            return;
        }
        let whom = self.draws.random_range(1..self.people.len());
        let user_id = self.people[whom].user_id.to_string();
        if self.draws.random_range(0..2) == 0 {
            self.invite(&[user_id]).await;
            return;
        }
        let group = conversation_id::group_of(&self.group).expect("A group's conversation");
        let admin = self.apps.admin_token().await;
        let request = json!({ "groupID": group, "kickedUserIDs": [user_id] });
        // Who is out already cannot be taken out.
        self.apps
            .visitor
            .call("/api/group/kick_group", Some(&admin), &request)
            .await;
        self.ousted.insert(user_id);
    }

    pub async fn invite(&self, whom: &[String]) {
        let group = conversation_id::group_of(&self.group).expect("A group's conversation");
        let admin = self.apps.admin_token().await;
        let request = json!({ "groupID": group, "invitedUserIDs": whom });
        let path = "/api/group/invite_user_to_group";
        self.apps.visitor.ask(path, Some(&admin), &request).await;
    }

    async fn rename(&mut self) {
        if !self.world.server.runs() {
            return;
        }
        let title = format!("Seals {}", self.said);
        self.said += 1;
        let group = conversation_id::group_of(&self.group).expect("A group's conversation");
        let admin = self.apps.admin_token().await;
        let request = json!({ "groupID": group, "groupName": title });
        let path = "/api/group/set_group_info_ex";
        self.apps.visitor.ask(path, Some(&admin), &request).await;
    }

    async fn read(&mut self) {
        let (device, owner) = self.some_device();
        if !device.has_account() {
            return;
        }
        let conversations = device.conversations().await;
        if conversations.is_empty() {
            return;
        }
        let conversation = &conversations[self.draws.random_range(0..conversations.len())];
        // What is on the device can be read without waiting for a network that may not be there.
        let seqs: Vec<i64> = device
            .known(&conversation.id)
            .await
            .iter()
            .filter_map(|message| message.seq)
            .collect();
        if seqs.is_empty() {
            return;
        }
        let seq = seqs[self.draws.random_range(0..seqs.len())];
        let marked = device
            .client()
            .mark_read(&device.account(), &conversation.id, seq)
            .await;
        marked.expect("Marking as read works without a network");
        self.world
            .trace()
            .note(&device.who(), format_args!("read {} to {seq}", conversation.id));
        let reader = self.people[owner].user_id.to_string();
        self.marked.push(Marked {
            reader,
            conversation: conversation.id.clone(),
            seq,
        });
    }

    fn page(&mut self) {
        let (device, owner) = self.some_device();
        let with = self.people[self.draws.random_range(0..self.people.len())].clone();
        if device.has_account() && *with.user_id != *self.people[owner].user_id {
            let paging = device.clone();
            device.meanwhile(async move { paging.browses(&with).await });
        }
    }

    /// Somebody asks another to be friends, answers him, calls him otherwise or ends it, as far as the network lets him.
    /// Of these nobody is blocked: what is sent then would be right to fail.
    fn befriend(&mut self) {
        let (device, owner) = self.some_device();
        let with = self.some_person(owner);
        let (act, number) = (self.draws.random_range(0..7), self.draws.random_range(0..1_000));
        if !device.has_account() {
            return;
        }
        let (client, account) = (device.client(), device.account());
        let with = self.people[with].user_id.to_string();
        device.meanwhile(async move {
            let _ = match act {
                0 | 1 => client.add_friend(&account, &with, "hello").await.map(drop),
                2 => client.answer_friend(&account, &with, true, "").await,
                3 => client.answer_friend(&account, &with, false, "").await,
                4 => {
                    client
                        .describe_friend(&account, &with, &format!("remark {number}"), "")
                        .await
                }
                5 => client.pin_friend(&account, &with, number % 2 == 0).await,
                _ => client.delete_friend(&account, &with, false).await,
            };
        });
    }

    /// Somebody blocks whoever is silent, or lets him through again.
    fn block(&mut self) {
        let (device, _) = self.some_device();
        let blocked = self.draws.random_range(0..2) == 0;
        if !device.has_account() {
            return;
        }
        let (client, account, silent) = (device.client(), device.account(), self.silent.clone());
        device.meanwhile(async move {
            let _ = client.set_blocked(&account, &silent, blocked).await;
        });
    }

    async fn sign_in_elsewhere(&mut self) {
        let owner = self.draws.random_range(0..self.people.len());
        let have = self.devices.iter().filter(|(_, of)| *of == owner).count();
        if have > 1 || !self.world.server.runs() {
            return;
        }
        let person = self.people[owner].clone();
        let device = person.device("phone").await;
        self.devices.push((device, owner));
    }

    /// What is still on its way goes with the data, unless that stays.
    async fn sign_out(&mut self) {
        let (device, _) = self.some_device();
        let keep = self.draws.random_range(0..2) == 0;
        if !device.has_account() {
            return;
        }
        device.sign_out(keep).await.expect("Signing out");
        self.world
            .trace()
            .note(&device.who(), format_args!("signed out, keeping {keep}"));
        if !keep {
            self.drafts.retain(|(who, _), _| *who != device.who());
            let arrived = self.on_server();
            self.marks_last = false;
            self.forget_favourites(Some(&device), &BTreeSet::new());
            for accepted in &mut self.accepted {
                accepted.may_be_lost |= accepted.device == device.who() && !arrived.contains(&accepted.client_msg_id);
            }
        }
    }

    async fn sign_in_again(&mut self) {
        let signed_out = self
            .devices
            .iter()
            .find(|(device, _)| device.runs() && !device.has_account());
        if let Some((device, owner)) = signed_out {
            let person = &self.people[*owner];
            // Without a network, or while the server is away, it fails; there is another time.
            let _ = device.sign_in(&person.name, &person.password).await;
        }
    }
}
