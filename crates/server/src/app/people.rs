//! Finding people, and what they say of themselves. People whom a foreign App Server admitted are found by their ID;
//! they have no account here. Knows no wire.

use std::collections::BTreeSet;

use protocol::Code;
use protocol::rest::ext::adding::{CONSENT, NOBODY};
use rusqlite::Connection;

use super::contact::Contact;
use super::registration::{must_be_free, must_not_be_retired};
use super::store::accounts::{self, Account, Change};
use super::tokens::Caller;
use super::{Accounts, names};
use crate::im::{By, Failure, PrivacyChange, Profile, ProfileChange};

/// People asked for at one time.
const MOST_ASKED: usize = 1_000;
/// People that one search finds; whoever looks for somebody writes more of the name.
const MOST_FOUND: u32 = 100;
/// Fewer letters would list everybody who has an account.
const SHORTEST_BEGINNING: usize = 3;

/// Somebody, with his account if he has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) profile: Profile,
    pub(crate) account: Option<Account>,
    /// Whether anybody may ask him to be a friend.
    pub(crate) takes_requests: bool,
    /// Who asked sees his name and picture alone.
    pub(crate) veiled: bool,
}

impl Person {
    fn veil(&mut self) {
        (self.account, self.veiled) = (None, true);
    }
}

/// What somebody changes about himself; `None` leaves it.
#[derive(Debug, Default)]
pub(crate) struct Update {
    pub(crate) profile: ProfileChange,
    pub(crate) account: Change,
    /// As OpenIM says it: 1 others may ask to be friends, 2 nobody may.
    pub(crate) allow_add_friend: Option<i32>,
}

impl Accounts {
    /// Those that exist, in the order asked.
    pub(crate) async fn people(&self, ids: Vec<String>) -> Result<Vec<Person>, Failure> {
        if ids.len() > MOST_ASKED {
            return Err(Failure::new(Code::ARGS, "too many users are asked for at one time"));
        }
        let profiles = self.door.users(ids).await?;
        let door = self.door.clone();
        self.door
            .db()
            .read(move |connection| {
                let mut people = Vec::with_capacity(profiles.len());
                for profile in profiles {
                    people.push(Person {
                        account: accounts::by_id(connection, &profile.user_id.0)?,
                        takes_requests: door.takes_requests_in(connection, &profile.user_id)?,
                        veiled: false,
                        profile,
                    });
                }
                Ok(people)
            })
            .await
    }

    /// The same without those who do not let the caller find them, and of each as much as the caller is to see.
    pub(crate) async fn people_for(&self, caller: &Caller, ids: Vec<String>) -> Result<Vec<Person>, Failure> {
        if ids.len() > MOST_ASKED {
            return Err(Failure::new(Code::ARGS, "too many users are asked for at one time"));
        }
        let shown = self.shown(caller, ids, By::Id).await?;
        let veiled = self.veiled(caller, shown.clone()).await?;
        Ok(behind(self.people(shown).await?, &veiled))
    }

    async fn veiled(&self, caller: &Caller, ids: Vec<String>) -> Result<BTreeSet<String>, Failure> {
        match caller.admin {
            true => Ok(BTreeSet::new()),
            false => self.door.veiled(&caller.user, ids).await,
        }
    }

    async fn shown(&self, caller: &Caller, ids: Vec<String>, by: By) -> Result<Vec<String>, Failure> {
        // Whoever runs the server sees everybody.
        if caller.admin {
            return Ok(ids);
        }
        let found = self.door.found_by(&caller.user, ids, by).await?;
        Ok(found.into_iter().map(|user| user.0).collect())
    }

