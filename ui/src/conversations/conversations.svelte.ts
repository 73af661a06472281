import { type AccountId, type Api, type Code, type ConversationView, type UserView, codeOf } from "../api";

/** The conversations of one account, newest first. */
export class Conversations {
  readonly #api: Api;
  readonly #account: AccountId;

  rows = $state.raw<readonly ConversationView[]>([]);
  loaded = $state(false);
  problem = $state<Code | null>(null);

  /** What waits to be read, where nothing is muted: as the window's title counts. */
  readonly unread = $derived(this.rows.filter((row) => row.notify === "all").reduce((sum, row) => sum + row.unread, 0));

  // Keys that events brought while an answer was on its way; the answer may be older than they are.
  #touched: Set<string> | null = null;
  #reading: Promise<void> | null = null;
  #again = false;

  constructor(api: Api, account: AccountId) {
    this.#api = api;
    this.#account = account;
  }

  get(id: string | null): ConversationView | null {
    return this.rows.find((row) => row.id === id) ?? null;
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
      const newer = this.rows.filter((row) => touched.has(row.id));
      this.rows = sort([...answer.filter((row) => !touched.has(row.id)), ...newer]);
      this.loaded = true;
      this.problem = null;
    } catch (failure) {
      this.problem = codeOf(failure);
    } finally {
      this.#touched = null;
    }
  }

  hear(changed: readonly ConversationView[], gone: readonly string[] = []): void {
    const fresh = new Map(changed.map((row) => [row.id, row]));
    for (const id of [...fresh.keys(), ...gone]) this.#touched?.add(id);
    const kept = this.rows.filter((row) => !fresh.has(row.id) && !gone.includes(row.id));
    this.rows = sort([...kept, ...fresh.values()]);
  }

  hearUsers(changed: readonly UserView[]): void {
    const fresh = new Map(changed.map((user) => [user.userId, user]));
    if (!this.rows.some((row) => row.kind === "single" && fresh.has(row.peer.userId))) return;
    this.rows = this.rows.map((row) => {
      const peer = row.kind === "single" ? fresh.get(row.peer.userId) : undefined;
      return peer === undefined ? row : { ...row, peer };
    });
  }
}

function sort(rows: ConversationView[]): ConversationView[] {
  return rows.sort((a, b) => (b.pinned ?? -1) - (a.pinned ?? -1) || b.time - a.time || (a.id < b.id ? -1 : 1));
}
