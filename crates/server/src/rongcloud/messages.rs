//! `message/*`: what an App Server says on somebody's behalf, and what it takes back. Knows no body format.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use protocol::Code;
use protocol::content::AT_ALL;
use protocol::ids::conversation_id;
use serde_json::{Value, json};

use super::answer::{Fields, Refusal, field};
use super::kinds::{Turned, turned};
use super::request::Asked;
use super::users::user_id;
use crate::apps::App;
use crate::http::Base;
use crate::im::{Failure, Outgoing, Sent, UserId};

/// Receivers of one call.
const MAX_RECEIVERS: usize = 1_000;
/// Groups of one call.
const MAX_GROUPS: usize = 3;
const MAX_OBJECT_NAME: usize = 32;
/// How long a thumbnail or a short voice message may be inside of one, in bytes.
pub(super) const MAX_INSIDE: usize = 96 * 1024;

/// Kinds that RongCloud's clients keep but do not count as unread.
const NOT_COUNTED: [&str; 7] = [
    "RC:InfoNtf",
    "RC:ContactNtf",
    "RC:ProfileNtf",
    "RC:CmdNtf",
    "RC:GrpNtf",
    "RC:RcNtf",
    "RC:DizNtf",
];
/// Kinds that its clients neither keep nor count.
const NOT_KEPT: [&str; 8] = [
    "RC:CmdMsg",
    "RC:TypSts",
    "RC:ReadNtf",
    "RC:RRReqMsg",
    "RC:RRRspMsg",
    "RC:SRSMsg",
    "RC:MsgExMsg",
    "RC:chrmKVNotiMsg",
];

pub(super) async fn publish_private(app: &App, base: &Base, asked: Asked) -> Result<Fields, Refusal> {
    let door = app.im.door();
    let from = user_id(&asked, "fromUserId")?;
    let mut receivers = receivers(&asked)?;
    let several = receivers.len() > 1;
    let object = asked.needed("objectName", MAX_OBJECT_NAME, "An objectName has 1 to 32 bytes.")?;
    let content = asked.needed("content", usize::MAX, "The content is missing.")?;
    let turned = turned(object, content)?;
    let sender = door.resolve(from).await.map_err(Refusal::from)?;
    let sender = sender.ok_or(Refusal::parameter("There is no user fromUserId."))?;
    let turned = settled(app, base, &sender, turned).await?;
    if asked.switch("verifyBlacklist", false)? {
        receivers = taking(app, receivers, &sender).await?;
    }
    let message = Outgoing {
        from: sender.0,
        content_type: turned.content_type,
        ex: turned.ex(),
        attached_info: turned.attached_info(),
        content: turned.content.to_string().into_bytes(),
        options: burning(options(&asked, object)?, &turned),
        ..Outgoing::default()
    };
    // All at one time, so that they share a commit.
    let to = |to: &String| Outgoing {
        to: to.clone(),
        ..message.clone()
    };
    let sent = join_all(receivers.iter().map(|receiver| door.send_as(to(receiver)))).await;
    answer(&receivers, sent, several)
}

