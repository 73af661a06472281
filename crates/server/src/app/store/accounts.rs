//! People who sign in with a password.

use rusqlite::{Connection, OptionalExtension, Result, Row, params};

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Account {
    pub(crate) user_id: String,
    pub(crate) account: String,
    /// Empty: none.
    pub(crate) personal_id: String,
    pub(crate) password: String,
    pub(crate) recovery: String,
    pub(crate) area_code: String,
    pub(crate) phone_number: String,
    pub(crate) email: String,
    pub(crate) phone_proven: bool,
    pub(crate) email_proven: bool,
    pub(crate) gender: i32,
    pub(crate) level: i32,
    pub(crate) birth: i64,
    pub(crate) allow_beep: i32,
    pub(crate) allow_vibration: i32,
    pub(crate) register_type: i32,
    pub(crate) disabled: bool,
    pub(crate) created: i64,
    /// `en` or `zh-CN`.
    pub(crate) language: String,
    /// Empty: the server's.
    pub(crate) time_zone: String,
}

/// The level of somebody to whom the assistant tells the server's state. It is not the level of an IM user, and opens
/// no administrator's call.
pub(crate) const ADMINISTRATOR: i32 = 2;
const PERSON: i32 = 1;

/// What somebody says to name his account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Name {
    Account(String),
    Phone { area_code: String, number: String },
    Email(String),
}

/// What of an account is to be changed; `None` leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Change {
    pub(crate) account: Option<String>,
    pub(crate) area_code: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) email: Option<String>,
    /// Whether what stands above was proven.
    pub(crate) proven: bool,
    pub(crate) gender: Option<i32>,
    pub(crate) level: Option<i32>,
    pub(crate) birth: Option<i64>,
    pub(crate) allow_beep: Option<i32>,
    pub(crate) allow_vibration: Option<i32>,
    pub(crate) register_type: Option<i32>,
}

impl Account {
    /// Whether the account has this mail address or number, and has proven it.
    pub(crate) fn has_proven(&self, name: &Name) -> bool {
        match name {
            Name::Account(_) => false,
            Name::Phone { area_code, number } => {
                self.phone_proven && self.area_code == *area_code && self.phone_number == *number
            }
            Name::Email(email) => self.email_proven && self.email == key(email),
        }
    }

    /// What holds where nothing was said.
    pub(crate) fn fresh() -> Self {
        Self {
            level: PERSON,
            allow_beep: 1,
            allow_vibration: 1,
            language: "en".to_owned(),
            ..Self::default()
        }
    }
}

macro_rules! columns {
    () => {
        "user_id, account, password, recovery, area_code, phone_number, email, gender, level, birth, allow_beep,
         allow_vibration, register_type, disabled, created, phone_proven, email_proven, language, time_zone,
         personal_id"
    };
}

fn read(row: &Row<'_>) -> Result<Account> {
    Ok(Account {
        user_id: row.get(0)?,
        account: row.get(1)?,
        password: row.get(2)?,
        recovery: row.get(3)?,
        area_code: row.get(4)?,
        phone_number: row.get(5)?,
        email: row.get(6)?,
        gender: row.get(7)?,
        level: row.get(8)?,
        birth: row.get(9)?,
        allow_beep: row.get(10)?,
        allow_vibration: row.get(11)?,
        register_type: row.get(12)?,
        disabled: row.get(13)?,
        created: row.get(14)?,
        phone_proven: row.get(15)?,
        email_proven: row.get(16)?,
        language: row.get(17)?,
        time_zone: row.get(18)?,
        personal_id: row.get(19)?,
    })
}

/// The form in which names are compared.
pub(crate) fn key(account: &str) -> String {
    account.to_ascii_lowercase()
}

pub(crate) fn by_id(connection: &Connection, user_id: &str) -> Result<Option<Account>> {
    connection
        .prepare_cached(concat!("SELECT ", columns!(), " FROM accounts WHERE user_id = ?1"))?
        .query_row([user_id], read)
        .optional()
}

pub(crate) fn find(connection: &Connection, name: &Name) -> Result<Option<Account>> {
    let select = concat!("SELECT ", columns!(), " FROM accounts WHERE ");
    match name {
        Name::Account(account) => connection
            .prepare_cached(&format!(
                "{select} account_key = ?1 OR (personal_key = ?1 AND personal_key <> '')"
            ))?
            .query_row([key(account)], read),
        Name::Phone { area_code, number } => connection
            .prepare_cached(&format!(
                "{select} phone_number = ?1 AND area_code = ?2 AND phone_number <> ''"
            ))?
            .query_row([number, area_code], read),
        Name::Email(email) => connection
            .prepare_cached(&format!("{select} email = ?1 AND email <> ''"))?
            .query_row([key(email)], read),
    }
    .optional()
}

pub(crate) fn insert(connection: &Connection, account: &Account) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO accounts (user_id, account, account_key, password, recovery, area_code, phone_number, email,
                 gender, level, birth, allow_beep, allow_vibration, register_type, created, phone_proven, email_proven,
                 language, time_zone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?
        .execute(params![
            account.user_id,
            account.account,
            key(&account.account),
            account.password,
            account.recovery,
            account.area_code,
            account.phone_number,
            key(&account.email),
            account.gender,
            account.level,
            account.birth,
            account.allow_beep,
            account.allow_vibration,
            account.register_type,
            account.created,
            account.phone_proven,
            account.email_proven,
            account.language,
            account.time_zone,
        ])?;
    Ok(())
}

