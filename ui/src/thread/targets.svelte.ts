import type { KnownView } from "../api";
import type { Place } from "../groups/place";

/** The engine takes no more at once. */
export const MOST_TARGETS = 20;
const FOUND = 50;

/** What tells one from another. */
export function keyOf(one: KnownView): string {
  return `${one.kind} ${one.peer.userId}`;
}

/** The conversation with one of them, which may begin now. */
export async function conversationOf({ api, account }: Place, target: KnownView): Promise<string> {
  if (target.conversationId !== null) return target.conversationId;
  const opened =
    target.kind === "group"
      ? await api.openGroup(account.id, target.peer.userId)
      : await api.openConversation(account.id, target.peer.userId);
  return opened.id;
}

/** To whom something is to be sent: found by name, chosen in order. */
export class Targets {
  readonly #find: (query: string, limit: number) => Promise<KnownView[]>;

  query = $state("");
  shown = $state.raw<readonly KnownView[]>([]);
  searched = $state(false);
  chosen = $state.raw<readonly KnownView[]>([]);

  readonly full = $derived(this.chosen.length >= MOST_TARGETS);

  readonly #people: boolean;

  /** With `people` none but single persons. */
  constructor(find: (query: string, limit: number) => Promise<KnownView[]>, people = false) {
    this.#find = find;
    this.#people = people;
  }

  async look(query: string): Promise<void> {
    this.query = query;
    const found = await this.#find(query, FOUND).catch((): KnownView[] => []);
    // A later letter has asked already.
    if (query !== this.query) return;
    this.shown = found.filter((one) => one.kind === "single" || (one.kind === "group" && !this.#people));
    this.searched = true;
  }

  has(one: KnownView): boolean {
    return this.chosen.some((known) => keyOf(known) === keyOf(one));
  }

  toggle(one: KnownView): void {
    if (this.has(one)) this.chosen = this.chosen.filter((known) => keyOf(known) !== keyOf(one));
    else if (!this.full) this.chosen = [...this.chosen, one];
  }
}
