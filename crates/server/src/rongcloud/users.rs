//! `user/*`: admitting people by a token, and what they are called. Knows no body format.

use serde_json::json;

use super::answer::{Fields, Refusal, field};
use super::request::Asked;
use crate::im::{Door, Failure, NewUser, Profile, ProfileChange};

const MAX_ID: usize = 64;
const MAX_NAME: usize = 128;
const MAX_PORTRAIT: usize = 1024;

pub(super) fn user_id<'a>(asked: &'a Asked, name: &str) -> Result<&'a str, Refusal> {
    asked.needed(name, MAX_ID, "A user ID has 1 to 64 bytes.")
}

/// Name and portrait, where they are said.
fn shown(asked: &Asked) -> Result<(Option<String>, Option<String>), Refusal> {
    let (name, portrait) = (asked.one("name"), asked.one("portraitUri"));
    if name.len() > MAX_NAME || portrait.len() > MAX_PORTRAIT {
        return Err(Refusal::too_long(
            "A name has up to 128 bytes, a portrait's address up to 1024.",
        ));
    }
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok((said(name), said(portrait)))
}

/// Makes the user if there is none, and a token that belongs to the first device that connects with it.
pub(super) async fn get_token(door: &Door, asked: Asked) -> Result<Fields, Refusal> {
    let id = user_id(&asked, "userId")?.to_owned();
    let (name, portrait) = shown(&asked)?;
    let (inside, said) = (door.clone(), id.clone());
    let token = door.db().write(move |tx| {
        let user = match inside.resolve_in(tx, &said)? {
            Some(user) => {
                if name.is_some() || portrait.is_some() {
                    let change = ProfileChange {
                        nickname: name,
                        face_url: portrait,
                        ..ProfileChange::default()
                    };
                    inside.update_user_in(tx, &user, &change)?;
                }
                user
            }
            None => {
                let new = NewUser {
                    nickname: name.unwrap_or_else(|| said.clone()),
                    face_url: portrait.unwrap_or_default(),
                    ex: String::new(),
                    user_id: Some(said),
                };
                inside.create_user_in(tx, &new)?
            }
        };
        inside.issue_token_in(tx, &user, None)
    });
    let token = token.await?.token;
    Ok(Fields::from_iter([field("userId", id), field("token", token)]))
}

pub(super) async fn refresh(door: &Door, asked: Asked) -> Result<Fields, Refusal> {
    let profile = profile(door, &asked).await?;
    let (nickname, face_url) = shown(&asked)?;
    if nickname.is_none() && face_url.is_none() {
        return Err(Refusal::parameter("A name or a portrait is needed."));
    }
    door.update_user(
        &profile.user_id,
        ProfileChange {
            nickname,
            face_url,
            ..ProfileChange::default()
        },
    )
    .await?;
    Ok(Fields::new())
}

pub(super) async fn info(door: &Door, asked: Asked) -> Result<Fields, Refusal> {
    let profile = profile(door, &asked).await?;
    Ok(Fields::from_iter([
        field("userName", profile.nickname),
        field("userPortrait", profile.face_url),
        field("createTime", utc(profile.created)),
    ]))
}

/// Everybody, by pages.
pub(super) async fn query(door: &Door, asked: Asked) -> Result<Fields, Refusal> {
    let number = |name: &str, otherwise: i64| match asked.one(name) {
        "" => Ok(otherwise),
        written => written
            .parse::<i64>()
            .map_err(|_| Refusal::parameter("A number is none.")),
    };
    let (page, size, order) = (number("page", 1)?, number("pageSize", 20)?, number("order", 0)?);
    if page < 1 || !(1..=100).contains(&size) || !(0..=1).contains(&order) {
        return Err(Refusal::parameter(
            "Pages count from 1 and have up to 100 users; the order is 0 or 1.",
        ));
    }
    let skip = (page - 1).saturating_mul(size);
    let (users, total) = door.page(skip, size, order == 1).await?;
    let users = users.into_iter().map(|user| {
        json!({ "userId": user.foreign_id, "userName": user.nickname, "userPortrait": user.face_url,
            "regTime": utc(user.created) })
    });
    Ok(Fields::from_iter([
        field("total", total),
        field("users", users.collect::<Vec<_>>()),
    ]))
}

async fn profile(door: &Door, asked: &Asked) -> Result<Profile, Refusal> {
    let profile = door.user(user_id(asked, "userId")?).await.map_err(Refusal::from)?;
    profile.ok_or(Refusal::from(Failure::NO_USER))
}

/// `2026-11-21 06:20:00`, in UTC.
pub(super) fn utc(ms: i64) -> String {
    let seconds = ms.div_euclid(1000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Counted from 1 March of the year 0, leap days come last in their year, and 400 years have the same days.
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::utc;

    #[test]
    fn times_are_written_out() {
        assert_eq!(utc(0), "1970-01-01 00:00:00");
        assert_eq!(utc(951_782_399_999), "2000-02-28 23:59:59");
        assert_eq!(utc(951_782_400_000), "2000-02-29 00:00:00");
        assert_eq!(utc(1_795_242_000_123), "2026-11-21 06:20:00");
        assert_eq!(utc(-1), "1969-12-31 23:59:59");
    }
}
