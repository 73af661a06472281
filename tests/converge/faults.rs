//! What goes wrong in a run, and how everything is mended in the end.

use std::collections::BTreeSet;

use client::view::{LinkState, TransferState};
use protocol::ids::conversation_id;
use rand::RngExt;
use world::{Cable, Device, Person};

use crate::acts::Run;

impl Run {
    /// The conversations of everybody with everybody, and the group.
    pub fn conversation_ids(&self) -> Vec<String> {
        let mut ids = vec![self.group.clone()];
        for (at, one) in self.people.iter().enumerate() {
            let with = |other: &Person| conversation_id::single(&one.user_id, &other.user_id);
            ids.extend(self.people[at..].iter().map(with));
        }
        ids
    }

    /// The ids of all messages that the server holds.
    pub fn on_server(&self) -> BTreeSet<String> {
        let conversations = self.conversation_ids().into_iter();
        let rows = conversations.flat_map(|id| self.world.server_rows(&id));
        rows.map(|(_, id)| id).collect()
    }

    pub async fn back_up(&mut self) {
        let copy = self.world.folder().join(format!("copy {}", self.said));
        let _ = std::fs::remove_dir_all(&copy);
        self.world.server.back_up(&copy).await;
        self.copy = Some(copy);
    }

    /// What came after the copy is gone from the server; what it never had must still arrive.
    pub async fn restore(&mut self) {
        // A plain server cannot tell that it was put back.
        let Some(copy) = self.copy.clone().filter(|_| !self.world.is_plain()) else {
            return;
        };
        let (before, had) = (self.on_server(), self.world.server_objects());
        let kept = self.favourites_on_server();
        self.world.server.restore(&copy).await;
        let has = self.world.server_objects();
        self.lost.extend(had.into_keys().filter(|key| !has.contains_key(key)));
        self.forget_favourites(None, &kept);
        let after = self.on_server();
        self.marks_last = false;
        for accepted in &mut self.accepted {
            let id = &accepted.client_msg_id;
            accepted.may_be_lost |= before.contains(id) && !after.contains(id);
        }
    }

    pub fn trouble_a_link(&mut self) {
        let (device, _) = self.some_device();
        let link = &device.link;
        match self.draws.random_range(0..12) {
            0..2 => link.cut(),
            2 => link.swallow(),
            3..6 => link.mend(),
            6 => link.break_connections(),
            7 | 8 => link.delay(0..=self.draws.random_range(1..2_000)),
            9 => link.delay(0..=0),
            10 => link.lose_answers(self.draws.random_range(1..3)),
            _ => link.duplicate(self.draws.random_range(1..3)),
        }
    }

    pub async fn trouble_a_device(&mut self) {
        let (device, _) = self.some_device();
        match self.draws.random_range(0..6) {
            0..2 if device.runs() => device.crash().await,
            2 => device.clock.jump(self.draws.random_range(-3_600_000..3_600_000)),
            3 if device.runs() => device.client().go(),
            _ if device.runs() => device.restart().await,
            _ => device.start().await,
        }
    }

    pub async fn trouble_the_server(&mut self) {
        let server = self.world.server.clone();
        match self.draws.random_range(0..8) {
            6 if server.runs() => self.back_up().await,
            7 if server.runs() => self.restore().await,
            0..2 if server.runs() => server.crash().await,
            2 if server.runs() => server.stop().await,
            3 => server.clock.jump(self.draws.random_range(-3_600_000..3_600_000)),
            _ if server.runs() => {
                server.crash().await;
                server.start().await;
            }
            _ => server.start().await,
        }
    }

    /// What somebody stopped goes up.
    async fn let_go_on(&self, device: &Device) {
        let (client, account) = (device.client(), device.account());
        let mut all = client.transfers(&account).await.expect("What is on its way");
        all.retain(|one| one.state == TransferState::Paused);
        for one in all {
            // It may have come up meanwhile.
            let _ = client.pause_transfer(&account, &one.client_msg_id, false).await;
        }
    }

    /// Every cable whole, every machine on.
    pub async fn mend(&self) {
        if !self.world.server.runs() {
            self.world.server.start().await;
        }
        for (device, _) in &self.devices {
            device.link.heal();
            assert_eq!(device.link.cable(), Cable::Up);
            if !device.runs() {
                device.start().await;
            }
            if device.has_account() {
                self.let_go_on(device).await;
            }
        }
        self.world.settle().await;
        self.sign_in_whoever_is_out().await;
        for (device, _) in &self.devices {
            self.let_go_on(device).await;
        }
        let everybody: Vec<_> = self.people.iter().map(|person| person.user_id.to_string()).collect();
        self.invite(&everybody).await;
        self.rest().await;
        // Whose connection was swallowed has only now found out that his token is none.
        if self.sign_in_whoever_is_out().await {
            self.rest().await;
        }
    }

    /// Somebody signed out, or a copy of the server's folder knows nothing of his token. Whether there was anybody.
    async fn sign_in_whoever_is_out(&self) -> bool {
        let mut anybody = false;
        for (device, owner) in &self.devices {
            if !device.has_account() || matches!(device.link_state(), LinkState::Stopped { .. }) {
                let person = &self.people[*owner];
                device
                    .sign_in(&person.name, &person.password)
                    .await
                    .expect("Signing in");
                anybody = true;
            }
        }
        anybody
    }

    /// What was read burns, and all devices hear of it.
    async fn rest(&self) {
        self.world.settle().await;
        self.world.pass(30).await;
        self.world.settle().await;
    }
}
