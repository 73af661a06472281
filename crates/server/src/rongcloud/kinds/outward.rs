//! OpenIM's kinds as RongCloud's: [`turned`] the other way round. What RongCloud has no kind for is a kind of its own,
//! named after OpenIM's number. What came from an App Server goes to one as it came.

use protocol::content::{
    self, AT_ALL, AtTextContent, CardContent, FileContent, LocationContent, Media as _, MergedContent,
    MessageRevokedContent, NestedMessage, Notification, PictureContent, QuoteContent, VideoContent, VoiceContent,
    session,
};
use protocol::pb::MsgData;
use serde_json::{Map, Value, json};

use super::{TEXT_MESSAGE, turned};

/// Takes back what another message said: only this server writes it.
const RECALL: &str = "RC:RcCmd";
const VOICE_INSIDE: &str = "RC:VcMsg";
const VOICE_ELSEWHERE: &str = "RC:HQVCMsg";
const GIF: &str = "image/gif";
/// Of an object's name, in bytes.
const LONGEST_NAME: usize = 32;

/// A message as RongCloud has it, but for what only the app knows.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Outward {
    pub(in super::super) object: String,
    /// A text where an App Server's own kind holds no object.
    pub(in super::super) content: Value,
    /// JSON pointers to ids that travel, in the place of which stands what the App Server calls those people.
    pub(in super::super) people: Vec<String>,
    /// The address of what RongCloud carries inside of the message.
    pub(in super::super) inside: String,
}

impl Outward {
    fn new(object: &str, content: Value) -> Self {
        Self {
            object: object.to_owned(),
            content,
            people: Vec::new(),
            inside: String::new(),
        }
    }

    /// With what it carries inside, in base64, or without that.
    pub(in super::super) fn filled(mut self, inside: Option<String>) -> Self {
        if let Some(fields) = self.content.as_object_mut() {
            match inside {
                Some(inside) => {
                    fields.insert("content".to_owned(), inside.into());
                }
                None if self.object == VOICE_INSIDE => {
                    fields.insert("remoteUrl".to_owned(), self.inside.clone().into());
                    VOICE_ELSEWHERE.clone_into(&mut self.object);
                }
                None => {}
            }
        }
        self
    }

    pub(in super::super) fn written(&self) -> String {
        match &self.content {
            Value::String(text) => text.clone(),
            content => content.to_string(),
        }
    }
}

/// A message that somebody wrote.
pub(in super::super) fn outward(message: &MsgData) -> Outward {
    let beside = beside(&message.ex);
    if let Some(same) = as_it_came(message, &beside) {
        return same;
    }
    let group = message.session_type == session::GROUP;
    let mut made = made(message.content_type, &message.content, &message.ex, group);
    let Some(fields) = made.content.as_object_mut() else {
        return made;
    };
    for (name, value) in beside {
        fields.entry(name).or_insert(value);
    }
    let at = &message.at_user_id_list;
    if !at.is_empty() && !fields.contains_key("mentionedInfo") {
        let all = at.iter().any(|id| id == AT_ALL);
        let named: &[String] = if all { &[] } else { at };
        let info = json!({ "type": if all { 1 } else { 2 }, "userIdList": named, "mentionedContent": "" });
        fields.insert("mentionedInfo".to_owned(), info);
        let pointers = (0..named.len()).map(|place| format!("/mentionedInfo/userIdList/{place}"));
        made.people.extend(pointers);
    }
    let told: Value = serde_json::from_str(&message.attached_info).unwrap_or_default();
    let burns = told
        .get("burnDuration")
        .and_then(Value::as_i64)
        .filter(|seconds| *seconds > 0);
    if let Some(seconds) = burns.filter(|_| told.get("isPrivateChat") == Some(&Value::Bool(true))) {
        fields.entry("burnDuration").or_insert(seconds.into());
    }
    made
}

/// The taking back of a message, by what stands in its place. `None`: nobody can say who took it back. Where it stands
/// is for the app to say.
pub(in super::super) fn recall(message: &MsgData) -> Option<(MessageRevokedContent, Outward)> {
    let by = Notification::decode::<MessageRevokedContent>(&message.content).ok()?;
    let content = json!({ "messageUId": message.server_msg_id, "sentTime": message.send_time, "isDelete": false,
        "isAdmin": by.revoker_id != message.send_id, "conversationType": conversation(message.session_type == session::GROUP) });
    Some((by, Outward::new(RECALL, content)))
}

