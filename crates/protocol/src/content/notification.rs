//! The wrapper of every notice: `{"detail":"<JSON as text>"}`.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Error;

object! {
    /// A notice whose detail is still text.
    #[derive(Eq)]
    pub struct Notification {
        /// JSON by content type; see [`tips`](super::tips).
        pub detail: String = "detail",
    }
}

impl Notification {
    /// The content of a notice.
    ///
    /// # Errors
    /// Only for types that JSON cannot write, which no tips type is.
    pub fn encode<T: Serialize>(tips: &T) -> Result<Vec<u8>, Error> {
        let detail = serde_json::to_string(tips).map_err(|_| Error)?;
        serde_json::to_vec(&Notification { detail }).map_err(|_| Error)
    }

    /// Reads the wrapper only.
    ///
    /// # Errors
    /// Bytes that are not such an object.
    pub fn read(content: &[u8]) -> Result<Self, Error> {
        serde_json::from_slice(content).map_err(|_| Error)
    }

    /// Reads wrapper and detail.
    ///
    /// # Errors
    /// Bytes that are not such an object, or a detail of another form.
    pub fn decode<T: DeserializeOwned>(content: &[u8]) -> Result<T, Error> {
        serde_json::from_str(&Self::read(content)?.detail).map_err(|_| Error)
    }
}
