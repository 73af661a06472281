//! Puts files on the account's server, as OpenIM's clients do: announced by the digest of their parts, sent part by part to
//! where the server says, and named at the end. What the server has already is not sent. Knows nothing of what is in them.

mod plan;
mod way;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Context as _;
use protocol::Code as Wire;
use protocol::rest::Call;
use protocol::rest::object::{AuthSignReq, CompleteMultipartUploadReq, InitiateMultipartUploadReq};
use tokio::time::Instant;

pub(crate) use plan::{Plan, Source};

use crate::account::Account;
use crate::calls::{CallError, Part};
use crate::error::{Code, Problem};
use crate::network::{Method, Post};
use crate::objects::same_origin;
use crate::session;
use way::{Way, ways};

/// For a part to go, also where the way up is slow.
const PATIENCE: Duration = Duration::from_secs(120);

/// Ways are asked for so many at a time, and are good for so long.
const SIGNED_AT_ONCE: usize = 8;
const SIGNED_FOR: Duration = Duration::from_secs(50);

/// What a server is told of a file.
#[derive(Debug, Clone)]
pub(crate) struct What {
    /// Behind the user ID and a slash.
    pub(crate) name: String,
    /// A MIME type.
    pub(crate) kind: String,
    /// What it is for, in OpenIM's words.
    pub(crate) cause: &'static str,
}

/// A file on its way up.
pub(crate) struct Upload {
    what: What,
    pub(crate) plan: Plan,
    ways: BTreeMap<i32, Way>,
    asked: Instant,
}

pub(crate) enum Begun {
    /// The server has these bytes, at this address.
    There(String),
    Upload(Upload),
}

/// A small file in one go, and its address.
pub(crate) async fn put(account: &Account, what: What, bytes: Vec<u8>) -> anyhow::Result<String> {
    let source = Source::Bytes(bytes);
    let plan = Plan::make(&source, account.world.db_mode).await?;
    match begin(account, what, plan).await? {
        Begun::There(url) => Ok(url),
        Begun::Upload(mut upload) => {
            while upload.next(account, &source).await? {}
            upload.end(account).await
        }
    }
}

/// Announces a file, or goes on where an upload of it was interrupted.
pub(crate) async fn begin(account: &Account, what: What, mut plan: Plan) -> anyhow::Result<Begun> {
    let fresh = |plan: Plan, ways| {
        Begun::Upload(Upload {
            what: what.clone(),
            plan,
            ways,
            asked: Instant::now(),
        })
    };
    if plan.has_begun() {
        let ask = AuthSignReq {
            upload_id: plan.id.clone(),
            part_numbers: plan.left().take(SIGNED_AT_ONCE).collect(),
        };
        match call(account, &ask).await {
            Ok(sign) => return Ok(fresh(plan, ways(&sign))),
            // The server has forgotten it: from the beginning, then.
            Err(error) if is_answer(&error) => plan.forget(),
            Err(error) => return Err(error),
        }
    }
    let request = InitiateMultipartUploadReq {
        hash: plan.hash(),
        size: i64::try_from(plan.size)?,
        part_size: i64::try_from(plan.part)?,
        max_parts: i32::try_from(SIGNED_AT_ONCE)?,
        cause: what.cause.to_owned(),
        name: format!("{}/{}", account.user_id, what.name),
        content_type: what.kind.clone(),
    };
    let begun = call(account, &request).await.map_err(refused)?;
    let Some(upload) = begun.upload.filter(|_| begun.url.is_empty()) else {
        return Ok(Begun::There(begun.url));
    };
    plan.begin(upload.upload_id);
    for number in upload.have_parts {
        plan.note(number);
    }
    let ways = upload.sign.as_ref().map(ways).unwrap_or_default();
    Ok(fresh(plan, ways))
}

