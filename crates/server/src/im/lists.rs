//! Lists as clients show or follow them: conversations with their last message, friends, black lists, groups and
//! members; whole, in part, or as the difference to a version.

mod active;
mod groups;
mod relations;
mod versioned;

pub(crate) use active::Active;

pub(super) use groups::{group_info, look_into, member_info};
pub(super) use relations::{friend_info, request_info};
