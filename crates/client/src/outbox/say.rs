//! Taking on its way what is said beside words and files: somebody's card, a place, a poke. One transaction each.

use anyhow::Context as _;
use protocol::content::{self, CardContent, CustomContent, LocationContent, session};
use rusqlite::Connection;
use serde::Serialize;

use super::message::send_text;
use super::post::{Author, post};
use crate::account::Account;
use crate::error::{Code, Problem};
use crate::kinds::poke;
use crate::requests::{Say, Written};
use crate::store::conversations::{self, Conversation};
use crate::store::messages::{self, Message};
use crate::store::{account, users};
use crate::text::line;
use crate::view::MessageView;
use crate::{ex, links, views};

/// Characters of a place's name.
const LONGEST_NAME: usize = 200;

/// Among so many of the last messages an earlier poke is looked for; whoever wrote more since may poke again.
const LOOKED_THROUGH: i64 = 30;

pub(crate) async fn say(account: &Account, conversation: &str, what: Say) -> anyhow::Result<MessageView> {
    if let Say::Markdown { text } = what {
        let written = Written {
            text,
            mentions: Vec::new(),
            quote: None,
        };
        return send_text(account, conversation, written, String::new(), true).await;
    }
    if let Say::Linked { written, card } = what {
        let card = links::written(account, card, &written.text).ok_or(Problem::from(Code::BadRequest))?;
        let ex = ex::set("", views::LINK, Some(card)).unwrap_or_default();
        return send_text(account, conversation, written, ex, false).await;
    }
    let author = Author::of(account);
    let client_msg_id = account.world.client_msg_id();
    let id = conversation.to_owned();
    let view = account
        .change(move |db, changes| {
            let mut row = conversations::get(db, &id)?.ok_or(Problem::from(Code::NotFound))?;
            let blank = author.message();
            let (content_type, content) = said(db, &row, blank.time, what)?;
            let message = Message {
                conversation: row.id.clone(),
                sent_as: client_msg_id.clone(),
                client_msg_id,
                content_type,
                content,
                ..blank
            };
            let local = post(db, &author, &row, &message)?;
            if !row.opened {
                row.opened = true;
                conversations::put(db, &row)?;
            }
            changes.message(&row.id, local);
            Ok(views::message(db, &Message { local, ..message }, &row)?)
        })
        .await
        .context("Write a message without words")?;
    account.wakes.outbox.notify_one();
    Ok(view)
}

fn said(db: &Connection, row: &Conversation, now: i64, what: Say) -> anyhow::Result<(i32, Vec<u8>)> {
    Ok(match what {
        Say::Card { user_id } => (content::CARD, bytes(&card(db, user_id)?)?),
        Say::Location {
            name,
            latitude,
            longitude,
        } => {
            let place = LocationContent {
                description: line(&name).chars().take(LONGEST_NAME).collect(),
                longitude,
                latitude,
            };
            if !place.is_somewhere() {
                return Err(Problem::from(Code::BadRequest).into());
            }
            (content::LOCATION, bytes(&place)?)
        }
        // Taken above: words go their own way.
        Say::Linked { .. } | Say::Markdown { .. } => return Err(Problem::from(Code::BadRequest).into()),
        Say::Poke => {
            if row.kind != session::SINGLE {
                return Err(Problem::from(Code::BadRequest).into());
            }
            if poked(db, row, now)? {
                return Err(Problem::from(Code::TooManyTries).into());
            }
            (content::CUSTOM, bytes(&poke::content())?)
        }
    })
}

/// Somebody as he calls himself: what he is called here is nobody else's business.
fn card(db: &Connection, user_id: String) -> anyhow::Result<CardContent> {
    let own = account::get(db)?.ok_or(Problem::from(Code::NotFound))?;
    let (nickname, face_url) = if user_id == own.user_id {
        (own.nickname, own.face_url)
    } else {
        let user = users::get(db, &user_id)?.ok_or(Problem::from(Code::NotFound))?;
        (user.nickname, user.face_url)
    };
    Ok(CardContent {
        user_id,
        nickname,
        face_url,
        ex: String::new(),
    })
}

/// Whether this person poked there a moment ago.
fn poked(db: &Connection, row: &Conversation, now: i64) -> anyhow::Result<bool> {
    let mut last = messages::newest_without_seq(db, &row.id, i64::MAX, LOOKED_THROUGH)?;
    last.extend(messages::newest(db, &row.id, 1, i64::MAX, LOOKED_THROUGH)?);
    // A clock that was set back keeps nobody from anything.
    let lately = |time: i64| (0..poke::PAUSE_MS).contains(&now.saturating_sub(time));
    Ok(last.iter().any(|message| {
        message.mine
            && !message.gone
            && message.content_type == content::CUSTOM
            && lately(message.time)
            && serde_json::from_slice::<CustomContent>(&message.content).is_ok_and(|custom| poke::is(&custom))
    }))
}

fn bytes(content: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    serde_json::to_vec(content).context("Write what a message holds")
}