    /// Those whose user ID or personal ID is the keyword, then those whose proven telephone number or mail address it
    /// is, then those whose account name begins with it; each as far as he lets himself be found so. Nicknames are not
    /// searched: that would list strangers to each other.
    pub(crate) async fn search(&self, caller: &Caller, keyword: &str) -> Result<Vec<Person>, Failure> {
        self.attempts.search(&caller.user.0, self.door.now())?;
        let keyword = keyword.trim().to_owned();
        if keyword.is_empty() || keyword.len() > 256 {
            return Ok(Vec::new());
        }
        let assistant = self
            .assistant
            .as_ref()
            .filter(|assistant| assistant.is_called(&keyword));
        let keyword = assistant.map_or(keyword, |assistant| assistant.user_id().0.clone());
        let mut exact = Vec::new();
        exact.extend(self.door.resolve(&keyword).await?.map(|user| user.0));
        let mut found = self.shown(caller, exact, By::Id).await?;
        // An ID is what a group's list tells; who knows more of somebody, has it from him.
        let mut veiled = self.veiled(caller, found.clone()).await?;
        let (personal, contact, beginning) = self
            .door
            .db()
            .read(move |connection| {
                let personal = accounts::by_personal_id(connection, &keyword)?;
                let contact = reached_at(connection, &keyword)?;
                let beginning = if keyword.len() >= SHORTEST_BEGINNING {
                    accounts::beginning(connection, &keyword, MOST_FOUND)?
                } else {
                    Vec::new()
                };
                Ok::<_, Failure>((personal, contact, beginning))
            })
            .await?;
        for (ids, by) in [
            (personal.into_iter().collect(), By::Id),
            (contact, By::Contact),
            (beginning, By::Id),
        ] {
            for user in self.shown(caller, ids, by).await? {
                veiled.remove(&user);
                if !found.contains(&user) {
                    found.push(user);
                }
            }
        }
        Ok(behind(self.people(found).await?, &veiled))
    }

    /// Those of the given people in whose user ID, account name or nickname the keyword stands; an empty one asks for all.
    pub(crate) async fn search_among(&self, ids: Vec<String>, keyword: &str) -> Result<Vec<Person>, Failure> {
        let keyword = keyword.trim().to_lowercase();
        let mut found = Vec::new();
        for some in ids.chunks(MOST_ASKED) {
            found.extend(self.people(some.to_vec()).await?);
        }
        found.retain(|person| {
            let account = person.account.as_ref().map_or("", |account| account.account.as_str());
            let names = [&person.profile.user_id.0, &person.profile.nickname, account];
            names.iter().any(|name| name.to_lowercase().contains(&keyword))
        });
        Ok(found)
    }

    /// Brings addresses into the form in which they are kept. Where codes go to such, a person's own word for one is not
    /// enough; an administrator's is.
    fn settle_contacts(&self, caller: &Caller, change: &mut Change) -> Result<(), Failure> {
        change.proven = caller.admin;
        let written = |text: &Option<String>| text.clone().unwrap_or_default();
        let phone = Contact::of(&written(&change.area_code), &written(&change.phone_number), "")?;
        let email = Contact::of("", "", &written(&change.email))?;
        for contact in [&phone, &email].into_iter().flatten() {
            if !caller.admin && self.offers(contact) {
                return Err(Failure::new(Code::NO_PERMISSION, "an address is proven by a code"));
            }
        }
        if let Some(Contact::Phone { area_code, number }) = phone {
            (change.area_code, change.phone_number) = (Some(area_code), Some(number));
        } else if change.phone_number.is_some() {
            (change.area_code, change.phone_number) = (Some(String::new()), Some(String::new()));
        } else {
            // Without a number it says nothing.
            change.area_code = None;
        }
        if let Some(Contact::Email(email)) = email {
            change.email = Some(email);
        }
        Ok(())
    }

