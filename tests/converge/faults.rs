//! What goes wrong in a run, and how everything is mended in the end.

use std::collections::BTreeSet;

use client::view::LinkState;
use protocol::ids::conversation_id;
use rand::RngExt;
use world::Cable;

use crate::acts::Run;

impl Run {
    /// The ids of all messages that the server holds.
    pub fn on_server(&self) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for (at, one) in self.people.iter().enumerate() {
            for other in &self.people[at..] {
                let conversation = conversation_id::single(&one.user_id, &other.user_id);
                ids.extend(self.world.server_rows(&conversation).into_iter().map(|(_, id)| id));
            }
        }
        ids.extend(self.world.server_rows(&self.group).into_iter().map(|(_, id)| id));
        ids
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
        let before = self.on_server();
        self.world.server.restore(&copy).await;
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
        }
        self.world.settle().await;
        // Somebody signed out, or a copy of the server's folder knows nothing of his token.
        for (device, owner) in &self.devices {
            if !device.has_account() || matches!(device.link_state(), LinkState::Stopped { .. }) {
                let person = &self.people[*owner];
                device
                    .sign_in(&person.name, &person.password)
                    .await
                    .expect("Signing in");
            }
        }
        let everybody: Vec<_> = self.people.iter().map(|person| person.user_id.to_string()).collect();
        self.invite(&everybody).await;
        self.world.settle().await;
    }
}
