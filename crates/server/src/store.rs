//! The tables of one app, one file a table, and the migrations that make them. Knows SQL and no rule of chat; its
//! functions run on a connection that somebody else brought and never wait.

use db::Migration;

pub(crate) mod blacks;
pub(crate) mod conversations;
pub(crate) mod deletions;
pub(crate) mod found;
pub(crate) mod friend_requests;
pub(crate) mod friends;
pub(crate) mod group_departures;
pub(crate) mod group_members;
pub(crate) mod group_requests;
pub(crate) mod groups;
pub(crate) mod messages;
pub(crate) mod meta;
pub(crate) mod object_removals;
pub(crate) mod object_uses;
pub(crate) mod objects;
pub(crate) mod privacy;
pub(crate) mod quotes;
pub(crate) mod routing;
pub(crate) mod tokens;
pub(crate) mod user_commands;
pub(crate) mod user_conversations;
pub(crate) mod users;
pub(crate) mod versions;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "im",
        sql: include_str!("../migrations/0001_im.sql"),
    },
    Migration {
        number: 2,
        name: "accounts",
        sql: include_str!("../migrations/0002_accounts.sql"),
    },
];
