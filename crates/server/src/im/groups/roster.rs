//! Who is in the groups in which people write now, kept at hand: a message to 100,000 members is not to read them all
//! again. A roster is known by the version of the group's members, which every coming and going raises, and is kept
//! only after the commit of the write that read it: so none is of a state that never was.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use db::Tx;
use rusqlite::Connection;

use super::super::{Failure, Im, Shared};
use crate::store::group_members;
use crate::store::versions::{self, List};

/// Rows of members, ascending.
pub(in crate::im) type Roster = Arc<Vec<i64>>;

/// Groups whose members are kept.
const MOST: usize = 256;

#[derive(Default)]
pub(in crate::im) struct Rosters {
    /// By group, with the version that they are of.
    kept: Mutex<BTreeMap<i64, (i64, Roster)>>,
}

impl Rosters {
    fn kept(&self) -> MutexGuard<'_, BTreeMap<i64, (i64, Roster)>> {
        // A panic elsewhere leaves whole rosters, each with its version.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, group: i64, version: i64, roster: Roster) {
        let mut kept = self.kept();
        if kept.len() >= MOST && !kept.contains_key(&group) {
            kept.pop_first();
        }
        kept.insert(group, (version, roster));
    }
}

impl Shared {
    /// Everybody in a group, as this connection sees it.
    pub(in crate::im) fn roster(&self, connection: &Connection, group: i64) -> Result<Roster, Failure> {
        let version = versions::version(connection, List::Members, group)?;
        if let Some((of, roster)) = self.rosters.kept().get(&group)
            && *of == version
        {
            return Ok(Arc::clone(roster));
        }
        Ok(Arc::new(group_members::users(connection, group)?))
    }
}

impl Im {
    /// Keeps what a write has read, once that is sure to have been.
    pub(in crate::im) fn keep_roster(&self, tx: &mut Tx<'_>, group: i64, roster: &Roster) -> Result<(), Failure> {
        let version = versions::version(tx, List::Members, group)?;
        let (im, roster) = (self.clone(), Arc::clone(roster));
        tx.after_commit(move || im.rosters.keep(group, version, roster));
        Ok(())
    }
}
