//! Who is online: told by the server for the people of single conversations, known only while connected.

use protocol::pb::SubUserOnlineStatusTips;
use protocol::platform::{self, Class};

use crate::account::Account;
use crate::calls::{CallError, wire};
use crate::event::Event;
use crate::link::Conn;
use crate::store::users::{self, User};
use crate::view::{DeviceKind, Presence};

/// People in one request, well below the longest frame.
const TOGETHER: usize = 300;

/// What the server tells of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Seen {
    pub(crate) presence: Presence,
    pub(crate) on: Vec<DeviceKind>,
}

impl Seen {
    fn told(platforms: &[i32]) -> Self {
        let mut on: Vec<_> = platforms.iter().filter_map(|platform| kind(*platform)).collect();
        on.sort_unstable();
        on.dedup();
        let presence = match platforms {
            [] => Presence::Offline,
            _ => Presence::Online,
        };
        Self { presence, on }
    }
}

/// A platform that is new to this version is online without a word about where.
const fn kind(platform: i32) -> Option<DeviceKind> {
    match platform::class(platform) {
        Some(Class::Pc) => Some(DeviceKind::Computer),
        Some(Class::Mobile | Class::HarmonyOs) => Some(DeviceKind::Phone),
        Some(Class::Pad) => Some(DeviceKind::Tablet),
        Some(Class::Web | Class::MiniWeb) => Some(DeviceKind::Web),
        Some(Class::Admin) | None => None,
    }
}

/// Asks to be told of these people.
pub(crate) async fn watch(account: &Account, conn: &Conn, people: Vec<String>) -> anyhow::Result<()> {
    for some in people.chunks(TOGETHER) {
        match wire::watch(conn, some.to_vec()).await {
            Ok(tips) => note(account, tips).await?,
            // Presence is no reason to give a connection up.
            Err(CallError::Wire(code)) if !code.is_token() => tracing::info!(%code, "Presence is not told"),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

pub(crate) async fn note(account: &Account, tips: SubUserOnlineStatusTips) -> anyhow::Result<()> {
    let told = tips
        .subscribers
        .into_iter()
        .map(|one| (one.user_id, Seen::told(&one.online_platform_ids)));
    let news = account.teller.note_presence(told);
    tell(account, news).await
}

/// The connection is gone: nobody knows any more.
pub(crate) async fn forget(account: &Account) {
    let known = account.teller.forget_presence();
    if let Err(error) = tell(account, known).await {
        tracing::warn!(error = format!("{error:#}"), "Presence cannot be told");
    }
}

async fn tell(account: &Account, people: Vec<String>) -> anyhow::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let known = account
        .read(move |db| {
            let mut known = Vec::new();
            for id in people {
                known.push(users::get(db, &id)?.unwrap_or_else(|| User { id, ..User::default() }));
            }
            Ok(known)
        })
        .await?;
    let changed = known.iter().map(|user| account.teller.user_view(user)).collect();
    account.teller.tell(&[Event::Users {
        account: account.id.clone(),
        changed,
    }]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_devices_of_one_kind_are_one_word_and_unknown_ones_are_there_without_any() {
        let both = Seen::told(&[7, 3, 2, 9, 5, 6]);
        let kinds = [
            DeviceKind::Computer,
            DeviceKind::Phone,
            DeviceKind::Tablet,
            DeviceKind::Web,
        ];
        assert_eq!((both.presence, &*both.on), (Presence::Online, &kinds[..]));
        let new = Seen::told(&[99]);
        assert_eq!((new.presence, new.on.len()), (Presence::Online, 0));
        assert_eq!(Seen::told(&[]).presence, Presence::Offline);
    }
}
