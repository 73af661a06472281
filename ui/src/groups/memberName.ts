import type { MemberView } from "../api";
import { nameOf } from "../text/name";

/** What a member is called in the group: a friend by his remark, others by what they call themselves there. */
export function memberName({ user, nickname }: MemberView): string {
  const remarked = user.friend && user.nickname !== user.ownName && user.nickname !== "";
  return user.deleted || remarked || nickname === "" ? nameOf(user) : nickname;
}

/** What he is called elsewhere, where that is another name. */
export function otherName(member: MemberView): string {
  const name = memberName(member);
  return [member.nickname, nameOf(member.user)].find((one) => one !== "" && one !== name) ?? "";
}
