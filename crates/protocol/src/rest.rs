//! The calls over HTTP: what is asked and answered at which path. A call is a POST with a JSON body and the headers
//! `operationID` and `token`; the answer always has status 200 and bears its error inside. Knows no HTTP.
//!
//! Field names are OpenIM's, kept where they are odd. Absent fields and `null` are empty values, unknown fields are
//! passed over, a wrong type is an error.

pub mod account;
pub mod auth;
pub mod conversation;
pub mod ext;
pub mod friend;
pub mod group;
pub mod jssdk;
pub mod msg;
pub mod object;
pub mod third;
pub mod user;
pub mod versioned;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Code;
use crate::lenient::{ObjectOnly, nullable};

/// The header that names a call in logs; without it OpenIM answers 1001.
pub const OPERATION_ID: &str = "operationID";
/// The header with the caller's token.
pub const TOKEN: &str = "token";

/// A request that knows where it goes and what comes back.
pub trait Call: Serialize + DeserializeOwned {
    /// The path below the API's address, from its first slash. The account server's calls are below `/chat` there.
    const PATH: &'static str;
    /// What `data` is on success; its default stands for absent data.
    type Answer: Serialize + DeserializeOwned + Default;
}

/// The wrapper of every answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Envelope<T> {
    /// 0 for success. The one field that must be there: it tells an answer from any other JSON.
    #[serde(rename = "errCode")]
    pub err_code: Code,
    #[serde(rename = "errMsg", default, deserialize_with = "nullable")]
    pub err_msg: String,
    /// Details for people who look for a defect.
    #[serde(rename = "errDlt", default, deserialize_with = "nullable")]
    pub err_dlt: String,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub data: Option<T>,
}

impl<T: Serialize> Serialize for Envelope<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Envelope<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(ObjectOnly(deserializer))
    }
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Envelope<T> {
    #[must_use]
    pub fn ok(data: T) -> Self {
        Self {
            err_code: Code::OK,
            err_msg: String::new(),
            err_dlt: String::new(),
            data: Some(data),
        }
    }

    /// A failure; `detail` must hold nothing that is private.
    #[must_use]
    pub fn error(code: Code, detail: &str) -> Self {
        Self {
            err_code: code,
            err_msg: code.name().to_owned(),
            err_dlt: detail.to_owned(),
            data: None,
        }
    }

    /// The data, or the code of the failure.
    ///
    /// # Errors
    /// The answer's code, when it is not success.
    pub fn into_result(self) -> Result<T, Code>
    where
        T: Default,
    {
        if self.err_code.is_ok() {
            Ok(self.data.unwrap_or_default())
        } else {
            Err(self.err_code)
        }
    }
}

impl Envelope<Empty> {
    /// Success without data.
    #[must_use]
    pub fn done() -> Self {
        Self {
            err_code: Code::OK,
            err_msg: String::new(),
            err_dlt: String::new(),
            data: None,
        }
    }
}

object! {
    /// No data.
    pub struct Empty {}

    /// A page of a list.
    #[derive(Copy, Eq)]
    pub struct Pagination {
        /// From 1.
        pub page_number: i32 = "pageNumber",
        /// Rows a page, from 1.
        pub show_number: i32 = "showNumber",
    }
}
