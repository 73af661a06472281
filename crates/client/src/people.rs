//! Finding people and opening conversations with them. Known people are found without a connection too.

use anyhow::Context as _;
use protocol::content::session;
use protocol::ids::{conversation_id, is_wire_user_id};
use protocol::rest::Pagination;
use protocol::rest::account::{FindUserPublicReq, SearchUserFullReq};
use protocol::rest::user::GetUsersInfoReq;

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::chores::Chores;
use crate::error::{Code, Problem};
use crate::network::NetworkError;
use crate::session::Tokens;
use crate::store::conversations::{self, Conversation};
use crate::store::users::{self, Relation, User};
use crate::sync::profiles;
use crate::view::{ConversationView, UserView};
use crate::views;

/// As many as a list shows; whoever looks for more writes more of the name.
const MOST: i32 = 50;

/// People by account name, nickname or id: the server's answer, or what is known here when it cannot be asked.
pub(crate) async fn find(account: &Account, query: &str) -> anyhow::Result<Vec<UserView>> {
    let query = query.trim().to_owned();
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let found = match ask(account, &query).await {
        Ok(found) => {
            profiles::keep(account, found.clone()).await?;
            let ids: Vec<String> = found.into_iter().map(|user| user.id).collect();
            account
                .read(move |db| Ok(ids.iter().map(|id| users::get(db, id)).collect::<Result<Vec<_>, _>>()?))
                .await?
                .into_iter()
                .flatten()
                .collect()
        }
        Err(CallError::Network(error)) => {
            tracing::info!(%error, "People are looked for on this device only");
            account.read(move |db| Ok(users::find(db, &query)?)).await?
        }
        Err(error) => return Err(error.into()),
    };
    let me = &account.user_id;
    Ok(found
        .iter()
        .filter(|user| user.id != *me)
        .map(|user| account.teller.user_view(user))
        .collect())
}

/// The account server knows names; the IM server knows ids only.
async fn ask(account: &Account, query: &str) -> Result<Vec<User>, CallError> {
    let tokens = tokens(account).await.ok_or(NetworkError::Closed)?;
    let now = account.world.clock.now_ms().max(1);
    let rest = account.rest();
    if !tokens.chat.is_empty() {
        let chat = &tokens.chat;
        let request = SearchUserFullReq {
            keyword: query.to_owned(),
            pagination: Pagination {
                page_number: 1,
                show_number: MOST,
            },
            ..SearchUserFullReq::default()
        };
        match rest.call(Part::Chat, chat, &request).await {
            Ok(told) if !told.users.is_empty() => {
                let users = told.users.into_iter().map(|info| User {
                    id: info.user_id,
                    account: info.account,
                    nickname: info.nickname,
                    face_url: info.face_url,
                    about: None,
                    fetched: now,
                    relation: Relation::default(),
                });
                return Ok(users.collect());
            }
            Err(CallError::Network(error)) => return Err(error.into()),
            // Nobody of that name; it may be an id.
            Ok(_) | Err(_) => {}
        }
    }
    let told = rest
        .call(
            Part::Api,
            &tokens.im,
            &GetUsersInfoReq {
                user_ids: vec![query.to_owned()],
            },
        )
        .await?;
    Ok(told
        .users_info
        .into_iter()
        .map(|info| profiles::told_by(info, now))
        .collect())
}

/// What to ask with, also in the first moments, before the link has read it. Without it nobody can be asked, as without
/// a connection.
async fn tokens(account: &Account) -> Option<Tokens> {
    crate::session::tokens(account)
        .await
        .ok()
        .and_then(|(tokens, _)| tokens)
}

