//! What people do with the group that they are in.

use client::view::GroupChange;
use protocol::ids::conversation_id;
use rand::RngExt;

use crate::acts::Run;

impl Run {
    /// Somebody does something in the group that he may, or may not, as far as the network lets him. Nobody is silenced:
    /// what is sent then would be right to fail.
    pub fn lead(&mut self) {
        let (device, owner) = self.some_device();
        let with = self.some_person(owner);
        let (act, number) = (self.draws.random_range(0..10), self.draws.random_range(0..1_000));
        if !device.has_account() {
            return;
        }
        let user = self.people[owner].user_id.to_string();
        if act == 8 {
            self.ousted.insert(user);
        }
        let (client, account) = (device.client(), device.account());
        let with = self.people[with].user_id.to_string();
        let group = conversation_id::group_of(&self.group).expect("A group").to_owned();
        device.meanwhile(async move {
            let name = format!("number {number}");
            let _ = match act {
                0 => {
                    let change = GroupChange {
                        name: Some(name),
                        ..GroupChange::default()
                    };
                    client.set_group(&account, &group, change).await
                }
                1 => {
                    let change = GroupChange {
                        announcement: Some(name),
                        ..GroupChange::default()
                    };
                    client.set_group(&account, &group, change).await
                }
                2 => client.set_group_nickname(&account, &group, &name).await,
                3 => {
                    let admin = number % 3 > 0;
                    client.set_group_admin(&account, &group, &with, admin).await
                }
                4 => client.save_group(&account, &group, number % 2 == 0).await,
                5 => client.read_announcement(&account, &group).await,
                6 => client.transfer_group(&account, &group, &with).await,
                7 => client.join_group(&account, &group, &name).await.map(|_| ()),
                8 => client.leave_group(&account, &group).await,
                _ => client.set_exempt(&account, &group, &with, number % 2 == 0).await,
            };
        });
    }
}
