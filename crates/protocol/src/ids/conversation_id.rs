//! Names of conversations, made from the ids of those who take part. Knows no conversation's content.

/// A conversation's kind, as its id tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `si_a_b`: two people.
    Single,
    /// `sg_group`.
    Group,
    /// `sn_a_b`: a system account writes to a person.
    Notice,
    /// `n_…`: the hidden companion that carries notices about another conversation or a person.
    Notification,
    /// `g_group`: OpenIM's group of type 2, which is switched off there.
    WriteGroup,
}

/// Two people, in either order: `si_a_b` with the ids in byte order.
#[must_use]
pub fn single(a: &str, b: &str) -> String {
    pair("si", a, b)
}

/// A group: `sg_{id}`.
#[must_use]
pub fn group(id: &str) -> String {
    format!("sg_{id}")
}

/// A system account and a person, in either order: `sn_a_b`.
#[must_use]
pub fn notice(a: &str, b: &str) -> String {
    pair("sn", a, b)
}

/// The hidden notification conversation of another one: its prefix replaced by `n`. An id that already is one, or that
/// has no prefix, is returned with `n_` in front of what follows its first underscore, or of itself.
#[must_use]
pub fn notification_of(conversation: &str) -> String {
    let rest = conversation.split_once('_').map_or(conversation, |(_, rest)| rest);
    format!("n_{rest}")
}

/// The notification conversation of a person with himself: `n_u_u`.
#[must_use]
pub fn own_notification(user: &str) -> String {
    format!("n_{user}_{user}")
}

/// The kind that a conversation id tells; `None` for what is no conversation id.
#[must_use]
pub fn kind(conversation: &str) -> Option<Kind> {
    let (prefix, rest) = conversation.split_once('_')?;
    if rest.is_empty() {
        return None;
    }
    match prefix {
        "si" => Some(Kind::Single),
        "sg" => Some(Kind::Group),
        "sn" => Some(Kind::Notice),
        "n" => Some(Kind::Notification),
        "g" => Some(Kind::WriteGroup),
        _ => None,
    }
}

/// The two user ids of a single or notice conversation, or of an `n_a_b`; `None` for others, and where the ids
/// themselves contain underscores.
#[must_use]
pub fn members(conversation: &str) -> Option<(&str, &str)> {
    let mut parts = conversation.split('_');
    let (prefix, a, b) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = matches!(prefix, "si" | "sn" | "n") && parts.next().is_none() && !a.is_empty() && !b.is_empty();
    fits.then_some((a, b))
}

/// The other one of a single or notice conversation, seen from one of its members. Unlike [`members`] it copes with
/// underscores in the ids of a foreign cluster, because it knows one of the two and that they stand in byte order.
#[must_use]
pub fn peer<'a>(conversation: &'a str, own: &str) -> Option<&'a str> {
    let pair = conversation
        .strip_prefix("si_")
        .or_else(|| conversation.strip_prefix("sn_"))?;
    let second = pair
        .strip_prefix(own)
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|other| own <= *other);
    let first = pair
        .strip_suffix(own)
        .and_then(|rest| rest.strip_suffix('_'))
        .filter(|other| *other <= own);
    second.or(first).filter(|other| !other.is_empty())
}

/// The group id of a group conversation (`sg_` or `g_`).
#[must_use]
pub fn group_of(conversation: &str) -> Option<&str> {
    conversation
        .strip_prefix("sg_")
        .or_else(|| conversation.strip_prefix("g_"))
        .filter(|id| !id.is_empty())
}

fn pair(prefix: &str, a: &str, b: &str) -> String {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    format!("{prefix}_{first}_{second}")
}
