//! `user/blacklist/*`: the black lists that people have anyway. Knows no body format.

use super::answer::{Fields, Refusal, field};
use super::request::Asked;
use super::users::user_id;
use crate::im::Door;

/// People that one call may name.
const MOST: usize = 1_000;

fn others(asked: &Asked) -> Result<Vec<String>, Refusal> {
    user_id(asked, "blackUserId")?;
    let others = asked.all("blackUserId");
    if others.len() > MOST {
        return Err(Refusal::parameter("A call names up to 1000 users."));
    }
    Ok(others.to_vec())
}

pub(super) async fn add(door: &Door, asked: Asked) -> Result<Fields, Refusal> {
    door.block(user_id(&asked, "userId")?, others(&asked)?).await?;
    Ok(Fields::new())
}

pub(super) async fn remove(door: &Door, asked: Asked) -> Result<Fields, Refusal> {
    door.unblock(user_id(&asked, "userId")?, others(&asked)?).await?;
    Ok(Fields::new())
}

/// The ids stand there as plain texts: the official SDK makes objects of them.
pub(super) async fn query(door: &Door, asked: Asked) -> Result<Fields, Refusal> {
    let users = door.blocked(user_id(&asked, "userId")?).await?;
    Ok(Fields::from_iter([field("users", users)]))
}
