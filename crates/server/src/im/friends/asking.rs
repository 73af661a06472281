//! Asking somebody to be friends.

use db::Tx;
use protocol::Code;

use super::answering::AGREED;
use super::{ASKED, BLOCKED, YOURSELF, ex, greeting, must_live};
use crate::im::users::ROBOT;
use crate::im::{Failure, Im};
use crate::limits::Rate;
use crate::store::friend_requests::{self, Handled, NewRequest};
use crate::store::privacy::{self, EVERYBODY, NOBODY};
use crate::store::users::User;
use crate::store::{blacks, friends, groups};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// Whoever wants to know whether somebody will have him asks once or twice.
const ONE_A_DAY: u32 = 10;

const ALREADY: Failure = Failure::new(Code::ALREADY_FRIENDS, "the two are friends");
const REFUSES: Failure = Failure::new(Code::REFUSES_FRIEND_REQUESTS, "the other one takes no requests");

/// What somebody says when he asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asking {
    /// A wire or foreign id.
    pub(crate) to: String,
    pub(crate) message: String,
    pub(crate) ex: String,
}

/// How often people ask, so that nobody is pestered by one or by all. A restart forgets it, which costs a few requests
/// more.
pub(crate) struct Requests {
    by_person: Rate,
    by_pair: Rate,
}

impl Requests {
    pub(crate) fn new(a_minute: u32) -> Self {
        Self {
            by_person: Rate::new(a_minute, MINUTE_MS),
            by_pair: Rate::new(ONE_A_DAY, DAY_MS),
        }
    }

    fn take(&self, from: &User, to: &User, now: i64) -> Result<(), Failure> {
        self.by_person.take(&from.user_id, now)?;
        Ok(self.by_pair.take(&format!("{} {}", from.id, to.id), now)?)
    }
}

impl Im {
    /// Asks, or becomes friends at once where nothing is left to be asked. An administrator (`limited` false) asks as
    /// often as he likes.
    pub(crate) async fn ask_friend(&self, from: User, asking: Asking, limited: bool) -> Result<(), Failure> {
        let message = greeting(&asking.message)?;
        ex(&asking.ex)?;
        let im = self.clone();
        self.db
            .write(move |tx| {
                // Both are looked up where it is decided: an account may have been deleted since the call came in.
                let from = must_live(tx, &from.user_id)?;
                let to = must_live(tx, &asking.to)?;
                im.ask_in(tx, &from, &to, (&message, &asking.ex), limited)
            })
            .await
    }

    fn ask_in(
        &self,
        tx: &mut Tx<'_>,
        from: &User,
        to: &User,
        (message, ex): (&str, &str),
        limited: bool,
    ) -> Result<(), Failure> {
        if from.id == to.id {
            return Err(YOURSELF);
        }
        let theirs = friends::has(tx, to.id, from.id)?;
        if theirs && friends::has(tx, from.id, to.id)? {
            return Err(ALREADY);
        }
        if blacks::has(tx, to.id, from.id)? {
            return Err(BLOCKED);
        }
        // A plain OpenIM asks in every case; here nobody is asked for what he has said already.
        let plain = self.rules.plain;
        if theirs && !plain {
            self.lift_block_in(tx, from, to)?;
            return self.take_back_in(tx, from, to);
        }
        if !plain && self.is_open(tx, to.id, from.id)? {
            return self.agree_in(tx, from, to, "");
        }
        // A program does not make up its mind.
        let adding = match to.level {
            ROBOT => EVERYBODY,
            _ => privacy::get(tx, to.id)?.adding,
        };
        if adding == NOBODY {
            return Err(REFUSES);
        }
        if limited && !plain && groups::keep_apart(tx, from.id, to.id)? {
            return Err(REFUSES);
        }
        if limited {
            self.requests.take(from, to, self.now())?;
        }
        // Who wants somebody as a friend does not block him; and that one could not accept otherwise.
        self.lift_block_in(tx, from, to)?;
        let created = self.now();
        friend_requests::insert(
            tx,
            from.id,
            to.id,
            &NewRequest {
                req_msg: message,
                ex,
                created,
            },
        )?;
        if adding == EVERYBODY && !plain {
            return self.agree_in(tx, to, from, "");
        }
        self.tell_asked(tx, from, to)
    }

    /// One whom the other never took from his list is a friend again, without a word to that one.
    fn take_back_in(&self, tx: &mut Tx<'_>, from: &User, to: &User) -> Result<(), Failure> {
        let handled = Handled {
            result: AGREED,
            handler: &from.user_id,
            time: self.now(),
            ..Handled::default()
        };
        // What the two may have asked each other meanwhile is settled.
        friend_requests::handle(tx, from.id, to.id, &handled)?;
        friend_requests::handle(tx, to.id, from.id, &handled)?;
        self.enlist_in(tx, from, to, ASKED, &from.user_id)?;
        self.tell_added(tx, from, to, from)
    }
}
