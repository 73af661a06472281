//! What the server wrote into a group's thread, as a line about people. Knows no language.

use protocol::content::{self, Notification, tips};
use protocol::pb::GroupMemberFullInfo;
use rusqlite::{Connection, Result};
use serde::de::DeserializeOwned;

use crate::store::account;
use crate::store::messages::Message;
use crate::store::users;
use crate::text;
use crate::view::{GroupEvent, GroupLine, NamedUser};

/// As many as a line names; the others are counted.
const NAMED: usize = 5;
/// A longer name would be the line.
const LONGEST_NAME: usize = 64;
/// `appMangerLevel` of whoever runs the server.
const ADMINISTRATOR: i32 = 2;

/// What a notice says, with the people as they were called then.
struct Told {
    what: GroupEvent,
    by: Option<GroupMemberFullInfo>,
    to: Vec<GroupMemberFullInfo>,
    /// How many they are, where that is more than are named.
    count: u32,
}

/// `None`: nothing that can be read, or no line of a group.
pub(crate) fn line(db: &Connection, message: &Message) -> Result<Option<GroupLine>> {
    let Some(told) = told(message.content_type, &message.content) else {
        return Ok(None);
    };
    let me = account::user_id(db)?;
    let by = told.by.filter(|by| by.app_manger_level != ADMINISTRATOR);
    let mut to = told.to;
    // Whoever reads it is not among those who are only counted.
    to.sort_by_key(|user| user.user_id != me);
    let count = u32::try_from(to.len()).unwrap_or(u32::MAX);
    let to = to.iter().take(NAMED).map(|user| named(db, &me, user));
    Ok(Some(GroupLine {
        by: by.map(|by| named(db, &me, &by)).transpose()?,
        count: count.max(told.count),
        to: to.collect::<Result<_>>()?,
        what: told.what,
    }))
}

fn named(db: &Connection, me: &str, user: &GroupMemberFullInfo) -> Result<NamedUser> {
    let known = users::get(db, &user.user_id)?.unwrap_or_default();
    let nickname = match known.relation.remark.as_str() {
        "" => &user.nickname,
        remark => remark,
    };
    Ok(NamedUser {
        user_id: user.user_id.clone(),
        nickname: text::line(nickname).chars().take(LONGEST_NAME).collect(),
        me: user.user_id == me,
    })
}

fn read<T: DeserializeOwned>(content: &[u8]) -> Option<T> {
    Notification::decode(content).ok()
}

fn told(content_type: i32, content: &[u8]) -> Option<Told> {
    let mut count = 0;
    let (what, by, to) = match content_type {
        content::GROUP_CREATED => {
            let tips: tips::GroupCreatedTips = read(content)?;
            let owner = tips
                .group_owner_user
                .or_else(|| tips.op_user.clone())
                .unwrap_or_default();
            let mut to = tips.member_list;
            to.retain(|member| member.user_id != owner.user_id);
            // A large group has more members than its notice has room for.
            count = tips.group.map_or(0, |group| group.member_count.saturating_sub(1));
            (GroupEvent::Created, tips.op_user, to)
        }
        content::GROUP_INFO_SET => {
            let tips: tips::GroupInfoSetTips = read(content)?;
            (GroupEvent::Changed, tips.op_user, Vec::new())
        }
        content::MEMBER_QUIT => {
            let tips: tips::MemberQuitTips = read(content)?;
            (GroupEvent::Left, None, tips.quit_user.into_iter().collect())
        }
        content::GROUP_OWNER_TRANSFERRED => {
            let tips: tips::OwnerTransferredTips = read(content)?;
            let to = tips.new_group_owner.into_iter().collect();
            (GroupEvent::Transferred, tips.op_user, to)
        }
        content::MEMBER_KICKED => {
            let tips: tips::MemberKickedTips = read(content)?;
            (GroupEvent::Removed, tips.op_user, tips.kicked_user_list)
        }
        content::MEMBER_INVITED => {
            let tips: tips::MemberInvitedTips = read(content)?;
            (
                GroupEvent::Invited,
                tips.inviter_user.or(tips.op_user),
                tips.invited_user_list,
            )
        }
        content::MEMBER_ENTERED => {
            let tips: tips::MemberEnterTips = read(content)?;
            (GroupEvent::Entered, None, tips.entrant_user.into_iter().collect())
        }
        content::GROUP_DISMISSED => {
            let tips: tips::GroupDismissedTips = read(content)?;
            (GroupEvent::Dismissed, tips.op_user, Vec::new())
        }
        content::MEMBER_MUTED => {
            let tips: tips::MemberMutedTips = read(content)?;
            let seconds = tips.muted_seconds.into();
            let to = tips.muted_user.into_iter().collect();
            (GroupEvent::MutedMember { seconds }, tips.op_user, to)
        }
        content::MEMBER_UNMUTED => {
            let tips: tips::MemberUnmutedTips = read(content)?;
            let to = tips.muted_user.into_iter().collect();
            (GroupEvent::UnmutedMember, tips.op_user, to)
        }
        content::GROUP_MUTED | content::GROUP_UNMUTED => {
            let tips: tips::GroupMutedTips = read(content)?;
            let what = match content_type {
                content::GROUP_MUTED => GroupEvent::Muted,
                _ => GroupEvent::Unmuted,
            };
            (what, tips.op_user, Vec::new())
        }
        content::MEMBER_TO_ADMIN | content::MEMBER_TO_ORDINARY => {
            let tips: tips::MemberInfoSetTips = read(content)?;
            let what = match content_type {
                content::MEMBER_TO_ADMIN => GroupEvent::Promoted,
                _ => GroupEvent::Demoted,
            };
            (what, tips.op_user, tips.changed_user.into_iter().collect())
        }
        content::GROUP_ANNOUNCEMENT_SET => {
            let tips: tips::GroupAnnouncementTips = read(content)?;
            let text = tips.group.map(|group| group.notification).unwrap_or_default();
            let what = match text.is_empty() {
                true => GroupEvent::Changed,
                false => GroupEvent::Announced { text },
            };
            (what, tips.op_user, Vec::new())
        }
        content::GROUP_NAME_SET => {
            let tips: tips::GroupNameTips = read(content)?;
            let name = text::line(&tips.group?.group_name);
            (GroupEvent::Renamed { name }, tips.op_user, Vec::new())
        }
        _ => return None,
    };
    Some(Told { what, by, to, count })
}
