//! From every error inside to the closed set that callers see. Knows which codes of the wire mean what.

use protocol::Code as Wire;

use crate::calls::CallError;
use crate::error::{Code, Problem};
use crate::keychain::KeychainError;
use crate::network::NetworkError;

/// What a code of the wire means to a person. Calls for which a code means something else say so themselves.
pub(crate) fn of_wire(code: Wire) -> Code {
    match code {
        Wire::ARGS | Wire::DUPLICATE_KEY => Code::BadRequest,
        Wire::NO_PERMISSION | Wire::ORGANISATION_PERMISSION => Code::NoPermission,
        Wire::RECORD_NOT_FOUND | Wire::GROUP_NOT_FOUND => Code::NotFound,
        Wire::USER_NOT_FOUND => Code::UserNotFound,
        Wire::NOT_IN_GROUP => Code::NotInGroup,
        Wire::GROUP_DISMISSED => Code::GroupDismissed,
        Wire::BLOCKED_BY_PEER => Code::Blocked,
        Wire::NOT_PEERS_FRIEND => Code::NotFriends,
        Wire::ALREADY_FRIENDS => Code::AlreadyFriends,
        Wire::CANNOT_ADD_YOURSELF => Code::Yourself,
        Wire::REFUSES_FRIEND_REQUESTS => Code::RefusesRequests,
        Wire::FRIEND_REQUEST_HANDLED | Wire::GROUP_REQUEST_HANDLED => Code::RequestAnswered,
        Wire::MUTED => Code::Muted,
        Wire::GROUP_MUTED => Code::GroupMuted,
        Wire::TOKEN_EXPIRED => Code::TokenExpired,
        Wire::TOKEN_KICKED => Code::Kicked,
        code if code.is_token() => Code::TokenInvalid,
        Wire::CHAT_TOKEN_NOT_EXIST => Code::TokenInvalid,
        Wire::WRONG_PASSWORD => Code::WrongPassword,
        Wire::ACCOUNT_NOT_FOUND => Code::AccountNotFound,
        Wire::ACCOUNT_REGISTERED | Wire::PHONE_REGISTERED | Wire::EMAIL_REGISTERED | Wire::USER_REGISTERED => {
            Code::AccountExists
        }
        Wire::CODE_TOO_FREQUENT | Wire::CODE_MAX_COUNT | Wire::TOO_MANY_CONNECTIONS => Code::TooManyTries,
        Wire::CODE_MISMATCH | Wire::CODE_EXPIRED | Wire::CODE_USED => Code::WrongRecoveryCode,
        Wire::INVITATION_USED | Wire::INVITATION_NOT_FOUND => Code::InvitationNeeded,
        Wire::FORBIDDEN => Code::NoPermission,
        Wire::TOO_MUCH_KEPT => Code::FavouritesFull,
        _ => Code::Server,
    }
}

impl From<&NetworkError> for Code {
    fn from(error: &NetworkError) -> Self {
        match error {
            NetworkError::Unreachable | NetworkError::Closed => Self::Network,
            NetworkError::Timeout => Self::Timeout,
            NetworkError::Certificate { .. } => Self::Certificate,
            NetworkError::Refused { .. } => Self::NotAServer,
        }
    }
}

impl From<&CallError> for Code {
    fn from(error: &CallError) -> Self {
        match error {
            CallError::Network(error) => error.into(),
            CallError::Wire(code) => of_wire(*code),
            CallError::TooLong | CallError::BadAnswer => Self::Server,
        }
    }
}

impl From<&db::Error> for Code {
    fn from(error: &db::Error) -> Self {
        match error {
            db::Error::Full => Self::DiskFull,
            db::Error::Damaged => Self::DamagedData,
            db::Error::Busy | db::Error::Io(_) => Self::Storage,
            _ => Self::Internal,
        }
    }
}

