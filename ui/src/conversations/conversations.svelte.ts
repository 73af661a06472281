import { type AccountId, type Api, type Code, type ConversationView, type UserView, codeOf } from "../api";
import { merge, order } from "./order";

// A window that is not drawn has no frames.
const HIDDEN_MS = 100;

/** Calls once with the next frame; at once where there are no frames. */
export function nextFrame(work: () => void): void {
  if (typeof requestAnimationFrame === "undefined") return work();
  let waits = true;
  const once = (): void => {
    if (waits) work();
    waits = false;
  };
  requestAnimationFrame(once);
  setTimeout(once, HIDDEN_MS);
}

/** The conversations of one account: pinned ones by their places, then the newest. */
export class Conversations {
  readonly #api: Api;
  readonly #account: AccountId;
  readonly #later: (work: () => void) => void;

  rows = $state.raw<readonly ConversationView[]>([]);
  loaded = $state(false);
  problem = $state<Code | null>(null);

  /** What waits to be read, where nothing is muted or put away: as the window's title counts. */
  readonly unread = $derived(
    this.rows.reduce((sum, row) => (row.notify === "all" && !row.archived ? sum + row.unread : sum), 0),
  );

  #byId = new Map<string, ConversationView>();
  // What events brought since the last frame: a storm of them is one change of the list.
  #fresh = new Map<string, ConversationView>();
  #gone = new Set<string>();
  #users = new Map<string, UserView>();
  #due = false;
  // Keys that events brought while an answer was on its way; the answer may be older than they are.
  #touched: Set<string> | null = null;
  #reading: Promise<void> | null = null;
  #again = false;

  constructor(api: Api, account: AccountId, later: (work: () => void) => void = nextFrame) {
    this.#api = api;
    this.#account = account;
    this.#later = later;
  }

  get(id: string | null): ConversationView | null {
    // Whoever draws it draws again when the list changes.
    void this.rows;
    if (id === null || this.#gone.has(id)) return null;
    return this.#fresh.get(id) ?? this.#byId.get(id) ?? null;
  }

  /** Settles when the list has been read, or could not be. */
  async ready(): Promise<void> {
    if (!this.loaded) await (this.#reading ?? this.refresh());
  }

  async refresh(): Promise<void> {
    if (this.#reading !== null) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#read();
    await this.#reading;
    this.#reading = null;
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  async #read(): Promise<void> {
    const touched = new Set<string>();
    this.#touched = touched;
    try {
      const answer = await this.#api.conversations(this.#account);
      this.#flush();
      const newer = this.rows.filter((row) => touched.has(row.id));
      this.#show([...answer.filter((row) => !touched.has(row.id)), ...newer].sort(order));
      this.loaded = true;
      this.problem = null;
    } catch (failure) {
      this.problem = codeOf(failure);
    } finally {
      this.#touched = null;
    }
  }

  hear(changed: readonly ConversationView[], gone: readonly string[] = []): void {
    for (const row of changed) {
      this.#touched?.add(row.id);
      this.#gone.delete(row.id);
      this.#fresh.set(row.id, row);
    }
    for (const id of gone) {
      this.#touched?.add(id);
      this.#fresh.delete(id);
      this.#gone.add(id);
    }
    this.#soon();
  }

  hearUsers(changed: readonly UserView[]): void {
    for (const user of changed) this.#users.set(user.userId, user);
    for (const [id, row] of this.#fresh) this.#fresh.set(id, withPeer(row, this.#users));
    this.#soon();
  }

  #soon(): void {
    if (this.#due) return;
    this.#due = true;
    this.#later(() => this.#flush());
  }

  #flush(): void {
    this.#due = false;
    if (this.#fresh.size === 0 && this.#gone.size === 0 && this.#users.size === 0) return;
    const users = this.#users;
    const kept = this.rows.filter((row) => !this.#fresh.has(row.id) && !this.#gone.has(row.id));
    const known = users.size === 0 ? kept : kept.map((row) => withPeer(row, users));
    const rows = merge(known, [...this.#fresh.values()].sort(order));
    this.#fresh = new Map();
    this.#gone = new Set();
    this.#users = new Map();
    this.#show(rows);
  }

  #show(rows: readonly ConversationView[]): void {
    this.#byId = new Map(rows.map((row) => [row.id, row]));
    this.rows = rows;
  }
}

function withPeer(row: ConversationView, users: ReadonlyMap<string, UserView>): ConversationView {
  const peer = row.kind === "single" ? users.get(row.peer.userId) : undefined;
  return peer === undefined ? row : { ...row, peer };
}
