//! `group/*`: who is in which group, what it is called, who may not speak. Knows no body format and no rule of groups.

use serde_json::{Value, json};

use super::answer::{Fields, Refusal, field};
use super::request::Asked;
use super::users::utc;
use crate::im::{Im, LONGEST_S};

const MAX_ID: usize = 64;
/// Groups that one call may silence.
const MAX_GROUPS: usize = 20;
/// People whom one call may let write where all are muted.
const MAX_EXEMPT: usize = 20;
/// The longest time that RongCloud mutes somebody for, in minutes; 0 is for ever.
const MAX_MINUTES: u32 = 43_200;

fn group_id(asked: &Asked) -> Result<String, Refusal> {
    let id = asked.needed("groupId", MAX_ID, "A group ID has 1 to 64 bytes.")?;
    Ok(id.to_owned())
}

fn people(asked: &Asked) -> Result<Vec<String>, Refusal> {
    let mut people: Vec<String> = Vec::new();
    for id in asked.all("userId") {
        if id.is_empty() || id.len() > MAX_ID {
            return Err(Refusal::parameter("A user ID has 1 to 64 bytes."));
        }
        // RongCloud's callers name somebody twice without harm.
        if !people.contains(id) {
            people.push(id.clone());
        }
    }
    if people.is_empty() {
        return Err(Refusal::parameter("Nobody is named."));
    }
    Ok(people)
}

fn name(asked: &Asked) -> Result<String, Refusal> {
    let name = asked.needed("groupName", MAX_ID * 16, "A group has a name.")?;
    Ok(name.to_owned())
}

pub(super) async fn create(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    im.serve_group(group_id(&asked)?, name(&asked)?, people(&asked)?)
        .await?;
    Ok(Fields::new())
}

/// Somebody is in these groups and in no others.
pub(super) async fn sync(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    let user = asked.needed("userId", MAX_ID, "A user ID has 1 to 64 bytes.")?;
    let groups = asked.keyed("group");
    if groups.is_empty() || groups.keys().any(|id| id.is_empty() || id.len() > MAX_ID) {
        return Err(Refusal::parameter("A group ID has 1 to 64 bytes."));
    }
    im.serve_sync(user.to_owned(), groups).await?;
    Ok(Fields::new())
}

pub(super) async fn join(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    im.serve_into(group_id(&asked)?, people(&asked)?).await?;
    Ok(Fields::new())
}

pub(super) async fn quit(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    im.serve_out(group_id(&asked)?, people(&asked)?).await?;
    Ok(Fields::new())
}

pub(super) async fn dismiss(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    let by = Some(asked.one("userId").to_owned()).filter(|by| !by.is_empty());
    im.serve_end(group_id(&asked)?, by).await?;
    Ok(Fields::new())
}

pub(super) async fn refresh(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    im.serve_name(group_id(&asked)?, name(&asked)?).await?;
    Ok(Fields::new())
}

pub(super) async fn query(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    let people = im.served_people(group_id(&asked)?).await?.into_iter();
    let listed = people.map(|id| json!({ "id": id })).collect();
    Ok(Fields::from_iter([field("users", Value::Array(listed))]))
}

pub(super) async fn gag(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    let minutes: Option<u32> = asked
        .one("minute")
        .parse()
        .ok()
        .filter(|minutes| *minutes <= MAX_MINUTES);
    let seconds = match minutes {
        Some(0) => LONGEST_S,
        Some(minutes) => minutes * 60,
        None => return Err(Refusal::parameter("minute is 0 to 43200.")),
    };
    im.serve_mute(group_id(&asked)?, people(&asked)?, seconds).await?;
    Ok(Fields::new())
}

pub(super) async fn ungag(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    im.serve_mute(group_id(&asked)?, people(&asked)?, 0).await?;
    Ok(Fields::new())
}

pub(super) async fn gagged(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    let muted = im.served_muted(group_id(&asked)?).await?.into_iter();
    let listed = muted.map(|(id, until)| json!({ "userId": id, "time": utc(until) }));
    Ok(Fields::from_iter([field("users", Value::Array(listed.collect()))]))
}

pub(super) async fn ban(im: &Im, asked: Asked, banned: bool) -> Result<Fields, Refusal> {
    let groups = asked.all("groupId").to_vec();
    if groups.is_empty() || groups.len() > MAX_GROUPS || groups.iter().any(|id| id.is_empty() || id.len() > MAX_ID) {
        return Err(Refusal::parameter(
            "There are 1 to 20 groups, whose IDs have 1 to 64 bytes.",
        ));
    }
    im.serve_mute_all(groups, banned).await?;
    Ok(Fields::new())
}

/// Those named, or all that are silent.
pub(super) async fn banned(im: &Im, asked: Option<Asked>) -> Result<Fields, Refusal> {
    let silent = im.served_silent().await?;
    let named = asked.map(|asked| asked.all("groupId").to_vec()).unwrap_or_default();
    let listed: Vec<Value> = if named.is_empty() {
        silent.iter().map(|id| json!({ "groupId": id, "stat": 1 })).collect()
    } else {
        let state = |id: &String| json!({ "groupId": id, "stat": i32::from(silent.contains(id)) });
        named.iter().map(state).collect()
    };
    Ok(Fields::from_iter([field("groupinfo", Value::Array(listed))]))
}

/// Who writes also where all are muted.
pub(super) async fn exempt(im: &Im, asked: Asked, exempt: bool) -> Result<Fields, Refusal> {
    let people = people(&asked)?;
    if people.len() > MAX_EXEMPT {
        return Err(Refusal::parameter("At most 20 people are named at once."));
    }
    im.serve_exempt(group_id(&asked)?, people, exempt).await?;
    Ok(Fields::new())
}

pub(super) async fn exempted(im: &Im, asked: Asked) -> Result<Fields, Refusal> {
    let people = im.served_exempt(group_id(&asked)?).await?;
    Ok(Fields::from_iter([field("userIds", people)]))
}
