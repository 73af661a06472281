//! Answering a request, and becoming friends.

use db::Tx;
use protocol::Code;
use protocol::rest::friend::REQUEST_LIFE_MS;
use rusqlite::Connection;

use super::{ASKED, BLOCKED, greeting, must_live};
use crate::im::{Failure, Im, Shared};
use crate::store::blacks;
use crate::store::friend_requests::{self, FriendRequest, Handled};
use crate::store::friends::{self, NewFriend};
use crate::store::users::{self, User};
use crate::store::versions::{Change, List};

/// Values of `friend_requests.handle_result`.
pub(super) const OPEN: i32 = 0;
pub(super) const AGREED: i32 = 1;
const REFUSED: i32 = -1;

const NO_REQUEST: Failure = Failure::new(Code::RECORD_NOT_FOUND, "there is no such request");
const EXPIRED: Failure = Failure::new(Code::RECORD_NOT_FOUND, "the request has expired");
const HANDLED: Failure = Failure::new(Code::FRIEND_REQUEST_HANDLED, "the request was answered");

/// What somebody says to a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// Who asked: a wire or foreign id.
    pub(crate) from: String,
    /// 1 agrees, -1 refuses.
    pub(crate) result: i32,
    pub(crate) message: String,
}

impl Shared {
    /// Requests from before this time are open no more. A plain OpenIM's never end.
    pub(crate) fn requests_since(&self) -> i64 {
        if self.rules.plain {
            return i64::MIN;
        }
        self.now().saturating_sub(REQUEST_LIFE_MS)
    }

    pub(super) fn is_open(&self, connection: &Connection, from: i64, to: i64) -> Result<bool, Failure> {
        let request = friend_requests::find(connection, from, to)?;
        Ok(request.is_some_and(|request| self.may_be_answered(&request).is_ok()))
    }

    fn may_be_answered(&self, request: &FriendRequest) -> Result<(), Failure> {
        if request.handle_result != OPEN {
            return Err(HANDLED);
        }
        if request.created < self.requests_since() {
            return Err(EXPIRED);
        }
        Ok(())
    }
}

impl Im {
    pub(crate) async fn answer_request(&self, to: User, answer: Answer) -> Result<(), Failure> {
        if ![AGREED, REFUSED].contains(&answer.result) {
            return Err(Failure::args("handleResult is neither 1 nor -1"));
        }
        let message = greeting(&answer.message)?;
        let im = self.clone();
        self.db
            .write(move |tx| {
                let to = must_live(tx, &to.user_id)?;
                let from = users::find(tx, &answer.from)?.ok_or(Failure::NO_USER)?;
                let request = friend_requests::find(tx, from.id, to.id)?.ok_or(NO_REQUEST)?;
                // Of two answers at once the second finds the first: both look inside of their write.
                im.may_be_answered(&request)?;
                if answer.result == AGREED {
                    return im.agree_in(tx, &to, &from, &message);
                }
                im.handle_in(tx, (&from, &to), &to, REFUSED, &message)?;
                im.tell_refused(tx, &to, &from, &message)
            })
            .await
    }

    fn handle_in(
        &self,
        tx: &Tx<'_>,
        (from, to): (&User, &User),
        handler: &User,
        result: i32,
        message: &str,
    ) -> Result<(), Failure> {
        let handled = Handled {
            result,
            handler: &handler.user_id,
            message,
            time: self.now(),
        };
        friend_requests::handle(tx, from.id, to.id, &handled)?;
        Ok(())
    }

    /// The one who was asked agrees, by whatever he did, and both have each other.
    pub(super) fn agree_in(&self, tx: &mut Tx<'_>, asked: &User, asker: &User, message: &str) -> Result<(), Failure> {
        if blacks::has(tx, asker.id, asked.id)? {
            return Err(BLOCKED);
        }
        self.lift_block_in(tx, asked, asker)?;
        self.handle_in(tx, (asker, asked), asked, AGREED, message)?;
        // Nothing is left open between friends.
        self.handle_in(tx, (asked, asker), asked, AGREED, "")?;
        for (owner, friend) in [(asker, asked), (asked, asker)] {
            let added = self.enlist_in(tx, owner, friend, ASKED, &asked.user_id)?;
            // The answer names the two and not all that a list shows; by this, clients need not ask.
            if added && !self.rules.plain {
                self.tell_added(tx, owner, friend, asked)?;
            }
        }
        self.tell_agreed(tx, asked, asker, message)
    }

    /// Puts a friend into one list, unless he is there.
    pub(super) fn enlist_in(
        &self,
        tx: &mut Tx<'_>,
        owner: &User,
        friend: &User,
        add_source: i32,
        operator: &str,
    ) -> Result<bool, Failure> {
        if friends::has(tx, owner.id, friend.id)? {
            return Ok(false);
        }
        let new = NewFriend {
            created: self.now(),
            add_source,
            operator,
            ..NewFriend::default()
        };
        friends::insert(tx, owner.id, friend.id, &new)?;
        self.note(tx, List::Friends, owner.id, &friend.user_id, Change::Insert)?;
        Ok(true)
    }
}
