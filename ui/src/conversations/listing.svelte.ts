import { type AccountId, type Api, type Code, type ConversationAct, type ConversationView, codeOf } from "../api";
import { recall, remember } from "../settings/memory";
import { Leaving } from "../widgets/leaving.svelte";
import { Picked } from "../widgets/picked.svelte";
import type { Conversations } from "./conversations.svelte";

export const FILTERS = ["all", "unread", "mentions", "groups", "people"] as const;
export type Filter = (typeof FILTERS)[number];

/** What is shown of the list, what is selected in it, and what is done with it. */
export class Listing {
  readonly #api: Api;
  readonly #account: AccountId;
  readonly #all: Conversations;
  readonly #open: () => string | null;
  readonly #close: () => void;

  #filter = $state<Filter>(remembered());
  /** What was open when the filter was chosen, and does not pass it. */
  #outside = $state<string | null>(null);
  /** Whether those that were put away are shown. */
  archive = $state(false);
  /** Why the last thing could not be done. */
  problem = $state<Code | null>(null);

  readonly leaving = new Leaving<ConversationView>((rows) => this.#delete(rows));
  readonly present = $derived.by(() => this.leaving.without(this.#all.rows));
  readonly archived = $derived(this.present.filter((row) => row.archived));
  readonly rows = $derived(
    this.archive ? this.archived : this.present.filter((row) => !row.archived && this.#passes(row)),
  );
  readonly picked = new Picked(() => this.rows);

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
    const open = this.present.find((row) => row.id === this.#open());
    // What comes into it is read at once: among the unread it would come and go.
    this.#outside = open === undefined || filter === "unread" || this.#matches(open) ? null : open.id;
    this.archive = false;
    this.picked.end();
    remember("filter", filter === "all" ? null : filter);
  }

  #passes(row: ConversationView): boolean {
    // What is open stays, or it would vanish under the eyes that read it.
    return this.#matches(row) || (row.id === this.#open() && row.id !== this.#outside);
  }

  #matches(row: ConversationView): boolean {
    if (this.#filter === "unread") return isUnread(row);
    if (this.#filter === "mentions") return row.mentioned !== null;
    if (this.#filter === "groups") return row.kind === "group";
    if (this.#filter === "people") return row.kind === "single";
    return true;
  }

  async act(rows: readonly ConversationView[], act: ConversationAct): Promise<void> {
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return;
    this.picked.end();
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
    this.leaving.take(rows);
    this.picked.end();
    if (rows.some((row) => row.id === this.#open())) this.#close();
  }

  /** Deletes what was taken out, but what somebody wrote in since. */
  async #delete(rows: readonly ConversationView[]): Promise<void> {
    const ids = rows.filter((row) => this.#isSame(row)).map((row) => row.id);
    this.#all.hear([], ids);
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
