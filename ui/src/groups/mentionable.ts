import type { GroupView } from "../api";
import { t } from "../i18n/index.svelte";
import type { Offer } from "../thread/completing.svelte";
import { memberName } from "./memberName";
import type { Place } from "./place";
import { leads } from "./rights";

const MOST = 20;

/** Whom a message in a group can mention, the best first; everybody where the person leads it. */
export async function mentionable({ api, account }: Place, group: GroupView, query: string): Promise<Offer[]> {
  const { members } = await api.groupMembers(account.id, group.groupId, query, 0, MOST);
  const others = members.filter(({ user }) => user.userId !== account.userId && !user.deleted);
  const people = others.map((member): Offer => ({ is: "person", user: member.user, name: memberName(member) }));
  const word = t.everybody.slice(1).toLocaleLowerCase();
  return leads(group) && word.startsWith(query.toLocaleLowerCase()) ? [{ is: "everybody" }, ...people] : people;
}
