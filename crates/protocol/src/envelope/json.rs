//! The JSON form of an envelope: bytes are base64, empty bytes may be `null`. Knows no gzip.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Error, Request, Response};
use crate::lenient::{BASE64, base64_bytes, nullable, object};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestOut<'a> {
    req_identifier: i32,
    token: &'a str,
    #[serde(rename = "sendID")]
    send_id: &'a str,
    #[serde(rename = "operationID")]
    operation_id: &'a str,
    msg_incr: &'a str,
    data: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResponseOut<'a> {
    req_identifier: i32,
    msg_incr: &'a str,
    #[serde(rename = "operationID")]
    operation_id: &'a str,
    err_code: i32,
    err_msg: &'a str,
    data: Option<Cow<'a, str>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct RequestIn {
    #[serde(deserialize_with = "nullable")]
    req_identifier: i32,
    #[serde(deserialize_with = "nullable")]
    token: String,
    #[serde(rename = "sendID", deserialize_with = "nullable")]
    send_id: String,
    #[serde(rename = "operationID", deserialize_with = "nullable")]
    operation_id: String,
    #[serde(deserialize_with = "nullable")]
    msg_incr: String,
    #[serde(with = "base64_bytes")]
    data: Vec<u8>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct ResponseIn {
    #[serde(deserialize_with = "nullable")]
    req_identifier: i32,
    #[serde(deserialize_with = "nullable")]
    msg_incr: String,
    #[serde(rename = "operationID", deserialize_with = "nullable")]
    operation_id: String,
    #[serde(deserialize_with = "nullable")]
    err_code: i32,
    #[serde(deserialize_with = "nullable")]
    err_msg: String,
    #[serde(with = "base64_bytes")]
    data: Vec<u8>,
}

pub(super) fn encode_request(request: &Request) -> Result<Vec<u8>, Error> {
    let Request {
        req_identifier,
        token,
        send_id,
        operation_id,
        msg_incr,
        data,
    } = request;
    let out = RequestOut {
        req_identifier: *req_identifier,
        token,
        send_id,
        operation_id,
        msg_incr,
        data: text(data),
    };
    serde_json::to_vec(&out).map_err(|_| Error::Json)
}

pub(super) fn encode_response(response: &Response) -> Result<Vec<u8>, Error> {
    let Response {
        req_identifier,
        msg_incr,
        operation_id,
        err_code,
        err_msg,
        data,
    } = response;
    let out = ResponseOut {
        req_identifier: *req_identifier,
        msg_incr,
        operation_id,
        err_code: *err_code,
        err_msg,
        data: text(data),
    };
    serde_json::to_vec(&out).map_err(|_| Error::Json)
}

pub(super) fn decode_request(plain: &[u8]) -> Result<Request, Error> {
    let RequestIn {
        req_identifier,
        token,
        send_id,
        operation_id,
        msg_incr,
        data,
    } = object(plain).map_err(|_| Error::Json)?;
    Ok(Request {
        req_identifier,
        token,
        send_id,
        operation_id,
        msg_incr,
        data,
    })
}

pub(super) fn decode_response(plain: &[u8]) -> Result<Response, Error> {
    let ResponseIn {
        req_identifier,
        msg_incr,
        operation_id,
        err_code,
        err_msg,
        data,
    } = object(plain).map_err(|_| Error::Json)?;
    Ok(Response {
        req_identifier,
        msg_incr,
        operation_id,
        err_code,
        err_msg,
        data,
    })
}

/// Go writes empty bytes as `null`, and its readers take that.
fn text(data: &[u8]) -> Option<Cow<'_, str>> {
    use base64::Engine as _;
    (!data.is_empty()).then(|| BASE64.encode(data).into())
}
