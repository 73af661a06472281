//! Finding by name what is on this device, as one types: people, groups, conversations. Asks no server.

use std::cmp::Reverse;

use crate::account::Account;
use crate::names::{self, Query, Rank};
use crate::store::known::{self, Known};
use crate::view::{ConversationKind, KnownView};

/// The best fits for a query; without one those that were talked to last.
pub(crate) async fn find(account: &Account, query: &str, limit: usize) -> anyhow::Result<Vec<KnownView>> {
    let (query, blank) = (Query::new(query), query.trim().is_empty());
    let teller = account.teller.clone();
    account
        .read(move |db| {
            let all = known::all(db)?.into_iter();
            let mut found: Vec<_> = if blank {
                let recent = all.filter(|known| !known.conversation.is_empty());
                recent.map(|known| (Rank::Whole, known)).collect()
            } else {
                all.filter_map(|known| Some((rank(&query, &known)?, known))).collect()
            };
            found.sort_by_cached_key(|(rank, known)| (*rank, Reverse(known.time), names::key(known.user.called())));
            let best = found.into_iter().take(limit);
            Ok(best
                .map(|(_, known)| view(&known, |user| teller.user_view(user)))
                .collect())
        })
        .await
}

/// By what he is called here, what he calls himself, and his account name or ID from its beginning.
fn rank(query: &Query, known: &Known) -> Option<Rank> {
    let user = &known.user;
    let own = (user.nickname != user.called())
        .then(|| query.rank(&user.nickname))
        .flatten();
    let ids = [&user.account, &user.id].into_iter().filter_map(|id| query.rank(id));
    let ids = ids.filter(|rank| *rank <= Rank::Beginning);
    query.rank(user.called()).into_iter().chain(own).chain(ids).min()
}

fn view(known: &Known, user: impl Fn(&crate::store::users::User) -> crate::view::UserView) -> KnownView {
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
