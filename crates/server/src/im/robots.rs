//! Robots: users that a program of this server speaks for. They send by the way of everybody, and nobody gets a token
//! for them. Knows nothing of what they say.

use db::Tx;
use prost::Message as _;
use protocol::content::{self, session};
use protocol::pb::MsgData;
use protocol::{ids, options};
use rusqlite::Connection;

use super::ears::{Hearing, News};
use super::users::{ROBOT, must_find};
use super::{Door, Failure, Mark, NewUser, Sender, UserId};
use crate::store::user_conversations::{self, UserConversation};
use crate::store::users::{self, User};
use crate::store::{conversations, messages};

/// Messages of one conversation that are handed over at one time.
const AT_ONCE: i64 = 100;

/// A robot that was made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robot {
    row: i64,
    pub user_id: UserId,
    nickname: String,
}

/// What somebody wrote to a robot that has not seen it yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    pub conversation_id: String,
    pub from: UserId,
    /// Whether that is a robot too, or a notification account.
    pub robot: bool,
    /// Oldest first; without what the robot wrote, and what shows nothing.
    pub messages: Vec<Heard>,
    /// The last seq that was looked at.
    pub up_to: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub seq: i64,
    pub client_msg_id: String,
    /// Milliseconds since 1970.
    pub time: i64,
    /// `None` for what is no text.
    pub text: Option<String>,
}

/// What an administrator may want to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    pub people_online: usize,
    pub devices_online: usize,
    pub messages: i64,
    /// Of everything that lies in the app's folder.
    pub bytes: u64,
}

impl From<User> for Robot {
    fn from(user: User) -> Self {
        Self {
            row: user.id,
            user_id: UserId(user.user_id),
            nickname: user.nickname,
        }
    }
}

impl Door {
    /// The robot of this user ID, made if there is none. `None` where somebody else has the ID.
    pub async fn robot(&self, user_id: &'static str, nickname: &'static str) -> Result<Option<Robot>, Failure> {
        if let Some(there) = self.im.find_user(user_id).await? {
            return Ok((there.level == ROBOT).then(|| there.into()));
        }
        let im = self.im.clone();
        self.db()
            .write(move |tx| {
                let new = NewUser {
                    user_id: Some(user_id.to_owned()),
                    nickname: nickname.to_owned(),
                    ..NewUser::default()
                };
                let made = im.create_user_in(tx, &new)?;
                users::set_level(tx, made.id, ROBOT)?;
                Ok(Some(must_find(tx, user_id)?.into()))
            })
            .await
    }

    /// From now on the robot is told when there is something new for it.
    pub fn hear(&self, robot: &Robot) -> Hearing {
        self.im.ears.listen(robot.row)
    }

    /// What the robot has not seen, up to a number of messages of each person; none: it has seen everything.
    pub async fn unseen(&self, robot: &Robot, news: News) -> Result<Vec<Unseen>, Failure> {
        let robot = robot.clone();
        self.db().read(move |connection| unseen(connection, &robot, news)).await
    }

    /// The robot says something, as a part of a larger write.
    pub fn say_in(&self, tx: &mut Tx<'_>, robot: &Robot, to: &UserId, text: &str) -> Result<(), Failure> {
        // Like everybody: whoever blocks the robot does not hear it.
        let from = Sender {
            row: robot.row,
            user_id: robot.user_id.0.as_str().into(),
            privileged: false,
        };
        let message = MsgData {
            recv_id: to.0.clone(),
            sender_nickname: robot.nickname.clone(),
            session_type: session::SINGLE,
            content_type: content::TEXT,
            content: content::encode_text(text),
            create_time: self.now(),
            ..MsgData::default()
        };
        self.im.send_in(tx, &from, message).map(drop)
    }

    /// The robot has seen everything up to here, as a part of a larger write. The other side is told.
    pub fn see_in(&self, tx: &mut Tx<'_>, robot: &Robot, unseen: &str, up_to: i64) -> Result<(), Failure> {
        let user = must_find(tx, &robot.user_id.0)?;
        let mark = Mark {
            conversation_id: unseen.to_owned(),
            up_to,
            seqs: Vec::new(),
            seen: true,
            quiet: true,
        };
        self.im.mark_in(tx, &user, &mark)
    }

    pub async fn figures(&self) -> Result<Figures, Failure> {
        let messages = self
            .db()
            .read(|connection| Ok::<_, Failure>(conversations::counted(connection)?))
            .await?;
        let folder = self.db().path().parent();
        Ok(Figures {
            people_online: self.im.hub.people(),
            devices_online: self.im.hub.count(),
            messages,
            bytes: folder.map_or(0, size_of_folder),
        })
    }
}

fn unseen(connection: &Connection, robot: &Robot, news: News) -> Result<Vec<Unseen>, Failure> {
    let rows = match news {
        News::FromSomebody => user_conversations::unseen(connection, robot.row)?,
        News::From(writer) => {
            let Some(writer) = users::get(connection, writer)? else {
                return Ok(Vec::new());
            };
            let pair = ids::conversation_id::single(&robot.user_id.0, &writer.user_id);
            let there = user_conversations::find(connection, robot.row, &pair)?;
            there
                .into_iter()
                .filter(|there| there.seen_seq < there.last())
                .collect()
        }
    };
    rows.into_iter()
        .map(|there| letter(connection, robot, there))
        .collect::<Result<Vec<_>, _>>()
}

fn letter(connection: &Connection, robot: &Robot, there: UserConversation) -> Result<Unseen, Failure> {
    let up_to = there.last().min(there.seen_seq + AT_ONCE);
    let peer = users::get(connection, there.peer)?;
    let mut heard = Vec::new();
    messages::descend(
        connection,
        there.conversation.id,
        there.seen_seq + 1,
        up_to,
        AT_ONCE,
        |message| {
            if message.sender != robot.row
                && let Ok(read) = MsgData::decode(message.body)
                && options::countable(&read.options, read.content_type)
            {
                heard.push(Heard {
                    seq: message.seq,
                    client_msg_id: read.client_msg_id,
                    time: read.send_time,
                    text: content::words(read.content_type, &read.content),
                });
            }
            true
        },
    )?;
    heard.reverse();
    Ok(Unseen {
        conversation_id: there.wire_id,
        // Nobody can be answered either.
        robot: peer.is_none_or(|peer| peer.level > super::users::ADMIN),
        from: UserId(there.peer_id),
        messages: heard,
        up_to,
    })
}

/// What cannot be looked at counts as nothing: it is a figure to go by.
fn size_of_folder(folder: &std::path::Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(what) if what.is_dir() => size_of_folder(&entry.path()),
            Ok(what) => what.len(),
            Err(_) => 0,
        })
        .sum()
}
