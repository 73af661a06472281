import { type AccountId, type Api, type Code, type FavouriteKind, type FavouriteView, codeOf } from "../api";
import { Leaving } from "../widgets/leaving.svelte";
import { Picked } from "../widgets/picked.svelte";

export const KINDS = ["all", "text", "pictures", "files", "voice", "others"] as const;
export type Kind = (typeof KINDS)[number];

/** Rows a page. */
const PAGE = 50;
/** So many are removed by one call. */
const AT_ONCE = 100;

/** What somebody keeps: as many of it as were scrolled to, what is looked for, and which one is open. */
export class Favourites {
  readonly #api: Pick<Api, "favourites" | "removeFavourites">;
  readonly #account: AccountId;
  #limit = PAGE;
  // Which answer is waited for; older ones are not wanted any more.
  #asked = 0;

  #query = $state("");
  #kind = $state<Kind>("all");
  #all = $state.raw<readonly FavouriteView[]>([]);
  more = $state(false);
  answered = $state(false);
  /** Why they could not be read, or the last thing not be done. */
  problem = $state<Code | null>(null);
  /** The one that is read. */
  opened = $state.raw<FavouriteView | null>(null);

  readonly leaving = new Leaving<FavouriteView>((rows) => this.#removed(rows));
  readonly rows = $derived(this.leaving.without(this.#all));
  readonly picked = new Picked(() => this.rows);

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

  /** Takes some away. Only when nobody took that back they are removed. */
  remove(rows: readonly FavouriteView[]): void {
    if (rows.length === 0) return;
    this.leaving.take(rows);
    this.picked.end();
    if (rows.some((row) => row.id === this.opened?.id)) this.opened = null;
  }

  async #removed(rows: readonly FavouriteView[]): Promise<void> {
    const ids = rows.map((row) => row.id);
    this.#all = this.#all.filter((row) => !ids.includes(row.id));
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