/// To everybody in up to three groups.
pub(super) async fn publish_group(app: &App, base: &Base, asked: Asked) -> Result<Fields, Refusal> {
    let door = app.im.door();
    let from = user_id(&asked, "fromUserId")?;
    if asked.all("toUserId").iter().any(|id| !id.is_empty()) {
        return Err(Refusal::parameter(
            "A message to some of a group only cannot be sent here.",
        ));
    }
    let named = asked.all("toGroupId");
    if named.is_empty() || named.len() > MAX_GROUPS || named.iter().any(|id| id.is_empty() || id.len() > 64) {
        return Err(Refusal::parameter(
            "There are 1 to 3 groups, whose IDs have 1 to 64 bytes.",
        ));
    }
    let object = asked.needed("objectName", MAX_OBJECT_NAME, "An objectName has 1 to 32 bytes.")?;
    let content = asked.needed("content", usize::MAX, "The content is missing.")?;
    let at = if asked.switch("isMentioned", false)? {
        mentioned(app, content).await?
    } else {
        Vec::new()
    };
    let turned = turned(object, content)?;
    let sender = door.resolve(from).await.map_err(Refusal::from)?;
    let sender = sender.ok_or(Refusal::parameter("There is no user fromUserId."))?;
    let turned = settled(app, base, &sender, turned).await?;
    let message = Outgoing {
        from: sender.0,
        content_type: turned.content_type,
        ex: turned.ex(),
        content: turned.content.to_string().into_bytes(),
        options: options(&asked, object)?,
        at,
        ..Outgoing::default()
    };
    let mut uids = Vec::new();
    for group_id in named {
        let group = app.im.served_id(group_id.clone()).await.map_err(Refusal::from)?;
        let sent = door.send_as(Outgoing {
            group,
            ..message.clone()
        });
        uids.push((group_id, sent.await.map_err(Refusal::from)?.server_msg_id));
    }
    Ok(match uids.as_slice() {
        [(_, uid)] => Fields::from_iter([field("messageUID", uid.clone())]),
        _ => {
            let listed = uids
                .iter()
                .map(|(group, uid)| json!({ "groupId": group, "messageUID": uid }));
            Fields::from_iter([field("messageUIDs", Value::Array(listed.collect()))])
        }
    })
}

/// Whom a message mentions: `mentionedInfo` in its content says everybody (type 1) or names some (type 2).
async fn mentioned(app: &App, content: &str) -> Result<Vec<String>, Refusal> {
    let content: Value = serde_json::from_str(content).unwrap_or_default();
    let Some(info) = content.get("mentionedInfo") else {
        return Err(Refusal::parameter("A mention needs mentionedInfo in its content."));
    };
    // The official SDK for Node writes the type as it was given, a number or its word.
    let kind = info.get("type").map(|kind| kind.to_string().replace('"', ""));
    if kind.as_deref() == Some("1") {
        return Ok(vec![AT_ALL.to_owned()]);
    }
    let named = info.get("userIdList").and_then(Value::as_array);
    let mut at = Vec::new();
    for id in named.into_iter().flatten().filter_map(Value::as_str) {
        let user = app.im.door().resolve(id).await.map_err(Refusal::from)?;
        at.extend(user.map(|user| user.0));
    }
    Ok(at)
}

/// Those who do not block the sender. The others are passed over in silence, as RongCloud does: the sender is not to
/// learn it.
async fn taking(app: &App, receivers: Vec<String>, sender: &UserId) -> Result<Vec<String>, Refusal> {
    let mut taking = Vec::with_capacity(receivers.len());
    for receiver in receivers {
        if !app.im.door().blocks(&receiver, sender).await.map_err(Refusal::from)? {
            taking.push(receiver);
        }
    }
    Ok(taking)
}

fn receivers(asked: &Asked) -> Result<Vec<String>, Refusal> {
    let mut seen = BTreeSet::new();
    let all = asked
        .all("toUserId")
        .iter()
        .filter(|id| !id.is_empty() && seen.insert(id.as_str()));
    let all: Vec<String> = all.cloned().collect();
    if all.is_empty() || all.len() > MAX_RECEIVERS || all.iter().any(|id| id.len() > 64) {
        return Err(Refusal::parameter(
            "There are 1 to 1000 receivers, whose IDs have 1 to 64 bytes.",
        ));
    }
    Ok(all)
}

/// One receiver who cannot be reached is an error; among several, those who were reached are listed.
fn answer(receivers: &[String], sent: Vec<Result<Sent, Failure>>, several: bool) -> Result<Fields, Refusal> {
    let mut uids = Vec::new();
    let mut refused = None;
    for (receiver, sent) in receivers.iter().zip(sent) {
        match sent {
            Ok(sent) => uids.push((receiver, sent.server_msg_id)),
            Err(failure) => {
                // What the server itself could not do is not to be taken for done.
                if matches!(failure.code, Code::INTERNAL | Code::DATABASE) {
                    return Err(failure.into());
                }
                refused = Some(failure);
            }
        }
    }
    match (uids.as_slice(), refused) {
        ([], Some(failure)) => Err(failure.into()),
        ([], None) if !several => Ok(Fields::new()),
        ([(_, uid)], _) if !several => Ok(Fields::from_iter([field("messageUID", uid.clone())])),
        _ => {
            let listed = uids
                .iter()
                .map(|(user, uid)| json!({ "userId": user, "messageUID": uid }))
                .collect();
            Ok(Fields::from_iter([field("messageUIDs", Value::Array(listed))]))
        }
    }
}

