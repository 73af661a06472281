//! Finding by name what is on this device, as one types: people, groups, conversations. Asks no server. What there is
//! stays at hand from key to key, with its names taken apart, for as long as nothing has changed.

use std::cmp::Reverse;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rusqlite::Connection;

use crate::account::Account;
use crate::names::{Query, Rank, Spelled};
use crate::store::known::{self, Known};
use crate::store::users::User;
use crate::view::{ConversationKind, KnownView, UserView};

/// What was read last.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Option<Arc<Everybody>>>);

/// Everybody and every group, as they were at one moment.
struct Everybody {
    /// What had been told before they were read.
    told: u64,
    all: Vec<One>,
}

struct One {
    known: Known,
    called: Spelled,
    /// What he calls himself, where that is not what he is called here.
    own: Option<Spelled>,
    key: OnceLock<String>,
}

impl Shelf {
    fn kept(&self) -> MutexGuard<'_, Option<Arc<Everybody>>> {
        // A panic elsewhere leaves either none or a whole one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `told` was asked for before `db` began to read, so what is kept is never older than it says.
    fn everybody(&self, db: &Connection, told: u64) -> rusqlite::Result<Arc<Everybody>> {
        if let Some(kept) = self.kept().as_ref().filter(|kept| kept.told == told) {
            return Ok(Arc::clone(kept));
        }
        let all = known::all(db)?.into_iter().map(One::new).collect();
        let fresh = Arc::new(Everybody { told, all });
        *self.kept() = Some(Arc::clone(&fresh));
        Ok(fresh)
    }
}

impl One {
    fn new(known: Known) -> Self {
        let user = &known.user;
        Self {
            called: Spelled::of(user.called()),
            own: (user.nickname != user.called()).then(|| Spelled::of(&user.nickname)),
            key: OnceLock::new(),
            known,
        }
    }

    /// By what he is called here, what he calls himself, and his account name or ID from its beginning.
    fn rank(&self, query: &Query) -> Option<Rank> {
        let user = &self.known.user;
        let own = self.own.as_ref().and_then(|own| query.rank_of(own));
        let ids = [&user.account, &user.id]
            .into_iter()
            .filter_map(|id| query.rank_of_id(id));
        query.rank_of(&self.called).into_iter().chain(own).chain(ids).min()
    }

    fn key(&self) -> &str {
        self.key.get_or_init(|| self.called.key())
    }
}

/// The best fits for a query; without one everybody, those first that were talked to last.
pub(crate) async fn find(account: &Account, query: &str, limit: usize) -> anyhow::Result<Vec<KnownView>> {
    let (query, blank) = (Query::new(query), query.trim().is_empty());
    let (teller, shelf) = (account.teller.clone(), account.known.clone());
    let told = teller.told();
    account
        .read(move |db| {
            let everybody = shelf.everybody(db, told)?;
            let all = everybody.all.iter();
            let rank = |one: &One| if blank { Some(Rank::Whole) } else { one.rank(&query) };
            let mut found: Vec<(Rank, &One)> = all.filter_map(|one| Some((rank(one)?, one))).collect();
            let place = |(rank, one): &(Rank, &One)| (*rank, Reverse(one.known.time));
            found.sort_by(|one, other| {
                let names = || one.1.key().cmp(other.1.key());
                place(one).cmp(&place(other)).then_with(names)
            });
            let best = found.into_iter().take(limit);
            Ok(best
                .map(|(_, one)| view(&one.known, |user| teller.user_view(user)))
                .collect())
        })
        .await
}

fn view(known: &Known, user: impl Fn(&User) -> UserView) -> KnownView {
    KnownView {
        kind: if known.group {
            ConversationKind::Group
        } else {
            ConversationKind::Single
        },
        peer: user(&known.user),
        conversation_id: (!known.conversation.is_empty()).then(|| known.conversation.clone()),
    }
}
