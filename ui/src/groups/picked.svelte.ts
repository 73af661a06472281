import type { FriendView, UserView } from "../api";

/** Where people are found for a group. */
export interface Source {
  /** By their IDs. */
  readonly friends: ReadonlyMap<string, FriendView>;
  /** Friends by name, pinyin or first letters, the best first. */
  search(query: string): Promise<FriendView[]>;
  /** Anybody on the server. */
  find(query: string): Promise<UserView[]>;
}

/** OpenIM takes fewer than a thousand in one call. */
export const MOST_PICKED = 999;
const LONGEST_NAME = 64;
// As many as a suggested name tells.
const NAMED = 4;
const PAUSE_MS = 300;

/** Picking people for a group: from the friends, and from everybody whom the server finds. */
export class Picked {
  readonly #source: Source;

  query = $state("");
  chosen = $state.raw<readonly UserView[]>([]);
  searching = $state(false);
  /** They are in already. */
  inside = $state.raw<ReadonlySet<string>>(new Set());
  /** What is found for the query; null: there is none, and all friends are shown. */
  #found = $state.raw<readonly UserView[] | null>(null);

  readonly full = $derived(this.chosen.length >= MOST_PICKED);
  readonly shown = $derived(this.#found ?? this.#friends());

  #later: ReturnType<typeof setTimeout> | undefined;

  /** `first`: they are chosen from the start. */
  constructor(source: Source, inside: readonly string[], first: readonly UserView[] = []) {
    this.#source = source;
    this.inside = new Set(inside);
    this.chosen = first;
  }

  #friends(): UserView[] {
    const all = [...this.#source.friends.values()].filter((one) => !one.user.robot && !one.user.deleted);
    return all.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((one) => one.user);
  }

  has(userId: string): boolean {
    return this.chosen.some((one) => one.userId === userId);
  }

  isIn(userId: string): boolean {
    return this.inside.has(userId);
  }

  toggle(user: UserView): void {
    if (this.isIn(user.userId)) return;
    if (this.has(user.userId)) this.chosen = this.chosen.filter((one) => one.userId !== user.userId);
    else if (!this.full) this.chosen = [...this.chosen, user];
  }

  /** Looks for what is typed: among the friends at once, on the server after a short rest. */
  look(query: string): void {
    this.query = query;
    clearTimeout(this.#later);
    const wanted = query.trim();
    this.searching = wanted !== "";
    if (wanted === "") {
      this.#found = null;
      return;
    }
    void this.#ask(wanted, async () => (await this.#source.search(wanted)).map((friend) => friend.user), false);
    this.#later = setTimeout(() => void this.#ask(wanted, () => this.#source.find(wanted), true), PAUSE_MS);
  }

  // What one of the two cannot tell, the other may; the act itself tells what is wrong.
  async #ask(wanted: string, find: () => Promise<UserView[]>, last: boolean): Promise<void> {
    const found = await find().catch((): UserView[] => []);
    if (wanted !== this.query.trim()) return;
    const before = last ? (this.#found ?? []) : [];
    const ids = new Set(before.map((one) => one.userId));
    const fresh = found.filter((one) => !one.robot && !one.deleted && !ids.has(one.userId));
    this.#found = [...before, ...fresh];
    if (last) this.searching = false;
  }

  leave(): void {
    clearTimeout(this.#later);
  }
}

/** A name for a group of these people, within what a name may be. */
export function suggested(names: readonly string[], and: string): string {
  let name = "";
  for (const one of names.slice(0, NAMED)) {
    const next = name === "" ? one : name + and + one;
    if (tooLong(next)) return name === "" ? Array.from(one).slice(0, LONGEST_NAME).join("") : name;
    name = next;
  }
  return name;
}

export function tooLong(name: string): boolean {
  return Array.from(name.trim()).length > LONGEST_NAME;
}