impl Upload {
    /// Sends the next part; `false`: there is none left. After a failure the plan says whether it goes on or begins anew.
    pub(crate) async fn next(&mut self, account: &Account, source: &Source) -> anyhow::Result<bool> {
        let Some(number) = self.plan.left().next() else {
            return Ok(false);
        };
        let way = self.way(account, number).await?;
        let (from, length) = self.plan.stretch(number);
        let body = source.read(from, length, account.world.db_mode).await?;
        // What lies here may have been touched; the server would take it for what was announced.
        if plan::digest(&body)
            != self
                .plan
                .parts
                .get(usize::try_from(number - 1)?)
                .cloned()
                .unwrap_or_default()
        {
            self.plan.forget();
            return Err(Problem::from(Code::FileLost)).context("A file has changed where it is kept");
        }
        let rest = account.rest();
        let own = rest.places().any(|(_, place)| same_origin(&place.api, &way.url));
        let mut headers = way.headers;
        headers.push(("content-type".to_owned(), self.what.kind.clone()));
        let post = Post {
            url: way.url,
            method: Method::Put,
            headers,
            body,
            timeout: PATIENCE,
            pin: if own { rest.pin() } else { None },
            longest: 64 << 10,
            anywhere: true,
        };
        let answer = account.world.network.post(post).await.map_err(CallError::from)?;
        if !(200..400).contains(&answer.status) {
            self.plan.forget();
            return Err(Problem::from(Code::Server)).context("A part of a file was not taken");
        }
        self.plan.note(number);
        Ok(true)
    }

    async fn way(&mut self, account: &Account, number: i32) -> anyhow::Result<Way> {
        if self.asked.elapsed() > SIGNED_FOR || !self.ways.contains_key(&number) {
            let ask = AuthSignReq {
                upload_id: self.plan.id.clone(),
                part_numbers: self.plan.left().take(SIGNED_AT_ONCE).collect(),
            };
            self.ways = ways(&call(account, &ask).await?);
            self.asked = Instant::now();
        }
        let way = self.ways.get(&number).cloned();
        way.ok_or(Problem::from(Code::Server))
            .context("The server does not say where a part goes")
    }

    /// Has the server put the parts together, and tells the address.
    pub(crate) async fn end(&mut self, account: &Account) -> anyhow::Result<String> {
        let request = CompleteMultipartUploadReq {
            upload_id: self.plan.id.clone(),
            parts: self.plan.parts.clone(),
            name: format!("{}/{}", account.user_id, self.what.name),
            content_type: self.what.kind.clone(),
            cause: self.what.cause.to_owned(),
        };
        match call(account, &request).await {
            Ok(done) => Ok(done.url),
            Err(error) => {
                if is_answer(&error) {
                    self.plan.forget();
                }
                Err(refused(error))
            }
        }
    }
}

async fn call<C: Call + Sync>(account: &Account, request: &C) -> anyhow::Result<C::Answer> {
    let (tokens, _) = session::tokens(account).await.map_err(Problem::from)?;
    let token = tokens.ok_or(Problem::from(Code::NotSignedIn))?.im;
    Ok(account.rest().call(Part::Api, &token, request).await?)
}

/// Whether the server was reached and said no.
fn is_answer(error: &anyhow::Error) -> bool {
    match error.downcast_ref::<CallError>() {
        Some(CallError::Wire(code)) => !code.is_token(),
        Some(CallError::BadAnswer | CallError::TooLong) => true,
        _ => false,
    }
}

/// A server without a store for files says that it knows no such call, or that there is none.
fn refused(error: anyhow::Error) -> anyhow::Error {
    let code = match error.downcast_ref::<CallError>() {
        Some(CallError::Wire(Wire::RECORD_NOT_FOUND) | CallError::BadAnswer) => Code::NoFiles,
        Some(CallError::Wire(Wire::ARGS)) => Code::FileTooLarge,
        Some(CallError::Wire(Wire::NO_PERMISSION)) => Code::FilesFull,
        _ => return error,
    };
    Problem::from(code).into()
}