    /// Changes what the update names. The caller was asked who he is.
    pub(crate) async fn update(&self, caller: &Caller, user: &str, mut update: Update) -> Result<(), Failure> {
        let user = self
            .door
            .resolve(user)
            .await?
            .ok_or(Failure::new(Code::USER_NOT_FOUND, "no such user"))?;
        caller.must_be(&user)?;
        if let Some(nickname) = &update.profile.nickname {
            let kept = names::nickname(nickname);
            let kept = kept.ok_or(Failure::new(
                Code::ARGS,
                "the nickname is not 1 to 64 characters that are seen",
            ))?;
            update.profile.nickname = Some(kept);
        }
        if let Some(account) = &mut update.account.account {
            *account = account.trim().to_owned();
            if !names::is_account(account) {
                return Err(Failure::new(Code::ARGS, "the account name cannot be one"));
            }
        }
        if !caller.admin {
            update.account.level = None;
        }
        self.settle_contacts(caller, &mut update.account)?;
        let (door, by_admin) = (self.door.clone(), caller.admin);
        self.door
            .db()
            .write(move |tx| {
                if let Some(mut account) = accounts::by_id(tx, &user.0)? {
                    let change = &update.account;
                    account.account = change.account.clone().unwrap_or(account.account);
                    account.area_code = change.area_code.clone().unwrap_or(account.area_code);
                    account.phone_number = change.phone_number.clone().unwrap_or(account.phone_number);
                    account.email = change.email.clone().unwrap_or(account.email);
                    account.phone_proven = change.proven && change.phone_number.is_some();
                    account.email_proven = change.proven && change.email.is_some();
                    if change.account.is_some() && !by_admin {
                        must_not_be_retired(tx, &account.account)?;
                    }
                    must_be_free(tx, &account, Some(&user.0))?;
                    accounts::change(tx, &user.0, change)?;
                }
                if let Some(adding) = update.allow_add_friend.map(adding) {
                    let asked = door.takes_requests_in(tx, &user)?;
                    // OpenIM has two words where there are three choices: saying what holds anyway changes none.
                    if asked != (adding? != NOBODY) {
                        let change = PrivacyChange {
                            adding: Some(adding?),
                            ..PrivacyChange::default()
                        };
                        door.set_privacy_in(tx, &user, change)?;
                    }
                }
                if update.profile != ProfileChange::default() {
                    door.update_user_in(tx, &user, &update.profile)?;
                }
                Ok(())
            })
            .await
    }
}

fn behind(mut people: Vec<Person>, veiled: &BTreeSet<String>) -> Vec<Person> {
    for person in people
        .iter_mut()
        .filter(|person| veiled.contains(&person.profile.user_id.0))
    {
        person.veil();
    }
    people
}

/// What OpenIM's word means here.
fn adding(allowed: i32) -> Result<i32, Failure> {
    match allowed {
        1 => Ok(CONSENT),
        2 => Ok(NOBODY),
        _ => Err(Failure::new(Code::ARGS, "allowAddFriend is neither 1 nor 2")),
    }
}

/// Those who have proven that this is their mail address or telephone number, with its area code or without.
fn reached_at(connection: &Connection, written: &str) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    if written.contains('@') {
        let Ok(Some(email)) = Contact::of("", "", written) else {
            return Ok(found);
        };
        found.extend(proven_by(connection, &email)?);
        return Ok(found);
    }
    match written.strip_prefix('+') {
        // Nobody says where the area code ends, and only one place is right.
        Some(digits) => {
            for length in 1..=3 {
                let split = digits.split_at_checked(length);
                if let Some(phone) = split.and_then(|(area, number)| Contact::of(area, number, "").ok().flatten()) {
                    found.extend(proven_by(connection, &phone)?);
                }
            }
        }
        None => {
            // Any area code makes the form of the number the one in which it is kept.
            if let Ok(Some(Contact::Phone { number, .. })) = Contact::of("1", written, "") {
                found.extend(accounts::with_number(connection, &number)?);
            }
        }
    }
    Ok(found)
}

fn proven_by(connection: &Connection, contact: &Contact) -> Result<Option<String>, Failure> {
    let name = contact.name();
    let account = accounts::find(connection, &name)?;
    let proven = account.filter(|account| account.has_proven(&name) && !account.disabled);
    Ok(proven.map(|account| account.user_id))
}
