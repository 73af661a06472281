//! The tables of the accounts, one file a table. Knows SQL and no rule of who may do what.

pub(crate) mod accounts;
pub(crate) mod chat_tokens;
pub(crate) mod invitations;
pub(crate) mod reminders;
pub(crate) mod retired_names;
