//! What people keep and let go on all their devices while everything else goes on, and that all of these and the server
//! have the same in the end: nothing of it is lost, and nothing comes back.

use std::collections::{BTreeMap, BTreeSet};

use client::requests::Favoured;
use client::view::FavouriteView;
use rand::RngExt;
use world::Device;

use crate::acts::Run;
use crate::essence::essence;

/// What must become of something that was kept.
pub enum Fate {
    /// It is there; this device was the first to keep it.
    Stays(String),
    /// It was let go somewhere, or its device or the server forgot it.
    Any,
}

async fn list(device: &Device) -> Vec<FavouriteView> {
    let asked = Favoured::default();
    let found = device.client().favourites(&device.account(), &asked, 2_000).await;
    found.expect("Favourites").all
}

impl Run {
    /// Somebody keeps something that he sees, or lets something go.
    pub async fn keep(&mut self) {
        let (device, owner) = self.some_device();
        let draw = |run: &mut Self| run.draws.random_range(0..1_000);
        let (act, which, what) = (draw(self), draw(self), draw(self));
        if !device.has_account() {
            return;
        }
        let before = list(&device).await;
        if act % 5 < 2 && !before.is_empty() {
            return self
                .let_go(&device, owner, before[which % before.len()].id.clone())
                .await;
        }
        let rows = device.conversations().await;
        let Some(row) = rows.get(which % rows.len().max(1)) else {
            return;
        };
        let known = device.known(&row.id).await;
        let Some(message) = known.get(what % known.len().max(1)) else {
            return;
        };
        let ids = vec![message.client_msg_id.clone()];
        // What burns, is on its way or was taken back is not kept.
        if device.client().keep_favourites(&device.account(), ids).await.is_err() {
            return;
        }
        self.world
            .trace()
            .note(&device.who(), format_args!("keeps {}", message.client_msg_id));
        for one in list(&device).await {
            let fate = Fate::Stays(device.who());
            self.favourites.entry((owner, one.id)).or_insert(fate);
        }
    }

    async fn let_go(&mut self, device: &Device, owner: usize, id: String) {
        let (client, account) = (device.client(), device.account());
        let gone = client.remove_favourites(&account, vec![id.clone()]).await;
        gone.expect("It is done without a network");
        self.world.trace().note(&device.who(), format_args!("lets {id} go"));
        self.favourites.insert((owner, id), Fate::Any);
    }

    /// What each person keeps, as the server has it.
    pub fn favourites_on_server(&self) -> BTreeSet<(usize, String)> {
        let people = self.people.iter().enumerate();
        let all = people.flat_map(|(owner, person)| {
            let kept = self.world.server_favourites(&person.user_id).into_keys();
            kept.map(move |id| (owner, id))
        });
        all.collect()
    }

    /// What was there before and is not now, or was only on this device, need not be there in the end.
    pub fn forget_favourites(&mut self, device: Option<&Device>, before: &BTreeSet<(usize, String)>) {
        let now = self.favourites_on_server();
        for (key, fate) in &mut self.favourites {
            let lost = match (device, &*fate) {
                (Some(device), Fate::Stays(who)) => *who == device.who() && !now.contains(key),
                _ => before.contains(key) && !now.contains(key),
            };
            if lost {
                *fate = Fate::Any;
            }
        }
    }
}

pub async fn check(run: &Run) {
    for owner in 0..run.people.len() {
        let on_server = run.world.server_favourites(&run.people[owner].user_id);
        for ((_, id), fate) in run.favourites.iter().filter(|((of, _), _)| *of == owner) {
            let there = on_server.contains_key(id) || matches!(fate, Fate::Any);
            assert!(there, "{} kept {id}, and it is lost", run.people[owner].name);
        }
        for id in on_server.keys() {
            assert!(run.favourites.contains_key(&(owner, id.clone())), "nobody kept {id}");
        }
        let mut before: Option<(String, Vec<FavouriteView>)> = None;
        for (device, _) in run
            .devices
            .iter()
            .filter(|(device, of)| *of == owner && device.has_account())
        {
            let who = device.who();
            let all = list(device).await;
            let known: BTreeMap<String, i64> = all.iter().map(|one| (one.id.clone(), one.kept)).collect();
            assert_eq!(known, on_server, "{who} keeps other things than the server");
            assert!(all.iter().all(|one| !one.waiting), "{who} still waits");
            if let Some((other, others)) = &before {
                let said = |all: &[FavouriteView]| all.iter().map(|one| one.message.clone()).collect::<Vec<_>>();
                assert_eq!(
                    essence(&said(&all)),
                    essence(&said(others)),
                    "what {who} and {other} keep"
                );
            }
            before = Some((who, all));
        }
    }
}
