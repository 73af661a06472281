//! What a transaction changed in lists of people and groups, and the events that come of it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Result};

use super::Teller;
use crate::error::Code;
use crate::event::Event;
use crate::groups;
use crate::store::group_requests::{self, Key};
use crate::store::{self, friend_requests, friends, group_members, users};
use crate::views;

#[derive(Default)]
pub(super) struct Lists {
    pub(super) friends: BTreeSet<String>,
    /// The other one, and whether this person asked.
    pub(super) requests: BTreeSet<(String, bool)>,
    pub(super) blacks: BTreeSet<String>,
    pub(super) groups: BTreeSet<String>,
    /// Members by group; those who changed.
    pub(super) members: BTreeMap<String, BTreeSet<String>>,
    pub(super) group_requests: BTreeSet<Key>,
    pub(super) favourites: bool,
    pub(super) favourites_refused: Option<Code>,
}

impl Lists {
    pub(super) fn events(&self, db: &Connection, teller: &Teller) -> Result<Vec<Event>> {
        let mut events = Vec::new();
        self.people(db, teller, &mut events)?;
        self.circles(db, teller, &mut events)?;
        if self.favourites || self.favourites_refused.is_some() {
            events.push(Event::Favourites {
                account: teller.account.clone(),
                refused: self.favourites_refused,
            });
        }
        Ok(events)
    }

    fn people(&self, db: &Connection, teller: &Teller, events: &mut Vec<Event>) -> Result<()> {
        let account = || teller.account.clone();
        let (mut changed, mut gone) = (Vec::new(), Vec::new());
        for id in &self.friends {
            match friends::get(db, id)? {
                Some(friend) => changed.push(views::friend(db, &friend, |user| teller.presence(user))?),
                None => gone.push(id.clone()),
            }
        }
        if !self.friends.is_empty() {
            events.push(Event::Friends {
                account: account(),
                changed,
                gone,
            });
        }
        let mut changed = Vec::new();
        for (id, mine) in &self.requests {
            if let Some(request) = friend_requests::get(db, id, *mine)? {
                changed.push(views::request(db, &request, teller)?);
            }
        }
        if !changed.is_empty() {
            events.push(Event::FriendRequests {
                account: account(),
                changed,
            });
        }
        let (mut changed, mut gone) = (Vec::new(), Vec::new());
        for id in &self.blacks {
            let user = users::get(db, id)?.unwrap_or_else(|| users::nobody(id));
            if user.relation.blocked {
                changed.push(teller.user_view(&user));
            } else {
                gone.push(id.clone());
            }
        }
        if !self.blacks.is_empty() {
            events.push(Event::Blocked {
                account: account(),
                changed,
                gone,
            });
        }
        Ok(())
    }

    fn circles(&self, db: &Connection, teller: &Teller, events: &mut Vec<Event>) -> Result<()> {
        let account = || teller.account.clone();
        let (mut changed, mut gone) = (Vec::new(), Vec::new());
        // Whoever comes, goes or changes may be counted, drawn, or be the person himself.
        let touched: BTreeSet<&String> = self.groups.iter().chain(self.members.keys()).collect();
        for id in &touched {
            match store::groups::get(db, id)? {
                Some(group) => changed.push(groups::views::group(db, &group)?),
                None => gone.push((*id).clone()),
            }
        }
        if !touched.is_empty() {
            events.push(Event::Groups {
                account: account(),
                changed,
                gone,
            });
        }
        for (group, users) in &self.members {
            let (mut changed, mut gone) = (Vec::new(), Vec::new());
            for user in users {
                match group_members::get(db, group, user)? {
                    Some(member) => changed.push(groups::views::member(db, teller, &member)?),
                    None => gone.push(user.clone()),
                }
            }
            events.push(Event::GroupMembers {
                account: account(),
                group_id: group.clone(),
                changed,
                gone,
            });
        }
        let mut changed = Vec::new();
        for key in &self.group_requests {
            if let Some(request) = group_requests::get(db, key)? {
                changed.push(groups::views::request(db, teller, &request)?);
            }
        }
        if !changed.is_empty() {
            events.push(Event::GroupRequests {
                account: account(),
                changed,
            });
        }
        Ok(())
    }
}
