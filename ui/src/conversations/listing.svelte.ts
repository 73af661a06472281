import { type AccountId, type Api, type Code, type ConversationAct, type ConversationView, codeOf } from "../api";
import { recall, remember } from "../settings/memory";
import type { Conversations } from "./conversations.svelte";

export const FILTERS = ["all", "unread", "mentions", "groups", "people"] as const;
export type Filter = (typeof FILTERS)[number];

/** So long a deletion can be taken back; nothing of it leaves this window before. */
const UNDO_MS = 6000;

/** What is shown of the list, what is selected in it, and what is done with it. */
export class Listing {
  readonly #api: Api;
  readonly #account: AccountId;
  readonly #all: Conversations;
  readonly #open: () => string | null;
  readonly #close: () => void;

  #filter = $state<Filter>(remembered());
  /** Whether those that were put away are shown. */
  archive = $state(false);
  selected = $state.raw<ReadonlySet<string>>(new Set());
  /** Deleted, as long as that can be taken back. */
  leaving = $state.raw<readonly ConversationView[]>([]);
  /** Why the last thing could not be done. */
  problem = $state<Code | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  // From where Shift selects.
  #anchor: string | null = null;

  readonly present = $derived(this.#present());
  readonly archived = $derived(this.present.filter((row) => row.archived));
  readonly rows = $derived(
    this.archive ? this.archived : this.present.filter((row) => !row.archived && this.#passes(row)),
  );
  readonly chosen = $derived(this.rows.filter((row) => this.selected.has(row.id)));

  constructor(api: Api, account: AccountId, all: Conversations, open: () => string | null, close: () => void) {
    this.#api = api;
    this.#account = account;
    this.#all = all;
    this.#open = open;
    this.#close = close;
  }

  get filter(): Filter {
    return this.#filter;
  }

  set filter(filter: Filter) {
    this.#filter = filter;
    this.archive = false;
    this.clear();
    remember("filter", filter === "all" ? null : filter);
  }

  #present(): readonly ConversationView[] {
    if (this.leaving.length === 0) return this.#all.rows;
    const leaving = new Set(this.leaving.map((row) => row.id));
    return this.#all.rows.filter((row) => !leaving.has(row.id));
  }

  #passes(row: ConversationView): boolean {
    // What is open stays, or it would vanish under the eyes that read it.
    if (row.id === this.#open()) return true;
    if (this.#filter === "unread") return isUnread(row);
    if (this.#filter === "mentions") return row.mentioned !== null;
    if (this.#filter === "groups") return row.kind === "group";
    if (this.#filter === "people") return row.kind === "single";
    return true;
  }

  /** Adds a row to what is selected, or takes it out. */
  toggle(id: string): void {
    const selected = new Set(this.selected);
    if (!selected.delete(id)) selected.add(id);
    this.selected = selected;
    this.#anchor = id;
  }

  /** Selects everything from where the selection began, or from `from`, to this row. */
  extend(id: string, from: string | null): void {
    const ids = this.rows.map((row) => row.id);
    const anchor = this.#anchor !== null && ids.includes(this.#anchor) ? this.#anchor : (from ?? id);
    const [first, last] = [ids.indexOf(anchor), ids.indexOf(id)].sort((a, b) => a - b);
    this.selected = new Set(ids.slice(first, (last ?? 0) + 1));
    this.#anchor = anchor;
  }

  selectAll(): void {
    this.selected = new Set(this.rows.map((row) => row.id));
  }

  clear(): void {
    this.selected = new Set();
    this.#anchor = null;
  }

  /** Those with which something is to be done when it is asked for at this row: all that are selected, if it is one. */
  meant(id: string): readonly ConversationView[] {
    if (this.selected.has(id)) return this.chosen;
    return this.rows.filter((row) => row.id === id);
  }

  async act(rows: readonly ConversationView[], act: ConversationAct): Promise<void> {
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return;
    this.clear();
    // Whoever marks what he has before his eyes wants to come back to it.
    if (act.is === "unread" && ids.includes(this.#open() ?? "")) this.#close();
    await this.#ask(ids, act);
  }

  async #ask(ids: readonly string[], act: ConversationAct): Promise<void> {
    this.problem = null;
    try {
      await this.#api.act(this.#account, ids, act);
    } catch (failure) {
      this.problem = codeOf(failure);
    }
  }

  /** Moves a pinned one among its like. */
  async move(row: ConversationView, by: 1 | -1): Promise<void> {
    const pinned = this.present.filter((one) => one.pinned !== null);
    const at = pinned.findIndex((one) => one.id === row.id);
    const to = at + by;
    if (at < 0 || to < 0 || to >= pinned.length) return;
    const below = by > 0 ? pinned[to] : pinned[to - 1];
    await this.place(row, below?.id ?? null);
  }

  /** Puts a pinned one right below another, or above all. */
  async place(row: ConversationView, below: string | null): Promise<void> {
    await this.#ask([row.id], { is: "place", below });
  }

  /** Takes rows out of the list. Only when nobody took that back they are deleted. */
  remove(rows: readonly ConversationView[]): void {
    if (rows.length === 0) return;
    void this.settle();
    this.clear();
    this.leaving = rows;
    if (rows.some((row) => row.id === this.#open())) this.#close();
    this.wait();
  }

  /** The time to take it back runs, from its beginning. */
  wait(): void {
    clearTimeout(this.#timer);
    if (this.leaving.length > 0) this.#timer = setTimeout(() => void this.settle(), UNDO_MS);
  }

  /** While somebody is about to take it back, it does not run. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  undo(): void {
    clearTimeout(this.#timer);
    this.leaving = [];
  }

  /** Deletes what was taken out, but what somebody wrote in since. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    const ids = this.leaving.filter((row) => this.#isSame(row)).map((row) => row.id);
    this.#all.hear([], ids);
    this.leaving = [];
    if (ids.length === 0) return;
    await this.#ask(ids, { is: "delete" });
    // They are still there.
    if (this.problem !== null) void this.#all.refresh();
  }

  #isSame(row: ConversationView): boolean {
    const now = this.#all.get(row.id);
    return now !== null && now.time === row.time && now.unread <= row.unread;
  }
}

export function isUnread(row: ConversationView): boolean {
  return row.unread > 0 || row.markedUnread;
}

function remembered(): Filter {
  const known = recall("filter");
  return FILTERS.find((filter) => filter === known) ?? "all";
}
