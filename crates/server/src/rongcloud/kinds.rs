//! RongCloud's kinds of messages as OpenIM's: pictures, voice, video, files, places, cards, quotes and merged histories
//! become what OpenIM's clients draw. Anything else, and what is not as its kind should be, stays what it is: a custom
//! message that carries its name and content. Knows no app, no file and no person.

mod media;
mod outward;
mod quoting;

pub(super) use outward::{Outward, outward, recall};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use protocol::content::{CARD, CUSTOM, LOCATION, MERGED, TEXT};
use serde_json::{Map, Value, json};

use super::answer::Refusal;

const TEXT_MESSAGE: &str = "RC:TxtMsg";

/// A message as OpenIM has it, but for what only the app knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turned {
    pub(super) content_type: i32,
    pub(super) content: Value,
    /// What RongCloud says beside it (`extra`, `user`, `mentionedInfo` and the like), for those who know what it means.
    pub(super) beside: Map<String, Value>,
    /// Bytes that came inside of the message, and where their addresses go.
    pub(super) inside: Vec<Inside>,
    /// After how many seconds it burns once it was read; 0: it stays.
    pub(super) burns: i64,
    /// Where somebody is named as the App Server calls him.
    pub(super) people: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inside {
    /// JSON pointers.
    pub(super) to: Vec<&'static str>,
    pub(super) bytes: Vec<u8>,
    pub(super) name: &'static str,
}

impl Turned {
    fn new(content_type: i32, content: Value) -> Self {
        Self {
            content_type,
            content,
            beside: Map::new(),
            inside: Vec::new(),
            burns: 0,
            people: Vec::new(),
        }
    }

    /// What OpenIM's clients are told of its burning.
    pub(super) fn attached_info(&self) -> String {
        match self.burns {
            ..=0 => String::new(),
            seconds => json!({ "isPrivateChat": true, "burnDuration": seconds }).to_string(),
        }
    }

    /// The `ex` of the message.
    pub(super) fn ex(&self) -> String {
        if self.beside.is_empty() {
            return String::new();
        }
        json!({ "rongcloud": self.beside }).to_string()
    }
}

/// A text that is none is refused, as it always was; the App Server of any other kind may know better.
pub(super) fn turned(object: &str, content: &str) -> Result<Turned, Refusal> {
    let fields = serde_json::from_str::<Value>(content).ok();
    let mut fields = match (object, fields) {
        (_, Some(Value::Object(fields))) => Fields(fields),
        (TEXT_MESSAGE, _) => return Err(Refusal::parameter("The content is no JSON object.")),
        _ => return Ok(custom(object, content)),
    };
    let whole = fields.0.clone();
    let turned = match object {
        TEXT_MESSAGE => {
            let text = fields.take("content").and_then(text_of);
            let text = text.ok_or(Refusal::parameter("The content of a text has a string named content."))?;
            Some(Turned::new(TEXT, json!({ "content": text })))
        }
        "RC:ImgMsg" => media::picture(&mut fields),
        "RC:GIFMsg" => media::moving_picture(&mut fields),
        "RC:VcMsg" => media::short_voice(&mut fields),
        "RC:HQVCMsg" => media::voice(&mut fields),
        "RC:FileMsg" => media::file(&mut fields),
        "RC:SightMsg" => media::video(&mut fields),
        "RC:LBSMsg" => place(&mut fields),
        "RC:CardMsg" => card(&mut fields),
        "RC:ImgTextMsg" => article(&mut fields),
        "RC:ReferenceMsg" => quoting::quote(&mut fields),
        "RC:CombineMsg" => merged(&mut fields),
        _ => None,
    };
    let Some(mut turned) = turned else {
        return Ok(custom(object, content));
    };
    turned.burns = whole.get("burnDuration").and_then(Value::as_i64).unwrap_or_default();
    turned.beside = fields.0;
    if object == "RC:ImgTextMsg" || object == "RC:CombineMsg" {
        // OpenIM has no place for all of it.
        turned.beside = whole;
        turned.beside.insert("objectName".to_owned(), object.into());
    }
    Ok(turned)
}

fn custom(object: &str, content: &str) -> Turned {
    let data = json!({ "objectName": object, "content": content }).to_string();
    Turned::new(CUSTOM, json!({ "data": data, "description": object, "extension": "" }))
}

fn place(fields: &mut Fields) -> Option<Turned> {
    let (latitude, longitude) = (fields.number("latitude")?, fields.number("longitude")?);
    // A picture of the map, which OpenIM's kind has no place for.
    fields.take("content");
    let description = fields.text("poi").unwrap_or_default();
    let content = json!({ "description": description, "longitude": longitude, "latitude": latitude });
    Some(Turned::new(LOCATION, content))
}

fn card(fields: &mut Fields) -> Option<Turned> {
    let (id, name) = (fields.text("userId")?, fields.text("name").unwrap_or_default());
    let face = fields.text("portraitUri").unwrap_or_default();
    let mut turned = Turned::new(
        CARD,
        json!({ "userID": id, "nickname": name, "faceURL": face, "ex": "" }),
    );
    turned.people.push("/userID".to_owned());
    Some(turned)
}

/// A title, words and a link: OpenIM knows no such kind, and as a text everybody reads it.
fn article(fields: &mut Fields) -> Option<Turned> {
    let lines = ["title", "content", "url"].map(|name| fields.text(name).unwrap_or_default());
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| Turned::new(TEXT, json!({ "content": lines.join("\n") })))
}

/// Its messages lie in a page elsewhere; what can be read of them here are the lines that sum them up.
fn merged(fields: &mut Fields) -> Option<Turned> {
    let mut list = |name: &str| -> Vec<String> {
        let list = fields.take(name);
        let list = list.as_ref().and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (names, lines) = (list("nameList"), list("summaryList"));
    if lines.is_empty() {
        return None;
    }
    let content =
        json!({ "title": names.join(", "), "abstractList": lines, "multiMessage": [], "messageEntityList": null });
    Some(Turned::new(MERGED, content))
}

/// The fields of a content that nobody has looked at yet.
#[derive(Debug, Clone)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// A text that says something.
    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name).and_then(text_of).filter(|text| !text.is_empty())
    }

    /// A number, also where it is written as a text.
    fn number(&mut self, name: &str) -> Option<f64> {
        let value = self.take(name)?;
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        number.filter(|number| number.is_finite())
    }

    fn whole(&mut self, name: &str) -> i64 {
        // A number that is too large becomes the largest.
        self.number(name).map_or(0, |number| number.max(0.0) as i64)
    }

    /// The bytes of a small picture or sound.
    fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        let text = self.text(name)?;
        let signs: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        let bytes = STANDARD.decode(signs.rsplit(',').next().unwrap_or_default()).ok()?;
        (!bytes.is_empty()).then_some(bytes)
    }
}

fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
