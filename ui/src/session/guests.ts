import type { ConversationView } from "../api";

/** Knows somebody new who writes: whoever was not in the list when it was looked at first, and is no robot of the server. */
export class Guests {
  #before: ReadonlySet<string> | null = null;

  /** Of the list as it is now, however it came to be so. */
  among(rows: readonly ConversationView[]): ConversationView | null {
    const before = (this.#before ??= new Set(rows.map((row) => row.id)));
    return rows.find((row) => row.unread > 0 && !row.peer.robot && !before.has(row.id)) ?? null;
  }
}
