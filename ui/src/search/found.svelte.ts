import {
  type Code,
  type FoundView,
  type HitCount,
  type HitView,
  type Search,
  type SearchCursor,
  type SearchKind,
  codeOf,
} from "../api";

const PAGE = 50;
/** While an index is made anew, what is found grows. */
const AGAIN_MS = 1_000;
/** The server is asked once the hand rests. */
const REST_MS = 400;

/** By what a search is narrowed beside its words. */
export interface Narrowed {
  readonly conversationId: string | null;
  readonly senderId: string | null;
  readonly kind: SearchKind | null;
  /** Days back; null: ever. */
  readonly days: number | null;
}

export const ANYWHERE: Narrowed = { conversationId: null, senderId: null, kind: null, days: null };

const DAY_MS = 86_400_000;

export interface Calls {
  search(request: Search, before: SearchCursor | null, limit: number): Promise<FoundView>;
  counts(request: Search): Promise<HitCount[]>;
  /** Fetches what is not on this device yet; how many there were. */
  fetch(request: Search): Promise<number>;
}

/** The messages that are found as one types, the newest first, as many as were scrolled to. */
export class Found {
  readonly #calls: Calls;
  readonly #now: () => number;
  /** By what it is narrowed from the beginning. */
  readonly #home: Narrowed;
  #query = $state("");
  #narrowed = $state.raw<Narrowed>(ANYWHERE);
  // Without words too.
  #opened = $state(false);
  #asked = 0;
  #next: SearchCursor | null = null;
  #loading = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #fetching: ReturnType<typeof setTimeout> | undefined;

  hits = $state.raw<readonly HitView[]>([]);
  /** How many there are in each conversation; empty as long as that is not known. */
  counts = $state.raw<readonly HitCount[]>([]);
  more = $state(false);
  /** How much of the history is in the index, in hundredths; null: all of it. */
  indexing = $state<number | null>(null);
  problem = $state<Code | null>(null);
  /** The answer for what is asked now is there. */
  answered = $state(false);

  readonly total = $derived(this.counts.reduce((sum, one) => sum + one.count, 0));
  readonly isNarrowed = $derived(Object.values(this.#narrowed).some((value) => value !== null));
  /** There are no words. */
  readonly blank = $derived(this.#query.trim() === "");
  readonly active = $derived(!this.blank || this.#opened);

  constructor(calls: Calls, narrowed: Narrowed = ANYWHERE, now: () => number = Date.now) {
    this.#calls = calls;
    this.#home = narrowed;
    this.#narrowed = narrowed;
    this.#now = now;
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    if (query === this.#query) return;
    this.#query = query;
    // Another search begins anew.
    if (!this.active) this.#narrowed = this.#home;
    void this.ask();
  }

  get narrowed(): Narrowed {
    return this.#narrowed;
  }

  /** Looks for messages of a kind, by somebody, of a time, whatever their words are. */
  open(): void {
    this.#opened = true;
    void this.ask();
  }

  /** Nothing is looked for any more. */
  leave(): void {
    this.#opened = false;
    this.#query = "";
    this.#narrowed = this.#home;
    void this.ask();
  }

  narrow(by: Partial<Narrowed>): void {
    this.#narrowed = { ...this.#narrowed, ...by };
    void this.ask();
  }

  /** Asks from the newest on. What was found before stays until the answer is there. */
  async ask(): Promise<void> {
    const asked = ++this.#asked;
    clearTimeout(this.#again);
    clearTimeout(this.#fetching);
    this.answered = false;
    this.#loading = false;
    if (!this.active) return this.#clear();
    const request = this.#request();
    try {
      const found = await this.#calls.search(request, null, PAGE);
      if (asked !== this.#asked) return;
      this.#take(found, found.hits);
      const counts = await this.#calls.counts(request);
      if (asked !== this.#asked) return;
      this.counts = counts;
      this.#fetching = setTimeout(() => void this.#fetch(asked, request), REST_MS);
    } catch (failure) {
      if (asked !== this.#asked) return;
      this.#clear();
      this.problem = codeOf(failure);
      this.answered = true;
    }
  }

  /** What the server finds beyond comes onto this device, and is found here then. */
  async #fetch(asked: number, request: Search): Promise<void> {
    try {
      if ((await this.#calls.fetch(request)) > 0 && asked === this.#asked) await this.ask();
    } catch {
      // What is on this device is found all the same.
    }
  }

  /** The next ones behind those that are there. */
  async showMore(): Promise<void> {
    const next = this.#next;
    if (next === null || this.#loading || !this.answered) return;
    const asked = this.#asked;
    this.#loading = true;
    try {
      const found = await this.#calls.search(this.#request(), next, PAGE);
      if (asked === this.#asked) this.#take(found, [...this.hits, ...found.hits]);
    } catch (failure) {
      if (asked === this.#asked) this.problem = codeOf(failure);
    } finally {
      if (asked === this.#asked) this.#loading = false;
    }
  }

  /** Nothing is asked any more. */
  close(): void {
    this.#asked++;
    clearTimeout(this.#again);
    clearTimeout(this.#fetching);
  }

  #request(): Search {
    const { conversationId, senderId, kind, days } = this.#narrowed;
    const from = days === null ? null : this.#now() - days * DAY_MS;
    return { query: this.#query, conversationId, senderId, kind, from, to: null };
  }

  #take(found: FoundView, hits: readonly HitView[]): void {
    this.hits = hits;
    this.#next = found.next;
    this.more = found.next !== null;
    this.problem = null;
    this.answered = true;
    const { indexing } = found;
    this.indexing = indexing === null ? null : Math.floor((100 * indexing.done) / Math.max(1, indexing.of));
    if (indexing !== null) this.#again = setTimeout(() => void this.ask(), AGAIN_MS);
  }

  #clear(): void {
    this.hits = [];
    this.counts = [];
    this.#next = null;
    this.more = false;
    this.indexing = null;
    this.problem = null;
  }
}
