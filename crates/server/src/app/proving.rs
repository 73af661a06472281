//! What people do with codes that are sent to them: asking for one, signing in by one, and adding an address to an account.
//! Registering and a forgotten password have files of their own. Knows no wire.

use protocol::Code as Wire;

use super::codes::{Proof, Purpose};
use super::contact::Contact;
use super::dispatch::Errand;
use super::language::Language;
use super::registration::must_be_free;
use super::sign_in::SignedIn;
use super::store::accounts::{self, Change};
use super::tokens::Caller;
use super::{Accounts, DISABLED, From};
use crate::config::Registration;
use crate::im::{Failure, UserId};

const NOT_OFFERED: Failure = Failure::new(Wire::FORBIDDEN, "this server sends no codes there");
const NOT_PROVEN: Failure = Failure::new(Wire::CODE_MISMATCH, "no account has proven this address");

/// The seconds that somebody waits before he asks for another code.
pub(crate) const WAIT_SECONDS: u32 = 60;

/// Which addresses an account has proven, and how it is called.
#[derive(Default)]
pub(crate) struct Proven {
    pub(crate) account: String,
    pub(crate) email: String,
    pub(crate) area_code: String,
    pub(crate) number: String,
}

impl Accounts {
    /// Whether codes go there.
    pub(super) fn offers(&self, to: &Contact) -> bool {
        match to {
            Contact::Email(_) => self.config.mail.on(),
            Contact::Phone { .. } => self.config.sms.on(),
        }
    }

    pub(crate) fn offers_any(&self) -> bool {
        self.config.mail.on() || self.config.sms.on()
    }

    /// Whether nobody registers without one. A plain OpenIM knows it no other way.
    pub(super) fn registers_by_code(&self) -> bool {
        self.config.registration_code || self.config.plain && self.offers_any()
    }

    /// Has a code sent. The answer is the same whether an account has the address or not: that is looked at later.
    pub(crate) async fn send_code(
        &self,
        to: Contact,
        purpose: Purpose,
        invitation: &str,
        language: Language,
        from: From,
    ) -> Result<(), Failure> {
        let dispatch = self.dispatch.as_ref().filter(|_| self.offers(&to)).ok_or(NOT_OFFERED)?;
        if purpose == Purpose::Register {
            if self.config.registration == Registration::Closed {
                return Err(Failure::new(Wire::FORBIDDEN, "registration is closed"));
            }
            // Or anybody could have mails sent to anybody.
            self.invitation(invitation, from).await?;
        }
        let (name, now) = (to.name(), self.door.now());
        self.attempts
            .send_code(&name.counted(), from, now)
            .map_err(|wait| Failure::early("a code was sent lately", wait.ms))?;
        let code = self.codes.make(&name, &purpose, now);
        dispatch.take(Errand {
            to,
            purpose,
            code,
            language,
        })
    }

    /// The proof that a code is the one which was sent. Guesses are counted for the code, and for who guesses.
    pub(super) fn proof(
        &self,
        to: &Contact,
        purpose: &Purpose,
        written: &str,
        from: From,
    ) -> Result<Proof<'_>, Failure> {
        if !self.offers(to) {
            return Err(NOT_OFFERED);
        }
        let now = self.door.now();
        self.attempts.begin_at_address(from, now)?;
        let proof = self.codes.check(&to.name(), purpose, written, now)?;
        self.attempts.right_at_address(from);
        Ok(proof)
    }

    /// Whether a code is right, without using it: OpenIM's apps ask on the way to the next form.
    pub(crate) fn verify(&self, to: &Contact, written: &str, from: From) -> Result<(), Failure> {
        let mut failure = None;
        for purpose in [Purpose::Register, Purpose::Reset, Purpose::SignIn] {
            match self.proof(to, &purpose, written, from) {
                Ok(_) => return Ok(()),
                // Of several reasons the one is told that speaks of a code which is there.
                Err(other) if failure.is_none() || other.code != Wire::CODE_EXPIRED => failure = Some(other),
                Err(_) => {}
            }
        }
        Err(failure.unwrap_or(NOT_OFFERED))
    }

    pub(crate) async fn sign_in_by_code(
        &self,
        to: &Contact,
        code: &str,
        platform: Option<i32>,
        from: From,
    ) -> Result<SignedIn, Failure> {
        let proof = self.proof(to, &Purpose::SignIn, code, from)?;
        let (issuer, name) = (self.issuer(), to.name());
        let signed_in = self.door.db().write(move |tx| {
            let account = accounts::find(tx, &name)?.filter(|account| account.has_proven(&name));
            let account = account.ok_or(NOT_PROVEN)?;
            if account.disabled {
                return Err(DISABLED);
            }
            let user = UserId(account.user_id);
            let tokens = issuer.issue_in(tx, &user, platform)?;
            Ok(SignedIn { user, tokens })
        });
        let signed_in = signed_in.await?;
        proof.spend();
        Ok(signed_in)
    }

    /// What the caller has proven.
    pub(crate) async fn proven(&self, caller: &Caller) -> Result<Proven, Failure> {
        let id = caller.user.0.clone();
        let own = self
            .door
            .db()
            .read(move |connection| Ok::<_, Failure>(accounts::by_id(connection, &id)?));
        let Some(own) = own.await? else {
            return Ok(Proven::default());
        };
        let (area_code, number) = if own.phone_proven {
            (own.area_code, own.phone_number)
        } else {
            Default::default()
        };
        Ok(Proven {
            account: own.account,
            email: if own.email_proven { own.email } else { String::new() },
            area_code,
            number,
        })
    }

    /// Puts a proven address into the caller's account. Whoever only said that it was his loses it.
    pub(crate) async fn prove_contact(
        &self,
        caller: &Caller,
        to: &Contact,
        code: &str,
        password: &str,
        from: From,
    ) -> Result<(), Failure> {
        let proof = self.proof(to, &Purpose::Prove(caller.user.clone()), code, from)?;
        let own = self.prove_own(caller, password, from).await?;
        let (name, change) = (to.name(), Change::proven(to));
        let mut wanted = own;
        wanted.prove(to);
        let put = self.door.db().write(move |tx| {
            accounts::yield_to_proof(tx, &name, &wanted.user_id)?;
            must_be_free(tx, &wanted, Some(&wanted.user_id))?;
            Ok::<_, Failure>(accounts::change(tx, &wanted.user_id, &change)?)
        });
        put.await?;
        proof.spend();
        Ok(())
    }

    /// Takes an address from the caller's account.
    pub(crate) async fn remove_contact(
        &self,
        caller: &Caller,
        phone: bool,
        password: &str,
        from: From,
    ) -> Result<(), Failure> {
        let own = self.prove_own(caller, password, from).await?;
        let nothing = |there: bool| there.then(String::new);
        let change = Change {
            area_code: nothing(phone),
            phone_number: nothing(phone),
            email: nothing(!phone),
            ..Change::default()
        };
        self.door
            .db()
            .write(move |tx| Ok::<_, Failure>(accounts::change(tx, &own.user_id, &change)?))
            .await
    }
}
