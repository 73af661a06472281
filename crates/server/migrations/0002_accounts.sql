-- The App Server half: people who sign in with a password. `user_id` is what travels on the wire; people whom a foreign
-- App Server admits have no row here. Times are milliseconds since 1970.

CREATE TABLE accounts (
    user_id TEXT NOT NULL PRIMARY KEY,
    -- As it was written, and in lower case: upper and lower case are one name.
    account TEXT NOT NULL,
    account_key TEXT NOT NULL UNIQUE,
    -- Chosen once, to be found and to sign in by; the second in lower case, and no account's name. Empty: none.
    personal_id TEXT NOT NULL DEFAULT '',
    personal_key TEXT NOT NULL DEFAULT '',
    -- argon2id as a PHC string.
    password TEXT NOT NULL DEFAULT '',
    -- SHA-256 of the recovery code, in hex; empty: there is none.
    recovery TEXT NOT NULL DEFAULT '',
    area_code TEXT NOT NULL DEFAULT '',
    phone_number TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    -- Whether a code went there and came back: only then one signs in by another.
    phone_proven INTEGER NOT NULL DEFAULT 0,
    email_proven INTEGER NOT NULL DEFAULT 0,
    gender INTEGER NOT NULL DEFAULT 0,
    -- 2: tells the server's state to this person. It opens nothing else.
    level INTEGER NOT NULL DEFAULT 1,
    birth INTEGER NOT NULL DEFAULT 0,
    allow_beep INTEGER NOT NULL DEFAULT 1,
    allow_vibration INTEGER NOT NULL DEFAULT 1,
    register_type INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL DEFAULT 0,
    -- 'en' or 'zh-CN', as it was chosen at registration.
    language TEXT NOT NULL DEFAULT 'en',
    -- A name such as 'Asia/Shanghai'; empty: the server's.
    time_zone TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX accounts_by_phone ON accounts (phone_number, area_code) WHERE phone_number <> '';
CREATE UNIQUE INDEX accounts_by_personal ON accounts (personal_key) WHERE personal_key <> '';
CREATE UNIQUE INDEX accounts_by_email ON accounts (email) WHERE email <> '';

-- Tokens for the account calls, by SHA-256. Each was given out together with a token for chat and lives as long as that.
CREATE TABLE chat_tokens (
    hash BLOB NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    created INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_tokens_of_user ON chat_tokens (user_id, created);

-- Each code makes one account.
CREATE TABLE invitations (
    hash TEXT NOT NULL PRIMARY KEY,
    created INTEGER NOT NULL DEFAULT 0,
    used_by TEXT NOT NULL DEFAULT '',
    used INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Names of deleted accounts, by SHA-256 in hex: nobody may pass for who bore one, and none of them can be read here.
CREATE TABLE retired_names (
    hash TEXT NOT NULL PRIMARY KEY,
    since INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What the assistant is to remind people of. A row goes in the same write that sends it.
CREATE TABLE reminders (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    -- What the person calls it.
    number INTEGER NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    -- 'en' or 'zh-CN', as it was asked for.
    language TEXT NOT NULL DEFAULT 'en',
    due INTEGER NOT NULL,
    UNIQUE (user_id, number)
) STRICT;
CREATE INDEX reminders_by_due ON reminders (due);
