//! The rules of chat, one by one, on an inline database without any connection.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod epochs;
mod pulling;
mod sending;
mod tokens;

use std::sync::Arc;

use prost::Message as _;
use protocol::content::{self, session};
use protocol::pb::MsgData;

use super::{Failure, Im, NewUser, Rules, Sender, Sent, Viewer};
use crate::testing::{PausedClock, env};

/// An app of its own, without a server around it.
pub(super) struct App {
    pub(super) im: Im,
    clock: Arc<PausedClock>,
    _folder: tempfile::TempDir,
}

impl App {
    pub(super) async fn with(rules: Rules) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (env, clock) = env(1);
        let im = Im::open(folder.path(), rules, None, &env).await.unwrap();
        for id in ["alice", "bob", "carol"] {
            let new = NewUser {
                user_id: Some(id.into()),
                ..NewUser::default()
            };
            im.door().create_user(new).await.unwrap();
        }
        Self {
            im,
            clock,
            _folder: folder,
        }
    }

    pub(super) async fn start() -> Self {
        Self::with(Rules::default()).await
    }

    pub(super) async fn viewer(&self, id: &str) -> Viewer {
        Viewer::from(&self.im.find_user(id).await.unwrap().unwrap())
    }

    pub(super) async fn send(&self, from: &str, message: MsgData) -> Result<Sent, Failure> {
        let user = self.im.find_user(from).await.unwrap().unwrap();
        let sender = Sender {
            row: user.id,
            user_id: from.into(),
            privileged: false,
        };
        self.im.send(sender, message).await
    }

    async fn say(&self, from: &str, to: &str, text: &str) -> Sent {
        self.send(from, text_to(to, text)).await.unwrap()
    }
}

fn text_to(to: &str, text: &str) -> MsgData {
    MsgData {
        recv_id: to.into(),
        session_type: session::SINGLE,
        content_type: content::TEXT,
        content: content::encode_text(text),
        ..MsgData::default()
    }
}

/// The texts of encoded messages.
pub(super) fn texts(bodies: &[bytes::Bytes]) -> Vec<String> {
    let read = |body: &bytes::Bytes| MsgData::decode(body.clone()).unwrap();
    bodies
        .iter()
        .map(|body| content::decode_text(&read(body).content).unwrap_or_default())
        .collect()
}
