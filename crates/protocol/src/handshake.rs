//! The query with which a socket is opened, and the result that may come as the first frame. Knows no token's meaning
//! and no HTTP.

mod query;

use serde::{Deserialize, Serialize};

use crate::Code;
use crate::envelope::{Codec, Encoding};
use crate::platform;

/// What a client says when it opens the socket.
#[derive(Clone, PartialEq, Eq)]
pub struct Handshake {
    pub user_id: String,
    pub token: String,
    /// One of [`platform`]; must be the token's.
    pub platform_id: i32,
    /// A trace id; not empty.
    pub operation_id: String,
    /// The app is in the background; OpenIM demands it since 3.8.3, older clients leave it out.
    pub background: bool,
    pub codec: Codec,
    /// The result is wanted as a text frame, and a refusal too (`isMsgResp`): browsers cannot read a failed upgrade.
    pub respond: bool,
    pub sdk_version: String,
}

/// A handshake that cannot be used: code 1602.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The handshake's {argument} is missing or wrong")]
pub struct Error {
    /// The name of the parameter.
    pub argument: &'static str,
    /// The refusal is wanted as a text frame after a successful upgrade.
    pub respond: bool,
}

impl Error {
    /// The code that the refusal bears.
    pub const CODE: Code = Code::CONNECT_ARGS;
}

/// The form behind `v`: one JSON object instead of parameters.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Packed {
    token: Option<String>,
    #[serde(rename = "userID")]
    user_id: Option<String>,
    #[serde(rename = "platformID")]
    platform_id: Option<i32>,
    #[serde(rename = "operationID")]
    operation_id: Option<String>,
    compression: Option<String>,
    sdk_type: Option<String>,
    send_response: Option<bool>,
    background: Option<bool>,
    sdk_version: Option<String>,
}

impl Handshake {
    /// Reads the query of the request's address (what follows `?`). `compression_header` is the header of that name,
    /// which counts when the query does not speak of compression.
    ///
    /// # Errors
    /// Names the first parameter that is missing or wrong. A missing `isBackground` means false: OpenIM refuses it
    /// since 3.8.3, which locks its own older clients out.
    pub fn read(query: &str, compression_header: Option<&str>) -> Result<Self, Error> {
        if let Some(packed) = query::value(query, "v").filter(|packed| !packed.is_empty()) {
            return Self::from_packed(
                query::unpack(&packed).ok_or(Error {
                    argument: "v",
                    respond: false,
                })?,
                None,
            );
        }
        let flag = |name, respond| match query::value(query, name).as_deref() {
            None | Some("") => Ok(None),
            Some(text) => query::flag(text).map(Some).ok_or(Error {
                argument: name,
                respond,
            }),
        };
        let respond = flag("isMsgResp", false)?;
        let asked = respond.unwrap_or(false);
        let platform_id = query::value(query, "platformID").and_then(|text| text.parse().ok());
        let packed = Packed {
            token: query::value(query, "token"),
            user_id: query::value(query, "sendID"),
            platform_id,
            operation_id: query::value(query, "operationID"),
            compression: query::value(query, "compression"),
            sdk_type: query::value(query, "sdkType"),
            send_response: respond,
            background: flag("isBackground", asked)?,
            sdk_version: query::value(query, "sdkVersion"),
        };
        Self::from_packed(packed, compression_header)
    }

    fn from_packed(packed: Packed, compression_header: Option<&str>) -> Result<Self, Error> {
        let respond = packed.send_response.unwrap_or(false);
        let wrong = |argument| Error { argument, respond };
        let filled = |text: Option<String>, name| text.filter(|text| !text.is_empty()).ok_or(wrong(name));
        let user_id = filled(packed.user_id, "sendID")?;
        let token = filled(packed.token, "token")?;
        let platform_id = packed
            .platform_id
            .filter(|id| platform::can_sign_in(*id))
            .ok_or(wrong("platformID"))?;
        let operation_id = filled(packed.operation_id, "operationID")?;
        let encoding = match packed.sdk_type.as_deref() {
            None | Some("" | "go") => Encoding::Gob,
            Some("js") => Encoding::Json,
            Some(_) => return Err(wrong("sdkType")),
        };
        let compression = packed.compression.filter(|text| !text.is_empty());
        let gzip = compression.as_deref().or(compression_header) == Some("gzip");
        Ok(Self {
            user_id,
            token,
            platform_id,
            operation_id,
            background: packed.background.unwrap_or(false),
            codec: Codec { encoding, gzip },
            respond,
            sdk_version: packed.sdk_version.unwrap_or_default(),
        })
    }

    /// The query as parameters, every value escaped: what follows `?`.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = query::Builder::default();
        query.add("sendID", &self.user_id);
        query.add("token", &self.token);
        query.add("platformID", &self.platform_id.to_string());
        query.add("operationID", &self.operation_id);
        query.add("isBackground", if self.background { "true" } else { "false" });
        if !self.sdk_version.is_empty() {
            query.add("sdkVersion", &self.sdk_version);
        }
        if self.codec.gzip {
            query.add("compression", "gzip");
        }
        if self.codec.encoding == Encoding::Json {
            query.add("sdkType", "js");
        }
        if self.respond {
            query.add("isMsgResp", "true");
        }
        query.finish()
    }

    /// The query as one packed object: `v=…`.
    #[must_use]
    pub fn packed_query(&self) -> String {
        let packed = Packed {
            token: Some(self.token.clone()),
            user_id: Some(self.user_id.clone()),
            platform_id: Some(self.platform_id),
            operation_id: Some(self.operation_id.clone()),
            compression: Some(if self.codec.gzip { "gzip" } else { "" }.to_owned()),
            sdk_type: Some(
                if self.codec.encoding == Encoding::Json {
                    "js"
                } else {
                    "go"
                }
                .to_owned(),
            ),
            send_response: Some(self.respond),
            background: Some(self.background),
            sdk_version: Some(self.sdk_version.clone()),
        };
        format!("v={}", query::pack(&packed))
    }
}

// The token stays out of logs.
impl std::fmt::Debug for Handshake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handshake")
            .field("platform_id", &self.platform_id)
            .field("operation_id", &self.operation_id)
            .field("background", &self.background)
            .field("codec", &self.codec)
            .field("respond", &self.respond)
            .field("sdk_version", &self.sdk_version)
            .finish_non_exhaustive()
    }
}

object! {
    /// What a handshake came to: the first text frame where one was asked for, or the body of a refusal, which comes
    /// with HTTP status 200 and without an upgrade.
    pub struct Outcome {
        pub err_code: Code = "errCode",
        pub err_msg: String = "errMsg",
        pub err_dlt: String = "errDlt",
    }
}

impl Outcome {
    #[must_use]
    pub fn of(code: Code) -> Self {
        Self {
            err_code: code,
            err_msg: code.name().to_owned(),
            err_dlt: String::new(),
        }
    }

    /// The outcome as JSON text.
    #[must_use]
    pub fn write(&self) -> String {
        // A struct of a number and texts always becomes JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the first frame or the body of a refusal. `None` when it is no such object, or has no number in
    /// `errCode`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        value.get("errCode").filter(|code| code.is_number())?;
        serde_json::from_value(value).ok()
    }
}
