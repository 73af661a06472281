//! What leaves the server for people's mailboxes and telephones, and for an App Server: kept here instead of sent, and refused as long as a story
//! wants. Knows no code.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;
use server::config::{Mail, Routing, Sms};
use server::{Form, Letter, Text, Undelivered};

/// Something that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// A mail address, or a telephone number with its plus sign.
    pub to: String,
    /// Of a mail.
    pub subject: String,
    /// The text of a mail, or the code alone.
    pub body: String,
    /// What a text says of its code.
    pub purpose: String,
    pub language: String,
}

impl Parcel {
    /// The six digits in it.
    pub fn code(&self) -> String {
        let mut runs = self.body.split(|character: char| !character.is_ascii_digit());
        let code = runs.find(|run| run.len() == 6);
        code.unwrap_or_else(|| panic!("No code in {self:?}")).to_owned()
    }
}

#[derive(Default)]
pub struct Courier {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    arrived: Vec<Parcel>,
    forms: Vec<Form>,
    /// The answers to the next tries; then everything arrives again.
    refusals: VecDeque<Undelivered>,
    tries: usize,
}

impl Courier {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that arrived so far, oldest first.
    pub fn arrived(&self) -> Vec<Parcel> {
        self.state().arrived.clone()
    }

    /// The code that arrived last at this address.
    pub fn code(&self, to: &str) -> String {
        let arrived = self.arrived();
        let last = arrived.iter().rev().find(|parcel| parcel.to == to);
        last.unwrap_or_else(|| panic!("Nothing arrived at {to}: {arrived:?}"))
            .code()
    }

    /// How often something was handed over, taken or not.
    pub fn tries(&self) -> usize {
        self.state().tries
    }

    /// Refuses the next tries.
    pub fn refuse(&self, refusals: impl IntoIterator<Item = Undelivered>) {
        self.state().refusals.extend(refusals);
    }

    /// What an App Server took, oldest first.
    pub fn forms(&self) -> Vec<Form> {
        self.state().forms.clone()
    }

    fn take(&self, parcel: Parcel) -> Result<(), Undelivered> {
        self.take_with(|state| state.arrived.push(parcel))
    }

    fn take_with(&self, keep: impl FnOnce(&mut State)) -> Result<(), Undelivered> {
        let mut state = self.state();
        state.tries += 1;
        if let Some(refusal) = state.refusals.pop_front() {
            return Err(refusal);
        }
        keep(&mut state);
        Ok(())
    }
}

impl server::Courier for Courier {
    fn mail<'a>(&'a self, _: &'a Mail, letter: &'a Letter) -> BoxFuture<'a, Result<(), Undelivered>> {
        let taken = self.take(Parcel {
            to: letter.to.clone(),
            subject: letter.subject.clone(),
            body: letter.body.clone(),
            purpose: String::new(),
            language: String::new(),
        });
        Box::pin(async move { taken })
    }

    fn text<'a>(&'a self, _: &'a Sms, text: &'a Text) -> BoxFuture<'a, Result<(), Undelivered>> {
        let taken = self.take(Parcel {
            to: format!("{}{}", text.area_code, text.number),
            subject: String::new(),
            body: text.code.clone(),
            purpose: text.purpose.to_owned(),
            language: text.language.to_owned(),
        });
        Box::pin(async move { taken })
    }

    fn route<'a>(&'a self, _: &'a Routing, form: &'a Form) -> BoxFuture<'a, Result<(), Undelivered>> {
        let taken = self.take_with(|state| state.forms.push(form.clone()));
        Box::pin(async move { taken })
    }
}
