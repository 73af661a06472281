//! Why something was refused or could not be done, as one of the wire's codes. Knows no front door.

use protocol::Code;

/// The code decides; the reason is for a developer who reads the answer's `errDlt`, and never holds anybody's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {reason}")]
pub struct Failure {
    pub code: Code,
    pub reason: &'static str,
    /// Seconds after which it is worth another try; 0 where that is not known.
    pub wait_seconds: u32,
}

impl Failure {
    pub const fn new(code: Code, reason: &'static str) -> Self {
        Self {
            code,
            reason,
            wait_seconds: 0,
        }
    }

    /// Too early, by so many milliseconds.
    pub(crate) fn early(reason: &'static str, wait_ms: i64) -> Self {
        // A second that has begun is waited for to its end.
        let seconds = wait_ms.saturating_add(999) / 1_000;
        Self {
            wait_seconds: u32::try_from(seconds).unwrap_or_default(),
            ..Self::new(Code::CODE_TOO_FREQUENT, reason)
        }
    }

    pub(crate) const fn args(reason: &'static str) -> Self {
        Self::new(Code::ARGS, reason)
    }

    pub(crate) const NO_USER: Self = Self::new(Code::USER_NOT_FOUND, "no such user");
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        if !matches!(error, db::Error::Closed) {
            // Nobody further up sees more than the code.
            tracing::error!(%error, "The database failed");
        }
        Self::new(
            Code::DATABASE,
            match error {
                db::Error::Full => "the disk is full",
                db::Error::Closed => "the server is shutting down",
                _ => "the database failed",
            },
        )
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        db::Error::from(error).into()
    }
}
