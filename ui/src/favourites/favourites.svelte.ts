import { type AccountId, type Api, type Code, type FavouriteKind, type FavouriteView, codeOf } from "../api";

export const KINDS = ["all", "text", "pictures", "files", "voice", "others"] as const;
export type Kind = (typeof KINDS)[number];

/** Rows a page. */
const PAGE = 50;
/** So many are removed by one call. */
const AT_ONCE = 100;
/** So long a removal can be taken back; nothing of it leaves this window before. */
const UNDO_MS = 6000;

/** What somebody keeps: as many of it as were scrolled to, what is looked for, and which one is open. */
export class Favourites {
  readonly #api: Pick<Api, "favourites" | "removeFavourites">;
  readonly #account: AccountId;
  #limit = PAGE;
  // Which answer is waited for; older ones are not wanted any more.
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  #query = $state("");
  #kind = $state<Kind>("all");
  #all = $state.raw<readonly FavouriteView[]>([]);
  more = $state(false);
  answered = $state(false);
  /** Why they could not be read, or the last thing not be done. */
  problem = $state<Code | null>(null);
  /** Removed, as long as that can be taken back. */
  leaving = $state.raw<readonly FavouriteView[]>([]);
  /** The one that is read. */
  opened = $state.raw<FavouriteView | null>(null);
  /** Those that are selected; null: nobody selects. */
  selected = $state.raw<ReadonlySet<string> | null>(null);
  // From where Shift selects.
  #anchor: string | null = null;

  readonly rows = $derived(this.#all.filter((row) => !this.leaving.some((one) => one.id === row.id)));
  readonly chosen = $derived(this.rows.filter((row) => this.selected?.has(row.id) === true));

  constructor(api: Pick<Api, "favourites" | "removeFavourites">, account: AccountId) {
    this.#api = api;
    this.#account = account;
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    if (query === this.#query) return;
    this.#query = query;
    this.#anew();
  }

  get kind(): Kind {
    return this.#kind;
  }

  set kind(kind: Kind) {
    this.#kind = kind;
    this.#anew();
  }

  get isNarrowed(): boolean {
    return this.#kind !== "all" || this.#query.trim() !== "";
  }

  #anew(): void {
    this.#limit = PAGE;
    void this.read();
  }

  /** Reads what is to be shown; what is shown stays until the answer is there. */
  async read(): Promise<void> {
    const asked = ++this.#asked;
    const kind: FavouriteKind | null = this.#kind === "all" ? null : this.#kind;
    try {
      const { all, more } = await this.#api.favourites(this.#account, { query: this.#query, kind }, this.#limit);
      if (asked !== this.#asked) return;
      this.#all = all;
      this.more = more;
      this.answered = true;
      this.problem = null;
      // As it is now; what is not among those that are shown may still be there.
      const { opened } = this;
      if (opened !== null) this.opened = all.find((one) => one.id === opened.id) ?? opened;
    } catch (failure) {
      if (asked === this.#asked) this.problem = codeOf(failure);
    }
  }

  /** Reads on, where there is more. */
  async readOn(): Promise<void> {
    if (!this.more) return;
    this.more = false;
    this.#limit += PAGE;
    await this.read();
  }

  /** Something changed; whoever has not looked at them yet reads them when he does. */
  hear(refused: Code | null): void {
    if (this.answered) void this.read().then(() => (this.problem = refused ?? this.problem));
  }

  /** Adds one to those that are selected, or takes it out. */
  toggle(id: string): void {
    const selected = new Set(this.selected ?? []);
    if (!selected.delete(id)) selected.add(id);
    this.selected = selected;
    this.#anchor = id;
  }

  /** Selects everything from where the selection began, or from `from`, to this one. */
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

  /** Begins to select, or ends it. */
  select(on: boolean): void {
    this.selected = on ? new Set() : null;
    this.#anchor = null;
  }

  /** Those with which something is to be done when it is asked for at this one: all that are selected, if it is among them. */
  meant(row: FavouriteView): readonly FavouriteView[] {
    return this.selected?.has(row.id) === true ? this.chosen : [row];
  }

  /** Takes some away. Only when nobody took that back they are removed. */
  remove(rows: readonly FavouriteView[]): void {
    if (rows.length === 0) return;
    void this.settle();
    this.leaving = rows;
    this.select(false);
    if (rows.some((row) => row.id === this.opened?.id)) this.opened = null;
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

  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    const { leaving } = this;
    if (leaving.length === 0) return;
    const ids = leaving.map((row) => row.id);
    this.#all = this.#all.filter((row) => !ids.includes(row.id));
    this.leaving = [];
    try {
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        await this.#api.removeFavourites(this.#account, ids.slice(at, at + AT_ONCE));
      }
    } catch (failure) {
      // They are still there.
      await this.read();
      this.problem = codeOf(failure);
    }
  }
}
