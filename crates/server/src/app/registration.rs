//! Making an account. Knows no wire.

use protocol::Code;

use super::assistant;
use super::codes::{Proof, Purpose};
use super::contact::Contact;
use super::language::Language;
use super::password::Password;
use super::store::accounts::{self, Account, Name};
use super::store::invitations::{self, State};
use super::store::retired_names;
use super::tokens::Tokens;
use super::{Accounts, From, names, recovery};
use crate::config::Registration;
use crate::im::{Failure, NewUser, UserId};

/// What somebody says of himself to get an account.
#[derive(Default)]
pub(crate) struct Registering {
    pub(crate) account: String,
    pub(crate) password: String,
    pub(crate) nickname: String,
    pub(crate) face_url: String,
    pub(crate) area_code: String,
    pub(crate) phone_number: String,
    pub(crate) email: String,
    pub(crate) gender: i32,
    pub(crate) birth: i64,
    pub(crate) invitation: String,
    /// What was sent to the address.
    pub(crate) code: String,
    /// In which the assistant greets; what it does not speak is English.
    pub(crate) language: String,
    /// The name of his time zone, as far as it is known.
    pub(crate) time_zone: String,
    /// For administrators only; otherwise a number is made up.
    pub(crate) user_id: Option<String>,
    /// Whether the answer signs in at once, and on which platform.
    pub(crate) sign_in: Option<Option<i32>>,
}

/// Who asks for the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Stranger(From),
    /// An administrator, or the server's owner.
    Owner,
}

pub(crate) struct Registered {
    pub(crate) user: UserId,
    /// Shown once.
    pub(crate) recovery_code: String,
    pub(crate) tokens: Option<Tokens>,
}

impl Accounts {
    pub(crate) async fn register(&self, new: Registering, by: By) -> Result<Registered, Failure> {
        if by != By::Owner && self.config.registration == Registration::Closed {
            return Err(Failure::new(Code::FORBIDDEN, "registration is closed"));
        }
        if new.user_id.is_some() && by != By::Owner {
            return Err(Failure::new(
                Code::NO_PERMISSION,
                "only an administrator gives user IDs",
            ));
        }
        let contact = Contact::of(&new.area_code, &new.phone_number, &new.email)?;
        let phone = Contact::of(&new.area_code, &new.phone_number, "")?;
        let beside = phone.filter(|phone| contact.as_ref() != Some(phone));
        if by != By::Owner && beside.as_ref().is_some_and(|beside| self.offers(beside)) {
            return Err(Failure::new(Code::ARGS, "one code proves one address"));
        }
        let account = new.account.trim().to_owned();
        // OpenIM's apps give none: an address that is proven names an account too.
        let nameless = account.is_empty() && contact.is_some() && !new.code.is_empty();
        if !nameless && !names::is_account(&account) {
            return Err(Failure::new(
                Code::ARGS,
                "the account name is not 3 to 32 of a-z 0-9 . _ -, a letter first",
            ));
        }
        let nickname = names::nickname(&new.nickname);
        let nickname = nickname.ok_or(Failure::new(
            Code::ARGS,
            "the nickname is not 1 to 64 characters that are seen",
        ))?;
        let password = Password::new(&new.password);
        let password = password.ok_or(Failure::new(Code::ARGS, "the password is not 8 to 128 characters"))?;
        let now = self.door.now();
        let (invitation, proof) = match by {
            By::Stranger(from) => {
                let invitation = self.invitation(&new.invitation, from).await?;
                (invitation, self.registration_proof(contact.as_ref(), &new.code, from)?)
            }
            By::Owner => (None, None),
        };
        if nameless && proof.is_none() {
            return Err(Failure::new(Code::ARGS, "an account name is needed"));
        }
        let mut row = Account {
            account,
            gender: new.gender,
            birth: new.birth,
            created: now,
            language: Language::of(&new.language).tag().to_owned(),
            time_zone: assistant::zone_named(&new.time_zone).unwrap_or_default(),
            ..Account::fresh()
        };
        for contact in contact.iter().chain(&beside) {
            row.prove(contact);
        }
        // The owner's word is as good as a code.
        if by != By::Owner {
            let by_mail = matches!(contact, Some(Contact::Email(_)));
            row.email_proven = proof.is_some() && by_mail;
            row.phone_proven = proof.is_some() && !by_mail;
        }
        // Asked before the costly hash, and once more in the write, where it decides.
        let asked = row.clone();
        self.door
            .db()
            .read(move |connection| {
                if by != By::Owner {
                    must_not_be_retired(connection, &asked.account)?;
                }
                must_be_free(connection, &asked, None)
            })
            .await?;
        if let By::Stranger(from) = by {
            self.attempts.register(from, now)?;
        }
        row.password = self.hasher.hash(&password).await?;
        let recovery_code = recovery::make(&*self.random);
        row.recovery = recovery::hash(&recovery_code).unwrap_or_default();
        let user = NewUser {
            user_id: new.user_id,
            nickname,
            face_url: new.face_url,
            ex: String::new(),
        };
        let (door, sign_in) = (self.door.clone(), new.sign_in);
        let (issuer, greeter) = (self.issuer(), self.greeter());
        let first_is_admin = self.config.first_is_admin;
        let (user, tokens) = self
            .door
            .db()
            .write(move |tx| {
                if by != By::Owner {
                    must_not_be_retired(tx, &row.account)?;
                }
                for name in contact.iter().chain(&beside).map(Contact::name) {
                    if row.has_proven(&name) {
                        accounts::yield_to_proof(tx, &name, "")?;
                    }
                }
                must_be_free(tx, &row, None)?;
                let user = door.create_user_in(tx, &user)?;
                row.user_id.clone_from(&user.0);
                if row.account.is_empty() {
                    row.account = format!("u{user}");
                    must_be_free(tx, &row, None)?;
                }
                if first_is_admin && accounts::count(tx)? == 0 {
                    row.level = accounts::ADMINISTRATOR;
                }
                accounts::insert(tx, &row)?;
                if let Some(invitation) = invitation {
                    must_be_fresh(invitations::state(tx, &invitation)?)?;
                    invitations::make_use(tx, &invitation, &user.0, now)?;
                }
                let tokens = sign_in
                    .map(|platform| issuer.issue_in(tx, &user, platform))
                    .transpose()?;
                if let Some(greeter) = greeter {
                    greeter.greet_in(tx, &user, Language::of(&row.language))?;
                }
                Ok::<_, Failure>((user, tokens))
            })
            .await?;
        if let Some(proof) = proof {
            proof.spend();
        }
        Ok(Registered {
            user,
            recovery_code,
            tokens,
        })
    }

