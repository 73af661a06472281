//! Sending messages on: each by itself, or all as one that is opened to be read. One transaction for all of it, so that
//! nobody has to find out how far it came.

use anyhow::Context as _;
use protocol::content::{self, MergedContent, encode_text};
use rusqlite::Connection;

use super::nested;
use super::post::{Author, post};
use crate::account::Account;
use crate::changes::Changes;
use crate::error::{Code, Problem};
use crate::requests::Forward;
use crate::store::account;
use crate::store::conversations;
use crate::store::messages::{self, Message};
use crate::text::{is_blank, line};
use crate::views;

/// So many at once, to so many; more would be a flood.
const MOST_MESSAGES: usize = 100;
const MOST_PLACES: usize = 20;

/// Lines on the outside of a merged message, and their longest.
const MOST_LINES: usize = 4;
const LONGEST_LINE: usize = 120;

pub(crate) async fn forward(account: &Account, wanted: Forward) -> anyhow::Result<()> {
    if wanted.messages.is_empty() || wanted.messages.len() > MOST_MESSAGES || wanted.to.len() > MOST_PLACES {
        return Err(Problem::from(Code::BadRequest).into());
    }
    let author = Author::of(account);
    let each = match wanted.merged {
        Some(_) => 2,
        None => wanted.messages.len() + 1,
    };
    // As many names as there can be messages: inside the transaction nothing is drawn.
    let names: Vec<_> = (0..each * wanted.to.len())
        .map(|_| account.world.client_msg_id())
        .collect();
    account
        .change(move |db, changes| {
            let mut names = names.into_iter();
            let mut contents = contents(db, &wanted)?;
            if !is_blank(&wanted.word) {
                contents.push(Said::new(content::TEXT, encode_text(&wanted.word)));
            }
            for id in &wanted.to {
                for said in &contents {
                    let name = names.next().unwrap_or_default();
                    write(db, changes, &author, id, name, said)?;
                }
            }
            Ok(())
        })
        .await
        .context("Send messages on")?;
    account.wakes.outbox.notify_one();
    Ok(())
}

/// What is said anew: of which kind, in which words, and what is told beside them.
struct Said {
    content_type: i32,
    content: Vec<u8>,
    ex: String,
}

impl Said {
    fn new(content_type: i32, content: Vec<u8>) -> Self {
        Self {
            content_type,
            content,
            ex: String::new(),
        }
    }
}

fn contents(db: &Connection, wanted: &Forward) -> anyhow::Result<Vec<Said>> {
    let mut contents = Vec::new();
    let mut all = Vec::new();
    let me = account::user_id(db)?;
    for id in &wanted.messages {
        let copied = nested::copied(db, id)?;
        let found = match &copied {
            Some(nested) => Some(views::apart(nested, id, &me)),
            None => messages::by_id(db, id)?,
        };
        let message = found.filter(nested::is_sayable).ok_or(Problem::from(Code::NotFound))?;
        if wanted.merged.is_some() && copied.is_some() {
            all.extend(copied);
        } else if wanted.merged.is_some() {
            let row = conversations::get(db, &message.conversation)?.ok_or(Problem::from(Code::NotFound))?;
            all.push(nested::of(db, &row, &message, false)?);
        } else {
            let said = nested::sent_on(db, &message)?;
            contents.extend(said.map(|(content_type, content)| Said {
                ex: nested::kept_ex(&message),
                ..Said::new(content_type, content)
            }));
        }
    }
    if let Some(merging) = &wanted.merged {
        let lines = merging.lines.iter().take(MOST_LINES);
        let lines = lines
            .map(|text| line(text).chars().take(LONGEST_LINE).collect())
            .collect();
        let title = line(&merging.title).chars().take(LONGEST_LINE).collect();
        let merged = MergedContent::of(title, lines, &all).encode();
        contents.push(Said::new(content::MERGED, merged));
    }
    Ok(contents)
}

fn write(
    db: &Connection,
    changes: &mut Changes,
    author: &Author,
    conversation: &str,
    name: String,
    said: &Said,
) -> anyhow::Result<()> {
    let mut row = conversations::get(db, conversation)?.ok_or(Problem::from(Code::NotFound))?;
    let message = Message {
        conversation: row.id.clone(),
        sent_as: name.clone(),
        client_msg_id: name,
        content_type: said.content_type,
        content: said.content.clone(),
        ex: said.ex.clone(),
        ..author.message()
    };
    let local = post(db, author, &row, &message)?;
    if !row.opened {
        row.opened = true;
        conversations::put(db, &row)?;
    }
    changes.message(&row.id, local);
    Ok(())
}