pub(crate) fn change(connection: &Connection, user_id: &str, change: &Change) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE accounts SET account = coalesce(?2, account), account_key = coalesce(?3, account_key),
                 area_code = coalesce(?4, area_code), phone_number = coalesce(?5, phone_number),
                 email = coalesce(?6, email), gender = coalesce(?7, gender), level = coalesce(?8, level),
                 birth = coalesce(?9, birth), allow_beep = coalesce(?10, allow_beep),
                 allow_vibration = coalesce(?11, allow_vibration), register_type = coalesce(?12, register_type),
                 phone_proven = CASE WHEN ?5 IS NULL AND ?4 IS NULL THEN phone_proven ELSE ?13 END,
                 email_proven = CASE WHEN ?6 IS NULL THEN email_proven ELSE ?13 END
             WHERE user_id = ?1",
        )?
        .execute(params![
            user_id,
            change.account,
            change.account.as_deref().map(key),
            change.area_code,
            change.phone_number,
            change.email.as_deref().map(key),
            change.gender,
            change.level,
            change.birth,
            change.allow_beep,
            change.allow_vibration,
            change.register_type,
            change.proven,
        ])?;
    Ok(())
}

/// Takes an address from whoever only said that it is his: somebody has proven it.
pub(crate) fn yield_to_proof(connection: &Connection, name: &Name, prover: &str) -> Result<()> {
    match name {
        Name::Account(_) => 0,
        Name::Phone { area_code, number } => connection
            .prepare_cached(
                "UPDATE accounts SET area_code = '', phone_number = ''
                 WHERE phone_number = ?1 AND area_code = ?2 AND phone_proven = 0 AND user_id <> ?3",
            )?
            .execute([number, area_code, prover])?,
        Name::Email(email) => connection
            .prepare_cached("UPDATE accounts SET email = '' WHERE email = ?1 AND email_proven = 0 AND user_id <> ?2")?
            .execute([key(email).as_str(), prover])?,
    };
    Ok(())
}

pub(crate) fn set_password(connection: &Connection, user_id: &str, password: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE accounts SET password = ?2 WHERE user_id = ?1")?
        .execute([user_id, password])?;
    Ok(())
}

/// Replaces the recovery code, if it still is the one of which `used` is the hash: of two resets with one code only
/// the first finds it.
pub(crate) fn renew_recovery(connection: &Connection, user_id: &str, used: &str, new: &str) -> Result<bool> {
    let changed = connection
        .prepare_cached("UPDATE accounts SET recovery = ?3 WHERE user_id = ?1 AND recovery = ?2")?
        .execute([user_id, used, new])?;
    Ok(changed == 1)
}

pub(crate) fn set_recovery(connection: &Connection, user_id: &str, new: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE accounts SET recovery = ?2 WHERE user_id = ?1")?
        .execute([user_id, new])?;
    Ok(())
}

/// Whether there was none before: it is given once.
pub(crate) fn set_personal_id(connection: &Connection, user_id: &str, personal_id: &str) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE accounts SET personal_id = ?2, personal_key = ?3 WHERE user_id = ?1 AND personal_key = ''",
        )?
        .execute(params![user_id, personal_id, key(personal_id)])?;
    Ok(changed == 1)
}

/// The user ID of whoever has this personal ID.
pub(crate) fn by_personal_id(connection: &Connection, personal_id: &str) -> Result<Option<String>> {
    connection
        .prepare_cached("SELECT user_id FROM accounts WHERE personal_key = ?1 AND personal_key <> '' AND disabled = 0")?
        .query_row([key(personal_id)], |row| row.get(0))
        .optional()
}

pub(crate) fn set_administrator(connection: &Connection, user_id: &str, on: bool) -> Result<()> {
    let level = if on { ADMINISTRATOR } else { PERSON };
    connection
        .prepare_cached("UPDATE accounts SET level = ?2 WHERE user_id = ?1")?
        .execute(params![user_id, level])?;
    Ok(())
}

pub(crate) fn count(connection: &Connection) -> Result<i64> {
    connection
        .prepare_cached("SELECT count(*) FROM accounts")?
        .query_row([], |row| row.get(0))
}

/// Whether there was such an account.
pub(crate) fn set_disabled(connection: &Connection, user_id: &str, disabled: bool) -> Result<bool> {
    let changed = connection
        .prepare_cached("UPDATE accounts SET disabled = ?2 WHERE user_id = ?1")?
        .execute(params![user_id, disabled])?;
    Ok(changed == 1)
}

/// Nothing of it stays here.
pub(crate) fn delete(connection: &Connection, user_id: &str) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM accounts WHERE user_id = ?1")?
        .execute([user_id])?;
    Ok(())
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<Account>> {
    connection
        .prepare_cached(concat!("SELECT ", columns!(), " FROM accounts ORDER BY account_key"))?
        .query_map([], read)?
        .collect()
}

/// The user IDs of those whose account name begins so, the exact one first.
pub(crate) fn beginning(connection: &Connection, written: &str, most: u32) -> Result<Vec<String>> {
    let from = key(written);
    // Account names are ASCII: the next string after all that begin so ends in a higher byte.
    let to = format!("{from}\u{7f}");
    connection
        .prepare_cached(
            "SELECT user_id FROM accounts WHERE account_key >= ?1 AND account_key < ?2 AND disabled = 0
             ORDER BY account_key LIMIT ?3",
        )?
        .query_map(params![from, to, most], |row| row.get(0))?
        .collect()
}

/// The user IDs of those who have proven this number, under whatever area code it is one.
pub(crate) fn with_number(connection: &Connection, number: &str) -> Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT user_id FROM accounts WHERE phone_number = ?1 AND phone_number <> '' AND phone_proven = 1
                 AND disabled = 0 ORDER BY area_code LIMIT 10",
        )?
        .query_map([number], |row| row.get(0))?
        .collect()
}