fn conversation(group: bool) -> i32 {
    if group { 3 } else { 1 }
}

/// What an App Server said beside a message.
fn beside(ex: &str) -> Map<String, Value> {
    let ex = serde_json::from_str::<Value>(ex).unwrap_or_default();
    let beside = ex.get("rongcloud").and_then(Value::as_object);
    beside.cloned().unwrap_or_default()
}

/// Kinds that OpenIM has no place for lie beside their message as a whole. Anybody can write there: it has to be what
/// the message shows.
fn as_it_came(message: &MsgData, beside: &Map<String, Value>) -> Option<Outward> {
    let mut whole = beside.clone();
    let Value::String(object) = whole.remove("objectName")? else {
        return None;
    };
    let content = Value::Object(whole);
    let again = turned(&object, &content.to_string()).ok()?;
    let shown: Value = serde_json::from_slice(&message.content).ok()?;
    let same = again.content_type == message.content_type && again.content == shown;
    same.then(|| Outward::new(&object, content))
}

/// What has no kind at RongCloud goes as it is.
fn made(content_type: i32, content: &[u8], ex: &str, group: bool) -> Outward {
    let made = match content_type {
        content::PICTURE => picture(content),
        content::VOICE => voice(content),
        content::VIDEO => video(content, ex),
        content::FILE => file(content),
        content::LOCATION => place(content),
        content::CARD => card(content),
        content::MERGED => merged(content, group),
        content::CUSTOM => own(content),
        content::AT_TEXT => AtTextContent::decode(content).ok().and_then(|mention| {
            let text = content::searchable(content_type, content, "")?;
            mention
                .quoted()
                .map_or_else(|| Some(plain(&text)), |quoted| Some(quote(&text, &quoted)))
        }),
        content::QUOTE => QuoteContent::decode(content).ok().map(|said| match said.quoted() {
            Some(quoted) => quote(&said.text, &quoted),
            None => plain(&said.text),
        }),
        _ => content::words(content_type, content).map(|text| plain(&text)),
    };
    made.unwrap_or_else(|| {
        let fields = serde_json::from_slice(content);
        let text = || String::from_utf8_lossy(content).into_owned();
        Outward::new(
            &format!("OpenIM:{content_type}"),
            fields.unwrap_or_else(|_| text().into()),
        )
    })
}

fn plain(text: &str) -> Outward {
    Outward::new(TEXT_MESSAGE, json!({ "content": text }))
}

