//! The gob form of an envelope. Each frame is a gob stream of its own: the definition of one struct, then one value.
//! Of gob only what an envelope needs is here: structs whose fields are of built-in types.

mod read;
mod write;

use super::{Error, Request, Response};
use read::Value;
use write::Struct;

/// The type definition that precedes every request: its fields in the order of [`encode_request`], type id 65.
const REQUEST_TYPE: &[u8] = b"\x66\xff\x81\x03\x01\x01\x0cGeneralWsReq\x01\xff\x82\x00\x01\x06\x01\
    \x0dReqIdentifier\x01\x04\x00\x01\x05Token\x01\x0c\x00\x01\x06SendID\x01\x0c\x00\x01\
    \x0bOperationID\x01\x0c\x00\x01\x07MsgIncr\x01\x0c\x00\x01\x04Data\x01\x0a\x00\x00\x00";
const REQUEST_ID: i64 = 65;

/// The same for answers and pushes, type id 66.
const RESPONSE_TYPE: &[u8] = b"\x60\xff\x83\x03\x01\x01\x04Resp\x01\xff\x84\x00\x01\x06\x01\
    \x0dReqIdentifier\x01\x04\x00\x01\x07MsgIncr\x01\x0c\x00\x01\x0bOperationID\x01\x0c\x00\x01\
    \x07ErrCode\x01\x04\x00\x01\x06ErrMsg\x01\x0c\x00\x01\x04Data\x01\x0a\x00\x00\x00";
const RESPONSE_ID: i64 = 66;

pub(super) fn encode_request(request: &Request) -> Vec<u8> {
    let mut value = Struct::new(REQUEST_ID, request.data.len());
    value.int(request.req_identifier);
    value.bytes(request.token.as_bytes());
    value.bytes(request.send_id.as_bytes());
    value.bytes(request.operation_id.as_bytes());
    value.bytes(request.msg_incr.as_bytes());
    value.bytes(&request.data);
    value.finish(REQUEST_TYPE)
}

pub(super) fn encode_response(response: &Response) -> Vec<u8> {
    let mut value = Struct::new(RESPONSE_ID, response.data.len());
    value.int(response.req_identifier);
    value.bytes(response.msg_incr.as_bytes());
    value.bytes(response.operation_id.as_bytes());
    value.int(response.err_code);
    value.bytes(response.err_msg.as_bytes());
    value.bytes(&response.data);
    value.finish(RESPONSE_TYPE)
}

pub(super) fn decode_request(frame: &[u8]) -> Result<Request, Error> {
    let mut request = Request::default();
    read::each_field(frame, |name, value| {
        match name {
            b"ReqIdentifier" => request.req_identifier = value.int()?,
            b"Token" => request.token = value.string()?,
            b"SendID" => request.send_id = value.string()?,
            b"OperationID" => request.operation_id = value.string()?,
            b"MsgIncr" => request.msg_incr = value.string()?,
            b"Data" => request.data = value.bytes()?,
            _ => {}
        }
        Some(())
    })
    .map_or(Err(Error::Gob), |()| Ok(request))
}

pub(super) fn decode_response(frame: &[u8]) -> Result<Response, Error> {
    let mut response = Response::default();
    read::each_field(frame, |name, value: Value<'_>| {
        match name {
            b"ReqIdentifier" => response.req_identifier = value.int()?,
            b"MsgIncr" => response.msg_incr = value.string()?,
            b"OperationID" => response.operation_id = value.string()?,
            b"ErrCode" => response.err_code = value.int()?,
            b"ErrMsg" => response.err_msg = value.string()?,
            b"Data" => response.data = value.bytes()?,
            _ => {}
        }
        Some(())
    })
    .map_or(Err(Error::Gob), |()| Ok(response))
}