    /// What proves the address, where codes go to such. Where none do, nobody can be asked for one.
    fn registration_proof(
        &self,
        contact: Option<&Contact>,
        code: &str,
        from: From,
    ) -> Result<Option<Proof<'_>>, Failure> {
        match contact.filter(|contact| self.offers(contact)) {
            Some(contact) => Ok(Some(self.proof(contact, &Purpose::Register, code, from)?)),
            None if self.registers_by_code() => Err(Failure::new(
                Code::ARGS,
                "a mail address or a telephone number is needed, and the code that was sent there",
            )),
            None => Ok(None),
        }
    }

    /// The hash of the invitation that is to be used, where one is needed.
    pub(super) async fn invitation(&self, written: &str, from: From) -> Result<Option<String>, Failure> {
        if self.config.registration != Registration::Invite {
            return Ok(None);
        }
        let Some(hash) = recovery::hash(written) else {
            return Err(Failure::new(Code::INVITATION_NOT_FOUND, "an invitation is needed"));
        };
        self.attempts.begin_at_address(from, self.door.now())?;
        let asked = hash.clone();
        let state = self
            .door
            .db()
            .read(move |connection| Ok::<_, Failure>(invitations::state(connection, &asked)?));
        must_be_fresh(state.await?)?;
        self.attempts.right_at_address(from);
        Ok(Some(hash))
    }
}

fn must_be_fresh(state: State) -> Result<(), Failure> {
    match state {
        State::Fresh => Ok(()),
        State::Used => Err(Failure::new(Code::INVITATION_USED, "the invitation was used")),
        State::Unknown => Err(Failure::new(Code::INVITATION_NOT_FOUND, "there is no such invitation")),
    }
}

/// Refuses the name of somebody who is gone: whoever remembers it must not find a stranger under it. Only the server's
/// owner gives it again.
pub(super) fn must_not_be_retired(connection: &rusqlite::Connection, account: &str) -> Result<(), Failure> {
    if retired_names::is(connection, account)? {
        return Err(Failure::new(
            Code::ACCOUNT_REGISTERED,
            "the account name was somebody else's",
        ));
    }
    Ok(())
}

/// Refuses names that somebody else than `own` has. Whoever only said that an address is his, yields to who proves it.
pub(super) fn must_be_free(
    connection: &rusqlite::Connection,
    wanted: &Account,
    own: Option<&str>,
) -> Result<(), Failure> {
    let phone = Name::Phone {
        area_code: wanted.area_code.clone(),
        number: wanted.phone_number.clone(),
    };
    let names = [
        (
            Name::Account(wanted.account.clone()),
            Code::ACCOUNT_REGISTERED,
            "the account name is taken",
        ),
        (phone, Code::PHONE_REGISTERED, "the phone number is taken"),
        (
            Name::Email(wanted.email.clone()),
            Code::EMAIL_REGISTERED,
            "the mail address is taken",
        ),
    ];
    if assistant::is_named(&wanted.account) {
        return Err(Failure::new(
            Code::ACCOUNT_REGISTERED,
            "the account name is the assistant's",
        ));
    }
    for (name, code, reason) in names {
        let others = |found: &Account| Some(found.user_id.as_str()) != own;
        let yields = |found: &Account| wanted.has_proven(&name) && !found.has_proven(&name);
        if accounts::find(connection, &name)?.is_some_and(|found| others(&found) && !yields(&found)) {
            return Err(Failure::new(code, reason));
        }
    }
    Ok(())
}
