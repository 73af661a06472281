import type { GroupRole, GroupState, Joining } from "../../api";

const plural = new Intl.PluralRules("en");

function counted(n: number, one: string, other: string): string {
  return `${n.toLocaleString("en")} ${plural.select(n) === "one" ? one : other}`;
}

/** What the states without the plain one are called. */
type Closed = Exclude<GroupState, "open">;

/** Everything around groups. */
export const groups = {
  groupAdd: "New group, or join one",
  groupNew: "New group",
  groupJoin: "Join a group",
  groupMore: (name: string) => `A group with ${name} and others`,
  groupPeople: (n: number) => counted(n, "member", "members"),

  // Making one
  groupName: "Name of the group",
  groupNameHint: "Up to 64 characters. You can change it later.",
  groupNameLong: "A name has at most 64 characters.",
  groupPick: "Find friends, or anybody by account name or ID",
  groupPicked: "Picked",
  groupPickNobody: "None of your friends is called so, and nobody is found by this account name or ID.",
  groupPickEmpty: "You have no friends to pick yet. Find people above.",
  groupPickFriends: "People to pick",
  groupPickFull: (n: number) => `At most ${n.toLocaleString("en")} people at once.`,
  groupDrop: (name: string) => `Take ${name} out again`,
  groupCreate: (n: number) => (n === 0 ? "Create" : `Create with ${counted(n, "person", "people")}`),
  groupCreateNobody: "Pick at least one person.",
  groupAnd: ", ",
  groupColon: ": ",

  // Inviting
  groupInvite: "Invite people",
  groupInviteNow: (n: number) => (n === 0 ? "Invite" : `Invite ${counted(n, "person", "people")}`),
  groupInviteIn: "Already in",
  groupInviteWord: "A word to them (optional)",

  // Joining
  groupJoinField: "Group ID or link",
  groupJoinHint: "Somebody who is in the group can tell you.",
  groupJoinFind: "Look it up",
  groupJoinAsk: "Ask to join",
  groupJoinNow: "Join",
  groupJoinOpen: "Open it",
  groupJoinWord: "A word to those who decide (optional)",
  groupJoinAsked: "You asked. As soon as somebody lets you in, it stands in your list.",
  groupJoinNone: "There is no group of this ID.",
  groupJoinIn: "You are in this group.",

  // Details
  groupId: "Group ID",
  groupRename: "Change the name",
  groupIntroduction: "Introduction",
  groupIntroductionEdit: "Change the introduction",
  groupIntroductionNone: "What the group is about",
  groupAnnouncement: "Announcement",
  groupAnnouncementEdit: "Write an announcement",
  groupAnnouncementNone: "No announcement yet",
  groupAnnouncementHint: "It is posted to everybody, and stays above the conversation until they have read it.",
  groupAnnouncementTake: "Empty takes it back.",
  groupAnnouncementPost: "Post to all",
  groupAnnouncementRead: "I have read it",
  groupAnnouncementWhole: "Read all",
  groupMembers: "Members",
  groupMembersAll: (n: number) => `All ${counted(n, "member", "members")}`,
  groupMyName: "My name in this group",
  groupMyNameHint: "Only here. Empty: your own name.",
  groupMyNameNone: "Your own name",
  groupSaved: "Keep among contacts",
  groupSettings: "Group settings",
  groupCopy: "New group with the same people",
  groupSave: "Save",
  groupChars: (n: number, most: number) => `${n.toLocaleString("en")} of ${most.toLocaleString("en")} characters`,

  // Settings of those who lead
  groupJoining: "Who comes in",
  groupJoiningChoices: {
    direct: "Whoever asks",
    asking: "Whoever asks is let in by the owner or an admin; members invite freely",
    approval: "The owner or an admin lets everybody in, also whom members invite",
  } satisfies Record<Joining, string>,
  groupProtection: "Members among themselves",
  groupOpen: "See one another's profiles",
  groupAdding: "Ask one another to be friends",
  groupHistory: "New members see what was written before",
  groupMuteAll: "Only the owner, admins and those they choose may write",
  groupDeparted: "Who left",
  groupDepartedNone: "Nobody left so far.",
  groupDepartedKept: "This server does not keep who left.",
  groupWent: "Left",
  groupRemovedBy: (name: string) => `Removed by ${name}`,

  // Members
  groupRoles: { owner: "Owner", admin: "Admin", member: "" } satisfies Record<GroupRole, string>,
  groupFind: "Find a member",
  groupFindLetters: "In a group this large members are found as their names are written, not by pinyin.",
  groupFindNobody: "Nobody of this name is in the group.",
  groupMemberActs: (name: string) => `What to do with ${name}`,
  groupMuted: "Muted",
  groupExempt: "May write while all are muted",
  groupActs: {
    profile: "Profile",
    message: "Message",
    promote: "Make an admin",
    demote: "Make an ordinary member",
    mute: "Mute…",
    unmute: "Let write again",
    exempt: "Let write while all are muted",
    bind: "Mute like everybody else",
    remove: "Remove from the group",
  },
  groupMuteTitle: (name: string) => `Mute ${name}`,
  groupMuteExplain: "They go on reading, and cannot write.",
  groupMuteFor: "For how long",
  groupMuteOwn: "Another time",
  groupMuteMinutes: "Minutes",
  groupMuteBad: "Please give a whole number of minutes, up to 5,270,400.",
  groupMute: "Mute",
  groupRemove: "Remove",
  groupRemoveTitle: (name: string) => `Remove ${name}?`,
  groupRemoveExplain: "They keep what they have read, and see nothing new.",

  // Going
  groupLeave: "Leave the group",
  groupLeaveTitle: (name: string) => `Leave “${name}”?`,
  groupLeaveExplain: "What was written so far stays readable here. To come back you have to join or be invited again.",
  groupLeaveNow: "Leave",
  groupDismiss: "Dismiss the group",
  groupDismissTitle: (name: string) => `Dismiss “${name}”?`,
  groupDismissExplain:
    "The group ends for everybody, for good. What was written stays readable; nobody writes any more.",
  groupDismissNow: "Dismiss",
  groupTransfer: "Hand the group over",
  groupTransferPick: "Who is to be the owner?",
  groupTransferTitle: (name: string) => `Hand the group over to ${name}?`,
  groupTransferExplain: "You become an ordinary member. Only the new owner can give it back.",
  groupTransferNow: "Hand over",

  // In the thread
  groupClosed: {
    dismissed: "This group was dismissed. What was written stays readable.",
    banned: "This group was closed by whoever runs the server.",
    muted: "Only the owner, admins and those they choose may write here for now.",
  } satisfies Record<Closed, string>,
  groupGone: "You are not in this group any more. What was written while you were stays readable.",
  groupMutedFor: (time: string) => `You may write again in ${time}.`,
  groupDraftKept: "What you had begun to write is kept:",

  // Lists and requests
  groupList: "Groups",
  groupListSaved: "Saved",
  groupListAll: "All",
  groupListNoneSaved: "No saved groups",
  groupListNoneSavedHint: "In the details of a group, keep it among your contacts.",
  groupListNone: "No groups yet",
  groupListNoneHint: "Make one with your friends, or join one by its ID.",
  groupListNothing: "No group of this name.",
  groupListFind: "Find a group",
  groupStates: { dismissed: "Dismissed", banned: "Closed", muted: "Muted" } satisfies Record<Closed, string>,
  groupLeft: "Left",
  groupRequests: "Group requests",
  groupRequestsCount: (n: number) => (n === 0 ? "Requests" : `Requests (${n.toLocaleString("en")})`),
  groupRequestsNone: "No requests",
  groupRequestLeading: (group: string) => `wants to join ${group}`,
  groupRequestBrought: (inviter: string, group: string) => `was invited to ${group} by ${inviter}`,
  groupRequestAsking: (group: string) => `You asked to join ${group}`,
  groupRequestInvited: (inviter: string, group: string) => `${inviter} wants you in ${group}`,
  groupRequestInvitedBy: (group: string) => `You are invited to ${group}`,
  groupRequestAnswer: (words: string) => `Answer: ${words}`,
};
