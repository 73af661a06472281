import type { ConversationView } from "../api";

/** The order of the list: pinned ones by their places, then the newest. */
export function order(a: ConversationView, b: ConversationView): number {
  return (b.pinned ?? -1) - (a.pinned ?? -1) || b.time - a.time || (a.id < b.id ? -1 : 1);
}

/** Puts two lists that are in order together, without sorting all of it again. */
export function merge(one: readonly ConversationView[], other: readonly ConversationView[]): ConversationView[] {
  const rows: ConversationView[] = [];
  let at = 0;
  for (const row of one) {
    for (let next = other[at]; next !== undefined && order(next, row) < 0; next = other[at]) {
      rows.push(next);
      at++;
    }
    rows.push(row);
  }
  return rows.concat(other.slice(at));
}
