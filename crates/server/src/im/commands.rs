//! Small things that a person's clients keep on the server, favourites for example; his other devices are told.

use db::Tx;
use protocol::Code;
use protocol::content::tips::UserCommandTips;
use protocol::content::{USER_COMMAND_ADDED, USER_COMMAND_DELETED, USER_COMMAND_UPDATED};
use protocol::rest::user::UserCommand;

use super::{Failure, Im};
use crate::store::user_commands::{self, Command};
use crate::store::users::User;
use crate::store::versions::{Change, List};

/// The longest value or `ex`, in bytes, and the longest uuid.
const MAX_TEXT: usize = 65_536;
const MAX_UUID: usize = 256;

/// What is kept for one person, of all kinds together: all of it is told in one answer.
const MOST: i64 = 4_000;
const MOST_BYTES: i64 = 8 << 20;

const TOO_LONG: Failure = Failure::args("a field is too long");
const TOO_MUCH: Failure = Failure::new(Code::TOO_MUCH_KEPT, "no more is kept for one person");
const NO_COMMAND: Failure = Failure::new(Code::RECORD_NOT_FOUND, "there is nothing of this type and uuid");

impl Im {
    pub(crate) async fn add_command(&self, user: User, mut command: Command) -> Result<(), Failure> {
        if command.uuid.len() > MAX_UUID || command.value.len() > MAX_TEXT || command.ex.len() > MAX_TEXT {
            return Err(TOO_LONG);
        }
        command.created = self.now();
        let im = self.clone();
        self.db
            .write(move |tx| {
                if !user_commands::insert(tx, user.id, &command)? {
                    return Err(Failure::new(Code::DUPLICATE_KEY, "there is one of this type and uuid"));
                }
                within_bounds(tx, user.id)?;
                im.command_changed(tx, &user, (command.kind, &command.uuid), Change::Insert)
            })
            .await
    }

    pub(crate) async fn update_command(
        &self,
        user: User,
        kind: i32,
        uuid: String,
        value: Option<String>,
        ex: Option<String>,
    ) -> Result<(), Failure> {
        if [&value, &ex].into_iter().flatten().any(|text| text.len() > MAX_TEXT) {
            return Err(TOO_LONG);
        }
        let im = self.clone();
        self.db
            .write(move |tx| {
                if !user_commands::update(tx, user.id, kind, &uuid, value.as_deref(), ex.as_deref())? {
                    return Err(NO_COMMAND);
                }
                within_bounds(tx, user.id)?;
                im.command_changed(tx, &user, (kind, &uuid), Change::Update)
            })
            .await
    }

    pub(crate) async fn delete_command(&self, user: User, kind: i32, uuid: String) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                if !user_commands::delete(tx, user.id, kind, &uuid)? {
                    return Err(NO_COMMAND);
                }
                im.command_changed(tx, &user, (kind, &uuid), Change::Delete)
            })
            .await
    }

    pub(crate) async fn commands(&self, owner: i64, kind: Option<i32>) -> Result<Vec<UserCommand>, Failure> {
        let all: Result<_, Failure> = self
            .db
            .read(move |connection| Ok(user_commands::all(connection, owner, kind)?))
            .await;
        Ok(all?.into_iter().map(told).collect())
    }

    fn command_changed(
        &self,
        tx: &mut Tx<'_>,
        user: &User,
        (kind, uuid): (i32, &str),
        change: Change,
    ) -> Result<(), Failure> {
        self.note(tx, List::Commands, user.id, &format!("{kind}/{uuid}"), change)?;
        let content_type = match change {
            Change::Insert => USER_COMMAND_ADDED,
            Change::Delete => USER_COMMAND_DELETED,
            Change::Update => USER_COMMAND_UPDATED,
        };
        let tips = UserCommandTips {
            from_user_id: user.user_id.clone(),
            to_user_id: user.user_id.clone(),
        };
        self.notify_in(tx, user, user, content_type, &tips)
    }
}

/// As it travels.
pub(super) fn told(command: Command) -> UserCommand {
    UserCommand {
        kind: command.kind,
        create_time: command.created,
        uuid: command.uuid,
        value: command.value,
        ex: command.ex,
    }
}

/// Looked at with the new one among them: a failure takes that back.
fn within_bounds(tx: &Tx<'_>, owner: i64) -> Result<(), Failure> {
    let (number, bytes) = user_commands::size(tx, owner)?;
    if number > MOST || bytes > MOST_BYTES {
        return Err(TOO_MUCH);
    }
    Ok(())
}
