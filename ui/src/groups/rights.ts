import type { GroupRole, GroupView, MemberView } from "../api";

const RANK: Readonly<Record<GroupRole, number>> = { owner: 2, admin: 1, member: 0 };

/** The person is in it, and it goes on. */
export function isIn(group: GroupView): boolean {
  return group.role !== null && group.state !== "dismissed";
}

/** Whether the person changes what the group says of itself and who is in it. */
export function leads(group: GroupView): boolean {
  return isIn(group) && group.state !== "banned" && (group.role === "owner" || group.role === "admin");
}

export function owns(group: GroupView): boolean {
  return isIn(group) && group.state !== "banned" && group.role === "owner";
}

/** Whether the person may look at somebody of a group: whoever leads has to know whom, and friends know each other. */
export function mayLook(group: GroupView, own: boolean, friend: boolean): boolean {
  return own || friend || group.membersOpen || leads(group);
}

export type MemberAct = "profile" | "message" | "promote" | "demote" | "mute" | "unmute" | "exempt" | "bind" | "remove";

/** What the person can do with a member, in the order of a menu. `exemptions`: the server lets members be excepted. */
export function actsOn(group: GroupView, me: string, member: MemberView, now: number, exemptions = false): MemberAct[] {
  const own = member.user.userId === me;
  const acts: MemberAct[] = [];
  const open = mayLook(group, own, member.user.friend);
  if (open) acts.push("profile");
  if (open && !own) acts.push("message");
  if (own || !leads(group) || group.role === null) return acts;
  if (owns(group) && member.role !== "owner") acts.push(member.role === "admin" ? "demote" : "promote");
  if (RANK[group.role] <= RANK[member.role]) return acts;
  acts.push(member.mutedUntil > now ? "unmute" : "mute");
  if (exemptions && member.role === "member") acts.push(member.exempt ? "bind" : "exempt");
  acts.push("remove");
  return acts;
}

/** Why somebody may not write in a group. */
export type Silence =
  { readonly is: "dismissed" | "banned" | "gone" | "everybody" } | { readonly is: "until"; readonly time: number };

/** Null: he may write. */
export function silenceOf(group: GroupView, now: number): Silence | null {
  if (group.state === "dismissed") return { is: "dismissed" };
  if (group.role === null) return { is: "gone" };
  if (group.state === "banned") return { is: "banned" };
  if (group.state === "muted" && group.role === "member" && !group.exempt) return { is: "everybody" };
  return group.mutedUntil > now ? { is: "until", time: group.mutedUntil } : null;
}