/// Somebody as he is known here or as the server tells him, who is looked at from now on.
pub(crate) async fn get(account: &Account, user_id: &str) -> anyhow::Result<UserView> {
    let id = user_id.to_owned();
    let known = account.read(move |db| Ok(users::get(db, &id)?.is_some())).await?;
    if !known && let Some(found) = ask_by_id(account, user_id).await? {
        profiles::keep(account, vec![found]).await?;
    }
    look(account, user_id);
    let read = async || {
        let id = user_id.to_owned();
        let user = account.read(move |db| Ok(users::get(db, &id)?.unwrap_or_else(|| users::nobody(&id))));
        user.await
    };
    let mut user = read().await?;
    if user.account.is_empty() && name_account(account, user_id).await? {
        user = read().await?;
    }
    Ok(account.teller.user_view(&user))
}

/// The account name of somebody who was met otherwise than by a search, which only the account server knows. Whether it
/// was told.
async fn name_account(account: &Account, user_id: &str) -> anyhow::Result<bool> {
    let token = tokens(account).await.map(|tokens| tokens.chat).unwrap_or_default();
    if token.is_empty() || account.conn().is_none() {
        return Ok(false);
    }
    let request = FindUserPublicReq {
        user_ids: vec![user_id.to_owned()],
    };
    // He shows without it too.
    let Ok(told) = account.rest().call(Part::Chat, &token, &request).await else {
        return Ok(false);
    };
    let Some(told) = told.users.into_iter().find(|user| user.user_id == user_id) else {
        return Ok(false);
    };
    account
        .change(move |db, changes| {
            let Some(mut user) = users::get(db, &told.user_id)? else {
                return Ok(false);
            };
            user.account = told.account;
            let named = users::put(db, &user)?;
            if named {
                changes.user(db, &user.id)?;
            }
            Ok(named)
        })
        .await
        .context("Write an account name")
}

/// Whoever looks at somebody wants to see him as he is now, and a search tells only a part.
fn look(account: &Account, user_id: &str) {
    account.want(Chores {
        watch: [user_id.to_owned()].into(),
        profiles: [user_id.to_owned()].into(),
        ..Chores::default()
    });
}

/// The single conversation with a person.
pub(crate) async fn open(account: &Account, user_id: &str) -> anyhow::Result<ConversationView> {
    let id = conversation_id::single(&account.user_id, user_id);
    let (wanted, person) = (id.clone(), user_id.to_owned());
    let known = account
        .read(move |db| Ok(conversations::get(db, &wanted)?.is_some() || users::get(db, &person)?.is_some()))
        .await?;
    if !known && let Some(found) = ask_by_id(account, user_id).await? {
        profiles::keep(account, vec![found]).await?;
    }
    let (peer, now, teller) = (user_id.to_owned(), account.world.clock.now_ms(), account.teller.clone());
    let view = account
        .change(move |db, changes| {
            let mut row = match conversations::get(db, &id)? {
                Some(row) => row,
                None => Conversation {
                    id,
                    kind: session::SINGLE,
                    peer,
                    ..Conversation::default()
                },
            };
            row.opened = true;
            row.deleted = false;
            if row.time == 0 {
                row.time = now;
            }
            conversations::put(db, &row)?;
            changes.conversation(&row.id);
            Ok(views::conversation(db, &row, |user| teller.presence(user))?)
        })
        .await
        .context("Open a conversation")?;
    look(account, user_id);
    Ok(view)
}

/// A person of whom nothing is known here. Without a connection he is taken at his word; whether he exists shows when
/// something is sent.
async fn ask_by_id(account: &Account, user_id: &str) -> anyhow::Result<Option<User>> {
    if !is_wire_user_id(user_id) {
        return Err(Problem::from(Code::UserNotFound).into());
    }
    let Some(tokens) = tokens(account).await else {
        return Ok(None);
    };
    let request = GetUsersInfoReq {
        user_ids: vec![user_id.to_owned()],
    };
    let told = match account.rest().call(Part::Api, &tokens.im, &request).await {
        Ok(told) => told.users_info,
        Err(CallError::Network(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let info = told.into_iter().find(|info| info.user_id == user_id);
    let info = info.ok_or(Problem::from(Code::UserNotFound))?;
    Ok(Some(profiles::told_by(info, account.world.clock.now_ms().max(1))))
}
