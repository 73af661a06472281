//! Files: `/object/…`. The calls that a client makes, the addresses to which it then sends the parts of a file, and those
//! from which it is read. The addresses for sending bear no token: nobody guesses them, and they end.

mod forms;
mod getting;
mod putting;

use axum::routing::{get, post, put};
use protocol::rest::object::{
    AccessUrlReq, AccessUrlResp, AuthSignParts, AuthSignReq, CompleteFormDataReq, CompleteMultipartUploadReq,
    InitiateFormDataReq, InitiateFormDataResp, InitiateMultipartUploadReq, InitiateMultipartUploadResp, PartLimitReq,
    PartLimitResp, PartSizeReq, PartSizeResp, SignPart, UploadInfo, UrlResp,
};

use super::{Ask, Calls, with_token};
use crate::im::{Begun, Failure, MOST_PARTS, NO_OBJECT, PART, Upload, Wanted, part_size};

/// What OpenIM allows a part to be; here the whole file ends before that.
const LARGEST_PART: i64 = 5 << 30;
pub(super) fn add(calls: Calls) -> Calls {
    let calls = with_token::<PartLimitReq, _, _>(calls, part_limit);
    let calls = with_token::<PartSizeReq, _, _>(calls, part_size_for);
    let calls = with_token::<InitiateMultipartUploadReq, _, _>(calls, initiate);
    let calls = with_token::<AuthSignReq, _, _>(calls, auth_sign);
    let calls = with_token::<CompleteMultipartUploadReq, _, _>(calls, complete);
    let calls = with_token::<AccessUrlReq, _, _>(calls, access_url);
    let calls = with_token::<InitiateFormDataReq, _, _>(calls, initiate_form);
    let calls = with_token::<CompleteFormDataReq, _, _>(calls, complete_form);
    calls
        .route("/object/forms/{id}", post(forms::post))
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
    Ok(PartSizeResp {
        size: i64::try_from(part_size(size(request.size)?)).unwrap_or(i64::MAX),
    })
}

fn size(size: i64) -> Result<u64, Failure> {
    u64::try_from(size).map_err(|_| Failure::args("a file has no such size"))
}

async fn initiate(ask: Ask, request: InitiateMultipartUploadReq) -> Result<InitiateMultipartUploadResp, Failure> {
    let wanted = Wanted {
        size: size(request.size)?,
        part_size: size(request.part_size)?,
        hash: request.hash.to_ascii_lowercase(),
        name: request.name,
    };
    if wanted.hash.is_empty() {
        return Err(Failure::args("the hash is empty"));
    }
    match ask.im().begin_upload(&ask.caller.user, wanted).await? {
        Begun::Known(name) => Ok(InitiateMultipartUploadResp {
            url: ask.base.object(&name),
            upload: None,
        }),
        Begun::Upload(upload) => {
            let parts = upload.wanted.parts();
            let signed = u64::try_from(request.max_parts).map_or(parts, |most| parts.min(most));
            let come = upload.come.iter().filter(|_| !ask.app.config.plain);
            let have_parts = come.filter_map(|number| i32::try_from(*number).ok()).collect();
            Ok(InitiateMultipartUploadResp {
                url: String::new(),
                upload: Some(UploadInfo {
                    sign: Some(sign(&ask, &upload, 1..=signed)),
                    have_parts,
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

async fn initiate_form(ask: Ask, request: InitiateFormDataReq) -> Result<InitiateFormDataResp, Failure> {
    let size = size(request.size)?;
    let wanted = Wanted {
        size,
        part_size: size,
        hash: String::new(),
        name: request.name,
    };
    let Begun::Upload(upload) = ask.im().begin_upload(&ask.caller.user, wanted).await? else {
        return Err(Failure::args("a form needs bytes"));
    };
    Ok(InitiateFormDataResp {
        url: ask.base.object(&format!("forms/{}", upload.id)),
        id: upload.id,
        file: forms::FIELD.to_owned(),
        expires: upload.expires,
        success_codes: vec![200],
        ..InitiateFormDataResp::default()
    })
}

async fn complete_form(ask: Ask, request: CompleteFormDataReq) -> Result<UrlResp, Failure> {
    let name = ask.im().end_form(&ask.caller.user, &request.id).await?;
    Ok(UrlResp {
        url: ask.base.object(&name),
    })
}

/// Whoever knows a name and has a token gets an address that is worth something for a while, also without a token.
async fn access_url(ask: Ask, request: AccessUrlReq) -> Result<AccessUrlResp, Failure> {
    let object = ask.im().object(&request.name).await?.ok_or(NO_OBJECT)?;
    let (expires, signed) = ask.im().sign_object(&object.name);
    let mut url = format!("{}?{signed}", ask.base.object(&object.name));
    // What else is asked for is how a picture is wanted: plain words.
    let plain = |text: &str| text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    for (name, value) in request.query.iter().filter(|(name, value)| plain(name) && plain(value)) {
        url.push_str(&format!("&{name}={value}"));
    }
    Ok(AccessUrlResp {
        url,
        expire_time: expires,
    })
}
