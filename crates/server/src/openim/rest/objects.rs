//! Files: `/object/…`. The calls that a client makes, the addresses to which it then sends the parts of a file, and those
//! from which anybody who knows one has it. The last two bear no token: nobody guesses them.

mod getting;
mod putting;

use axum::routing::{get, put};
use protocol::rest::object::{
    AccessUrlReq, AccessUrlResp, AuthSignParts, AuthSignReq, CompleteMultipartUploadReq, InitiateMultipartUploadReq,
    InitiateMultipartUploadResp, PartLimitReq, PartLimitResp, PartSizeReq, PartSizeResp, SignPart, UploadInfo, UrlResp,
};

use super::{Ask, Calls, with_token};
use crate::im::{Begun, Failure, MOST_PARTS, NO_OBJECT, PART, Upload, Wanted, part_size};

/// What OpenIM allows a part to be; here the whole file ends before that.
const LARGEST_PART: i64 = 5 << 30;
/// An address does not end; OpenIM's clients are told of a time after which they may ask again.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<PartLimitReq, _, _>(calls, part_limit);
    let calls = with_token::<PartSizeReq, _, _>(calls, part_size_for);
    let calls = with_token::<InitiateMultipartUploadReq, _, _>(calls, initiate);
    let calls = with_token::<AuthSignReq, _, _>(calls, auth_sign);
    let calls = with_token::<CompleteMultipartUploadReq, _, _>(calls, complete);
    let calls = with_token::<AccessUrlReq, _, _>(calls, access_url);
    calls
        .route("/object/uploads/{id}/{part}", put(putting::put))
        .route("/object/{*name}", get(getting::get))
}

async fn part_limit(_: Ask, _: PartLimitReq) -> Result<PartLimitResp, Failure> {
    Ok(PartLimitResp {
        min_part_size: i64::try_from(PART).unwrap_or(i64::MAX),
        max_part_size: LARGEST_PART,
        max_num_size: i32::try_from(MOST_PARTS).unwrap_or(i32::MAX),
    })
}

async fn part_size_for(_: Ask, request: PartSizeReq) -> Result<PartSizeResp, Failure> {
    let size = u64::try_from(request.size).map_err(|_| Failure::args("a file has no such size"))?;
    Ok(PartSizeResp {
        size: i64::try_from(part_size(size)).unwrap_or(i64::MAX),
    })
}

async fn initiate(ask: Ask, request: InitiateMultipartUploadReq) -> Result<InitiateMultipartUploadResp, Failure> {
    let size = |size: i64| u64::try_from(size).map_err(|_| Failure::args("a file has no such size"));
    let wanted = Wanted {
        size: size(request.size)?,
        part_size: size(request.part_size)?,
        hash: request.hash.to_ascii_lowercase(),
        name: request.name,
        content_type: request.content_type,
    };
    match ask.im().begin_upload(&ask.caller.user, wanted).await? {
        Begun::Known(name) => Ok(InitiateMultipartUploadResp {
            url: ask.base.object(&name),
            upload: None,
        }),
        Begun::Upload(upload) => {
            let parts = upload.wanted.parts();
            let signed = u64::try_from(request.max_parts).map_or(parts, |most| parts.min(most));
            Ok(InitiateMultipartUploadResp {
                url: String::new(),
                upload: Some(UploadInfo {
                    sign: Some(sign(&ask, &upload, 1..=signed)),
                    part_size: request.part_size,
                    expire_time: upload.expires,
                    upload_id: upload.id,
                }),
            })
        }
    }
}

fn sign(ask: &Ask, upload: &Upload, parts: impl Iterator<Item = u64>) -> AuthSignParts {
    let base = ask.base.object(&format!("uploads/{}", upload.id));
    let parts = parts.filter_map(|number| {
        Some(SignPart {
            part_number: i32::try_from(number).ok()?,
            url: format!("{base}/{number}"),
            ..SignPart::default()
        })
    });
    AuthSignParts {
        parts: parts.collect(),
        ..AuthSignParts::default()
    }
}

async fn auth_sign(ask: Ask, request: AuthSignReq) -> Result<AuthSignParts, Failure> {
    let upload = ask.im().upload(&ask.caller.user, &request.upload_id)?;
    let parts = upload.wanted.parts();
    let numbers = request.part_numbers.into_iter().map(u64::try_from);
    let numbers: Vec<u64> = numbers
        .collect::<Result<_, _>>()
        .map_err(|_| Failure::args("there is no such part"))?;
    if numbers.len() as u64 > parts || numbers.iter().any(|number| !(1..=parts).contains(number)) {
        return Err(Failure::args("there is no such part"));
    }
    Ok(sign(&ask, &upload, numbers.into_iter()))
}

async fn complete(ask: Ask, request: CompleteMultipartUploadReq) -> Result<UrlResp, Failure> {
    let name = ask
        .im()
        .end_upload(&ask.caller.user, &request.upload_id, &request.parts)
        .await?;
    Ok(UrlResp {
        url: ask.base.object(&name),
    })
}

async fn access_url(ask: Ask, request: AccessUrlReq) -> Result<AccessUrlResp, Failure> {
    let object = ask.im().object(&request.name).await?.ok_or(NO_OBJECT)?;
    Ok(AccessUrlResp {
        url: ask.base.object(&object.name),
        expire_time: ask.im().now().saturating_add(DAY_MS),
    })
}
