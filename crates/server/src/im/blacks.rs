//! Black lists: whom a person takes nothing from. He on it is told nothing, and hears of it only by what is refused to
//! him. Knows no front door.

use db::Tx;
use protocol::content::{self, tips::BlackTips, tips::FromToUserId};

use super::friends::{YOURSELF, ex, must_live};
use super::users::must_find;
use super::{Failure, Im};
use crate::store::blacks;
use crate::store::users::User;
use crate::store::versions::{Change, List};

impl Im {
    /// Whom the list has already stays as he is: two devices of one person may say it at once.
    pub(crate) async fn block(&self, owner: User, ids: Vec<String>, ex_of_all: String) -> Result<(), Failure> {
        ex(&ex_of_all)?;
        let im = self.clone();
        self.db
            .write(move |tx| {
                for id in &ids {
                    let black = must_live(tx, id)?;
                    if black.id == owner.id {
                        return Err(YOURSELF);
                    }
                    if blacks::insert(tx, owner.id, black.id, &owner.user_id, &ex_of_all, im.now())? {
                        im.note(tx, List::Blacks, owner.id, &black.user_id, Change::Insert)?;
                        im.hide_in(tx, &owner, &black, true);
                        im.tell_black(tx, &owner, &black, content::BLACK_ADDED)?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// Whom the list has not is no mistake either.
    pub(crate) async fn unblock(&self, owner: User, ids: Vec<String>) -> Result<(), Failure> {
        let im = self.clone();
        self.db
            .write(move |tx| {
                for id in &ids {
                    let black = must_find(tx, id)?;
                    im.lift_block_in(tx, &owner, &black)?;
                }
                Ok(())
            })
            .await
    }

    /// Takes one from the owner's list, if he is on it, as a part of a larger write.
    pub(super) fn lift_block_in(&self, tx: &mut Tx<'_>, owner: &User, black: &User) -> Result<(), Failure> {
        if !blacks::delete(tx, owner.id, black.id)? {
            return Ok(());
        }
        self.hide_in(tx, owner, black, false);
        self.note(tx, List::Blacks, owner.id, &black.user_id, Change::Delete)?;
        self.tell_black(tx, owner, black, content::BLACK_REMOVED)
    }

    fn tell_black(&self, tx: &mut Tx<'_>, owner: &User, black: &User, content_type: i32) -> Result<(), Failure> {
        let tips = BlackTips {
            from_to_user_id: Some(FromToUserId {
                from_user_id: owner.user_id.clone(),
                to_user_id: black.user_id.clone(),
            }),
        };
        self.notify_in(tx, owner, owner, content_type, &tips)
    }
}