/// Without what says nothing.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let said = |(_, value): &(&str, Value)| !matches!(value, Value::String(text) if text.is_empty());
    let fields = fields.into_iter().filter(said);
    Value::Object(fields.map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A number that is there.
fn known(number: i64) -> Value {
    if number > 0 { number.into() } else { "".into() }
}

fn picture(content: &[u8]) -> Option<Outward> {
    let told = PictureContent::decode(content).ok()?;
    let (source, small) = (told.source_picture, told.snapshot_picture);
    let url = Some(source.url).filter(|url| !url.is_empty())?;
    if source.kind == GIF && small.kind == GIF {
        let fields = [
            ("remoteUrl", url.into()),
            ("width", source.width.into()),
            ("height", source.height.into()),
            ("gifDataSize", source.size.into()),
        ];
        return Some(Outward::new("RC:GIFMsg", object(fields)));
    }
    let fields = [
        ("imageUri", url.into()),
        ("thumWidth", known(small.width)),
        ("thumHeight", known(small.height)),
    ];
    Some(Outward {
        inside: small.url,
        ..Outward::new("RC:ImgMsg", object(fields))
    })
}

/// Sound of the kind that RongCloud's clients record goes inside of the message, any other by its address.
fn voice(content: &[u8]) -> Option<Outward> {
    let told = VoiceContent::decode(content).ok()?;
    let url = Some(told.source_url).filter(|url| !url.is_empty())?;
    if told.sound_type == "audio/amr" {
        return Some(Outward {
            inside: url,
            ..Outward::new(VOICE_INSIDE, object([("duration", told.duration.into())]))
        });
    }
    let kind = told.sound_type.strip_prefix("audio/").filter(|kind| *kind != "aac");
    let fields = [
        ("remoteUrl", url.into()),
        ("duration", told.duration.into()),
        ("type", kind.unwrap_or_default().into()),
    ];
    Some(Outward::new(VOICE_ELSEWHERE, object(fields)))
}

fn video(content: &[u8], ex: &str) -> Option<Outward> {
    let told = VideoContent::decode(content).ok()?;
    let url = Some(told.video_url).filter(|url| !url.is_empty())?;
    let name = content::searchable(content::VIDEO, content, ex).unwrap_or_default();
    let fields = [
        ("sightUrl", url.into()),
        ("duration", told.duration.into()),
        ("size", told.video_size.into()),
        ("name", name.into()),
    ];
    Some(Outward {
        inside: told.snapshot_url,
        ..Outward::new("RC:SightMsg", object(fields))
    })
}

fn file(content: &[u8]) -> Option<Outward> {
    let told = FileContent::decode(content).ok()?;
    let url = Some(told.source_url).filter(|url| !url.is_empty())?;
    // RongCloud says by its ending what a file is.
    let ending = told.file_name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let kind = if told.file_type.contains('/') {
        ending
    } else {
        &told.file_type
    };
    let fields = [
        ("name", told.file_name.as_str().into()),
        ("size", told.file_size.into()),
        ("type", kind.into()),
        ("fileUrl", url.into()),
    ];
    Some(Outward::new("RC:FileMsg", object(fields)))
}

fn place(content: &[u8]) -> Option<Outward> {
    let told: LocationContent = serde_json::from_slice(content).ok()?;
    let fields = [
        ("latitude", json!(told.latitude)),
        ("longitude", json!(told.longitude)),
        ("poi", told.description.into()),
    ];
    Some(Outward::new("RC:LBSMsg", object(fields)))
}

fn card(content: &[u8]) -> Option<Outward> {
    let told: CardContent = serde_json::from_slice(content).ok()?;
    let fields = [
        ("userId", told.user_id.into()),
        ("name", told.nickname.into()),
        ("portraitUri", told.face_url.into()),
    ];
    Some(Outward {
        people: vec!["/userId".to_owned()],
        ..Outward::new("RC:CardMsg", object(fields))
    })
}

/// The page with all of it that RongCloud's clients make is nowhere; there are the lines that sum it up.
fn merged(content: &[u8], group: bool) -> Option<Outward> {
    let told = MergedContent::decode(content).ok()?;
    let content = json!({ "remoteUrl": "", "conversationType": conversation(group), "nameList": [told.title],
        "summaryList": told.abstract_list });
    Some(Outward::new("RC:CombineMsg", content))
}

/// A kind that an App Server made up. Nobody takes back by it what others said.
fn own(content: &[u8]) -> Option<Outward> {
    let told: Value = serde_json::from_slice(content).ok()?;
    let data: Value = serde_json::from_str(told.get("data")?.as_str()?).ok()?;
    let (name, content) = (data.get("objectName")?.as_str()?, data.get("content")?.as_str()?);
    let bears = (1..=LONGEST_NAME).contains(&name.len()) && name != RECALL;
    bears.then(|| Outward::new(name, content.into()))
}

fn quote(text: &str, quoted: &NestedMessage) -> Outward {
    // What is quoted in it is not told again.
    let inner = match quoted.content_type {
        content::QUOTE => plain(&content::words(content::QUOTE, quoted.content.as_bytes()).unwrap_or_default()),
        kind => made(kind, quoted.content.as_bytes(), &quoted.ex, false).filled(None),
    };
    let uid = [&quoted.server_msg_id, &quoted.client_msg_id]
        .into_iter()
        .find(|id| !id.is_empty());
    let fields = [
        ("content", text.into()),
        ("referMsgUserId", quoted.send_id.as_str().into()),
        ("referMsgUid", uid.cloned().unwrap_or_default().into()),
        ("objName", inner.object.as_str().into()),
        ("referMsg", inner.content),
    ];
    let nested = inner.people.iter().map(|pointer| format!("/referMsg{pointer}"));
    let own = (!quoted.send_id.is_empty()).then(|| "/referMsgUserId".to_owned());
    Outward {
        people: own.into_iter().chain(nested).collect(),
        ..Outward::new("RC:ReferenceMsg", object(fields))
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