/// Gives what came inside of a message an address, and people the ids that travel.
async fn settled(app: &App, base: &Base, sender: &UserId, mut turned: Turned) -> Result<Turned, Refusal> {
    for inside in std::mem::take(&mut turned.inside) {
        if inside.bytes.len() > MAX_INSIDE || !app.im.keeps_objects() {
            continue;
        }
        let name = format!("{}/{}", sender.0, inside.name);
        let put = app.im.put_object(&sender.0, name, inside.bytes.into()).await;
        let url = base.object(&put.map_err(Refusal::from)?);
        for pointer in inside.to {
            if let Some(place) = turned.content.pointer_mut(pointer) {
                *place = url.clone().into();
            }
        }
    }
    for pointer in &turned.people {
        let Some(place) = turned.content.pointer_mut(pointer) else {
            continue;
        };
        let known = app.im.door().resolve(place.as_str().unwrap_or_default()).await;
        if let Some(known) = known.map_err(Refusal::from)? {
            *place = known.0.into();
        }
    }
    Ok(turned)
}

/// Takes back what an App Server sent or somebody wrote, at whatever time.
pub(super) async fn recall(app: &App, asked: Asked) -> Result<Fields, Refusal> {
    let door = app.im.door();
    let from = door
        .resolve(user_id(&asked, "fromUserId")?)
        .await
        .map_err(Refusal::from)?;
    let from = from.ok_or(Refusal::parameter("There is no user fromUserId."))?;
    let target = asked.needed("targetId", 64, "A targetId has 1 to 64 bytes.")?;
    let uid = asked.needed("messageUID", 64, "A messageUID has 1 to 64 bytes.")?;
    let conversation_id = match asked.one("conversationType") {
        "1" => {
            let target = door.resolve(target).await.map_err(Refusal::from)?;
            let target = target.ok_or(Refusal::parameter("There is no user targetId."))?;
            conversation_id::single(&from.0, &target.0)
        }
        "3" => conversation_id::group(&app.im.served_id(target.to_owned()).await.map_err(Refusal::from)?),
        _ => return Err(Refusal::parameter("The conversationType is 1 or 3.")),
    };
    let sent = asked.one("sentTime").parse().unwrap_or_default();
    let by_admin = asked.switch("isAdmin", false)?;
    let recalled = app.im.recall(&from.0, conversation_id, uid.to_owned(), sent, by_admin);
    recalled.await.map_err(Refusal::from)?;
    Ok(Fields::new())
}

/// Between two it is certain who has read; in a group nothing burns.
fn burning(mut options: BTreeMap<String, bool>, turned: &Turned) -> BTreeMap<String, bool> {
    if turned.burns > 0 {
        options.insert("notPrivate".to_owned(), false);
    }
    options
}

fn options(asked: &Asked, object: &str) -> Result<BTreeMap<String, bool>, Refusal> {
    let kept = !NOT_KEPT.contains(&object);
    let counted = kept && !NOT_COUNTED.contains(&object);
    let kept = asked.switch("isPersisted", kept)?;
    let counted = asked.switch("isCounted", counted)?;
    let sender = asked.switch("isIncludeSender", false)?;
    let pushed = !asked.switch("disablePush", false)?;
    let shown_last = !asked.switch("disableUpdateLastMsg", false)?;
    let options = [
        ("history", kept),
        ("persistent", kept),
        ("unreadCount", counted && kept),
        ("senderSync", sender),
        ("offlinePush", pushed && kept),
        ("conversationUpdate", kept && shown_last),
        ("senderConversationUpdate", kept && shown_last),
    ];
    Ok(options
        .into_iter()
        .filter(|(_, on)| !on)
        .map(|(key, on)| (key.to_owned(), on))
        .collect())
}
