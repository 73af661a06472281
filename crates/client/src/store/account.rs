//! The table `account`: the one row that says whose data this is.

use protocol::rest::ext::feature;
use rusqlite::{Connection, OptionalExtension as _, Result, params};

use crate::view::{Codes, Offers, SecretStore, ServerKind};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) address: String,
    pub(crate) server_kind: ServerKind,
    pub(crate) server_id: String,
    pub(crate) epoch: String,
    pub(crate) server_name: String,
    /// Bytes of content that the server takes; 0 where it does not tell.
    pub(crate) max_message: i64,
    /// Bytes of a file that it takes; 0 where it does not tell.
    pub(crate) max_file: i64,
    /// The server's words for what it offers beside OpenIM, between blanks.
    pub(crate) features: String,
    /// For so long own messages can be taken back; 0: for ever.
    pub(crate) revoke_ms: i64,
    pub(crate) user_id: String,
    pub(crate) account: String,
    pub(crate) nickname: String,
    pub(crate) face_url: String,
    pub(crate) status: String,
    pub(crate) has_password: bool,
    /// As it is shown; empty: the platform decides.
    pub(crate) fingerprint: String,
    pub(crate) renew_url: String,
    pub(crate) secret_store: SecretStore,
    pub(crate) signed_in: bool,
    pub(crate) added: i64,
}

impl Owner {
    /// Whether the server said this word.
    pub(crate) fn has(&self, feature: &str) -> bool {
        self.features.split(' ').any(|word| word == feature)
    }

    /// What the server does for this account beside OpenIM's ways.
    pub(crate) fn offers(&self) -> Offers {
        let has = |feature: &str| self.has(feature);
        Offers {
            devices: has(feature::DEVICES),
            recovery_code: has(feature::RECOVERY) && self.has_password,
            deletion: has(feature::DELETION) && self.has_password,
            codes: if self.has_password {
                codes(self.features.split(' '))
            } else {
                Codes::default()
            },
            privacy: has(feature::PRIVACY),
            friendships: has(feature::FRIENDSHIPS),
            exemptions: has(feature::GROUPS),
            avatars: self.server_kind == ServerKind::OpenIm || has(feature::OBJECTS),
            about: self.has_password,
            personal_id: has(feature::PROFILES) && self.has_password,
            group_receipts: has(feature::GROUP_RECEIPTS),
            receipt_pushes: has(feature::RECEIPT_PUSHES),
            recall_ms: self.revoke_ms,
        }
    }

    /// Whether two rows mean the same person on the same server.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let server = if self.server_id.is_empty() || other.server_id.is_empty() {
            self.server_id == other.server_id && self.address == other.address
        } else {
            self.server_id == other.server_id
        };
        server && self.user_id == other.user_id
    }
}

/// What a server's words say of codes.
pub(crate) fn codes<'a>(features: impl Iterator<Item = &'a str>) -> Codes {
    let mut codes = Codes::default();
    for word in features {
        match word {
            feature::MAIL_CODES => codes.email = true,
            feature::PHONE_CODES => codes.phone = true,
            feature::REGISTRATION_CODE => codes.required = true,
            _ => {}
        }
    }
    codes
}

pub(crate) fn get(db: &Connection) -> Result<Option<Owner>> {
    db.prepare_cached(
        "SELECT address, server_kind, server_id, epoch, server_name, max_message, user_id, account, nickname, face_url,
             has_password, fingerprint, renew_url, secret_store, signed_in, added, status, features,
             revoke_ms, max_file
             FROM account",
    )?
    .query_row([], |row| {
        Ok(Owner {
            address: row.get(0)?,
            server_kind: if row.get::<_, i64>(1)? == 1 {
                ServerKind::Selkie
            } else {
                ServerKind::OpenIm
            },
            server_id: row.get(2)?,
            epoch: row.get(3)?,
            server_name: row.get(4)?,
            max_message: row.get(5)?,
            user_id: row.get(6)?,
            account: row.get(7)?,
            nickname: row.get(8)?,
            face_url: row.get(9)?,
            has_password: row.get(10)?,
            fingerprint: row.get(11)?,
            renew_url: row.get(12)?,
            secret_store: if row.get::<_, i64>(13)? == 1 {
                SecretStore::Keychain
            } else {
                SecretStore::File
            },
            signed_in: row.get(14)?,
            added: row.get(15)?,
            status: row.get(16)?,
            features: row.get(17)?,
            revoke_ms: row.get(18)?,
            max_file: row.get(19)?,
        })
    })
    .optional()
}

/// Writes the row; what is known of the list of conversations stays.
pub(crate) fn put(db: &Connection, owner: &Owner) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO account (one, address, server_kind, server_id, epoch, server_name, max_message, user_id, account,
             nickname, face_url, has_password, fingerprint, renew_url, secret_store, signed_in, added,
             status, features, revoke_ms, max_file)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
         ON CONFLICT (one) DO UPDATE SET address = excluded.address, server_kind = excluded.server_kind,
             server_id = excluded.server_id, epoch = excluded.epoch, server_name = excluded.server_name,
             max_message = excluded.max_message, user_id = excluded.user_id, account = excluded.account,
             nickname = excluded.nickname, face_url = excluded.face_url, has_password = excluded.has_password,
             fingerprint = excluded.fingerprint, renew_url = excluded.renew_url, secret_store = excluded.secret_store,
             signed_in = excluded.signed_in, added = excluded.added, status = excluded.status,
             features = excluded.features, revoke_ms = excluded.revoke_ms,
             max_file = excluded.max_file",
    )?
    .execute(params![
        owner.address,
        match owner.server_kind {
            ServerKind::Selkie => 1,
            ServerKind::OpenIm => 2,
        },
        owner.server_id,
        owner.epoch,
        owner.server_name,
        owner.max_message,
        owner.user_id,
        owner.account,
        owner.nickname,
        owner.face_url,
        owner.has_password,
        owner.fingerprint,
        owner.renew_url,
        match owner.secret_store {
            SecretStore::Keychain => 1,
            SecretStore::File => 2,
        },
        owner.signed_in,
        owner.added,
        owner.status,
        owner.features,
        owner.revoke_ms,
        owner.max_file,
    ])?;
    Ok(())
}

/// How far the list of conversations was fetched: the id and version of the server's log.
pub(crate) fn list_version(db: &Connection) -> Result<(String, i64)> {
    let found = db
        .prepare_cached("SELECT list_id, list_version FROM account")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.unwrap_or_default())
}

pub(crate) fn set_list_version(db: &Connection, id: &str, version: i64) -> Result<()> {
    db.prepare_cached("UPDATE account SET list_id = ?1, list_version = ?2")?
        .execute(params![id, version])?;
    Ok(())
}

/// Whose data this is; empty where nobody's.
pub(crate) fn user_id(db: &Connection) -> Result<String> {
    let found = db
        .prepare_cached("SELECT user_id FROM account")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Whether requests to be friends end here by themselves.
pub(crate) fn requests_end(db: &Connection) -> Result<bool> {
    Ok(get(db)?.is_some_and(|owner| owner.offers().friendships))
}
