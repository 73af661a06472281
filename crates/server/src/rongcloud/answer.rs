//! Answers as RongCloud's API gives them: `code` 200 with fields beside it, or a code of its list with the HTTP status
//! that goes with it. Knows no call.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use protocol::Code;
use serde_json::{Map, Value, json};

use crate::im::Failure;

pub(crate) type Fields = Map<String, Value>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: i32,
    message: &'static str,
}

impl Refusal {
    pub(crate) const UNKNOWN_APP: Self = Self {
        status: StatusCode::UNAUTHORIZED,
        code: 1001,
        message: "There is no such App Key.",
    };
    pub(crate) const NO_BODY: Self = Self {
        status: StatusCode::BAD_REQUEST,
        code: 1003,
        message: "The request has no readable body.",
    };
    pub(crate) const SIGNATURE: Self = Self {
        status: StatusCode::UNAUTHORIZED,
        code: 1004,
        message: "The signature is wrong.",
    };
    pub(crate) const TOO_OFTEN: Self = Self {
        status: StatusCode::TOO_MANY_REQUESTS,
        code: 1008,
        message: "This call is made too often; the limit is per second.",
    };
    pub(crate) const CLOSED: Self = Self {
        status: StatusCode::FORBIDDEN,
        code: 1009,
        message: "The Server API is switched off here.",
    };
    pub(crate) const TOO_LARGE: Self = Self {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        code: 1508,
        message: "The body is larger than 100 KB.",
    };
    pub(crate) const UNKNOWN_PATH: Self = Self {
        status: StatusCode::NOT_FOUND,
        code: 404,
        message: "There is no such call.",
    };
    pub(crate) const METHOD: Self = Self {
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: 405,
        message: "Calls are made by POST.",
    };

    /// A parameter is missing or cannot be what it is.
    pub(crate) const fn parameter(message: &'static str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: 1002,
            message,
        }
    }

    pub(crate) const fn too_long(message: &'static str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: 1005,
            message,
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure.code {
            Code::INTERNAL | Code::DATABASE => Self {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                code: 1000,
                message: failure.reason,
            },
            Code::NO_PERMISSION => Self {
                status: StatusCode::FORBIDDEN,
                code: 1007,
                message: failure.reason,
            },
            _ => Self::parameter(failure.reason),
        }
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        let body = json!({ "code": refusal.code, "errorMessage": refusal.message });
        (refusal.status, axum::Json(body)).into_response()
    }
}

pub(crate) fn ok(fields: Fields) -> Response {
    let mut body = Fields::new();
    body.insert("code".into(), Value::from(200));
    body.extend(fields);
    axum::Json(Value::Object(body)).into_response()
}

/// One field of an answer.
pub(crate) fn field(name: &str, value: impl Into<Value>) -> (String, Value) {
    (name.to_owned(), value.into())
}