impl From<&db::OpenError> for Code {
    fn from(error: &db::OpenError) -> Self {
        match error {
            db::OpenError::Locked => Self::FolderInUse,
            db::OpenError::NewerSchema { .. } => Self::NewerData,
            db::OpenError::Damaged | db::OpenError::Foreign => Self::DamagedData,
            db::OpenError::Full => Self::DiskFull,
            db::OpenError::Io(_) => Self::Storage,
            _ => Self::Internal,
        }
    }
}

/// What an error inside comes down to.
pub(crate) fn code(error: &anyhow::Error) -> Code {
    for cause in error.chain() {
        if let Some(problem) = cause.downcast_ref::<Problem>() {
            return problem.code;
        }
        if let Some(error) = cause.downcast_ref::<CallError>() {
            return error.into();
        }
        if let Some(error) = cause.downcast_ref::<NetworkError>() {
            return error.into();
        }
        if let Some(error) = cause.downcast_ref::<db::Error>() {
            return error.into();
        }
        if let Some(error) = cause.downcast_ref::<db::OpenError>() {
            return error.into();
        }
        if let Some(error) = cause.downcast_ref::<rusqlite::Error>() {
            return match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => Code::DiskFull,
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => Code::DamagedData,
                Some(rusqlite::ErrorCode::SystemIoFailure | rusqlite::ErrorCode::CannotOpen) => Code::Storage,
                _ => Code::Internal,
            };
        }
        if let Some(error) = cause.downcast_ref::<std::io::Error>() {
            return match error.kind() {
                // The last: where the disk is of a kind on which no file is so large.
                std::io::ErrorKind::StorageFull
                | std::io::ErrorKind::QuotaExceeded
                | std::io::ErrorKind::FileTooLarge => Code::DiskFull,
                _ => Code::Storage,
            };
        }
        if cause.is::<KeychainError>() {
            return Code::Storage;
        }
    }
    Code::Internal
}

/// Every error leaves the engine here. A defect is logged, since its code tells nothing.
pub(crate) fn problem(error: &anyhow::Error) -> Problem {
    let code = code(error);
    if code == Code::Internal {
        tracing::error!(error = format!("{error:#}"), "A call failed for a reason of its own");
    }
    code.into()
}

/// A code as a table keeps it.
pub(crate) fn written(code: Code) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

pub(crate) fn read(text: &str) -> Code {
    serde_json::from_value(serde_json::Value::from(text)).unwrap_or(Code::Internal)
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn codes_survive_the_table() {
        for code in [Code::Blocked, Code::MessageTooLong, Code::Internal, Code::NotInGroup] {
            assert_eq!(read(&written(code)), code);
        }
        assert_eq!(read("of a newer version"), Code::Internal);
    }

    #[test]
    fn context_does_not_hide_the_reason() {
        let wire: anyhow::Result<()> = Err(CallError::Wire(Wire::BLOCKED_BY_PEER))
            .context("Send")
            .context("Outbox");
        assert_eq!(code(&wire.unwrap_err()), Code::Blocked);
        let full: anyhow::Result<()> = Err(db::Error::Full).context("Write");
        assert_eq!(code(&full.unwrap_err()), Code::DiskFull);
        let own: anyhow::Result<()> = Err(Problem::from(Code::NotFound)).context("Find");
        assert_eq!(code(&own.unwrap_err()), Code::NotFound);
        assert_eq!(code(&anyhow::anyhow!("Something")), Code::Internal);
    }

    #[test]
    fn token_codes_are_told_apart() {
        assert_eq!(of_wire(Wire::TOKEN_EXPIRED), Code::TokenExpired);
        assert_eq!(of_wire(Wire::TOKEN_KICKED), Code::Kicked);
        for code in [1502, 1503, 1504, 1505, 1507] {
            assert_eq!(of_wire(Wire(code)), Code::TokenInvalid);
        }
        assert_eq!(of_wire(Wire(424_242)), Code::Server);
    }
}
