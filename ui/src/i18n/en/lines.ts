import type { GroupEvent } from "../../api";

/** Lines about a group: with whoever did it, and where nobody is named. `{by}` and `{to}` stand for people. */
export const lines: Record<GroupEvent["is"] | "createdWith", readonly [by: string, nobody: string]> = {
  created: ["{by} created the group", "The group was created"],
  createdWith: ["{by} created the group with {to}", "The group was created with {to}"],
  renamed: ["{by} named the group “{name}”", "The group is now called “{name}”"],
  changed: ["{by} changed what the group says of itself", "What the group says of itself was changed"],
  announced: ["{by} announced: {text}", "Announcement: {text}"],
  invited: ["{by} brought {to} in", "New in the group: {to}"],
  entered: ["{to} joined the group", "{to} joined the group"],
  removed: ["{by} removed {to}", "Not in the group any more: {to}"],
  left: ["{to} left the group", "{to} left the group"],
  transferred: ["{by} made {to} the owner", "The owner is now {to}"],
  dismissed: ["{by} dismissed the group", "The group was dismissed"],
  promoted: ["{by} made {to} an admin", "New admin: {to}"],
  demoted: ["{by} made {to} an ordinary member", "Not an admin any more: {to}"],
  mutedMember: ["{by} muted {to} for {time}", "Muted for {time}: {to}"],
  unmutedMember: ["{by} let {to} write again", "May write again: {to}"],
  muted: ["{by} muted everybody but the owner and admins", "Everybody but the owner and admins is muted"],
  unmuted: ["{by} let everybody write again", "Everybody may write again"],
};

export const people = {
  subject: "You",
  object: "you",
  and: " and ",
  comma: ", ",
  more: (count: number) => `${count.toLocaleString("en")} more`,
};
