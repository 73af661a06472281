import { type AccountId, type Api, type Code, type Cursor, type MessageView, type Page, codeOf } from "../api";
import { around } from "./around";
import { mergeNewest, sortOut } from "./merge";
import {
  LIMIT,
  NOTHING,
  type Shown,
  newestSeq,
  settle,
  slideDown,
  slideTo,
  slideToNewest,
  slideUp,
  upsert,
} from "./rows";
import { guessUnread, reachUnread } from "./unread";

/** Where a reader was: the message at the top edge and how far it stood from it, or at the newest message. */
export interface Place {
  readonly clientMsgId: string;
  readonly top: number;
}

const FIRST_PAGE = 60;
const OLDER_PAGE = 100;
const LARGEST_FIRST_PAGE = 300;
// Messages above one that is jumped to.
const STEP_BEYOND = 20;
// What lies nearer is reached by pages, and all between stays loaded.
const NEAR = 180;
// Room above the first unread message for the line that says so.
const UNREAD_TOP_PX = 72;
const MARK_PAUSE_MS = 300;

/** One conversation as it is read: what is loaded, what is drawn, and the place where the reader was. */
export class History {
  readonly account: AccountId;
  readonly id: string;
  protected readonly api: Api;

  shown = $state.raw<Shown>(NOTHING);
  loaded = $state(false);
  older = $state(false);
  loadingOlder = $state(false);
  /** The reader stands in the middle of history: newer messages exist than those that are loaded. */
  newer = $state(false);
  /** Why the messages could not be read. */
  problem = $state<Code | null>(null);
  unreadFrom = $state<number | null>(null);
  /** Whether the newest message is in view and new ones are scrolled to. */
  following = $state(true);
  /** The message that somebody jumped to. */
  found = $state<string | null>(null);
  /** The place to which the reader is to be brought; taken by whoever draws the thread. */
  goal: Place | null = null;
  /** How many messages the document may hold; known to whoever draws the thread. */
  room = LIMIT;

  /** The newest seq that was in view; what is newer counts as new below. */
  #seen = $state(0);
  #marked: number | null = null;
  // What lies before this seq was put out of sight.
  #cleared = 0;
  // Keys that events brought while an answer was on its way; the answer may be older than they are.
  #touched: Set<string> | null = null;
  #reading: Promise<void> | null = null;
  #again = false;
  #bringing = false;
  #marking: ReturnType<typeof setTimeout> | undefined;

  /** Where what is drawn begins. The oldest message waits for the one before it, which tells whether a day or a sender
   * begins with it: drawn at once it would change its height under the reader's eyes. */
  readonly #first = $derived(this.shown.first === 0 && this.older && this.shown.rows.length > 1 ? 1 : this.shown.first);
  readonly visible = $derived(this.shown.rows.slice(this.#first, this.shown.end));
  readonly before = $derived(this.shown.rows[this.#first - 1] ?? null);
  readonly atEnd = $derived(!this.newer && this.shown.end === this.shown.rows.length);
  readonly atStart = $derived(this.shown.first === 0 && !this.older);
  readonly newBelow = $derived(this.shown.rows.filter((row) => !row.mine && (row.seq ?? 0) > this.#seen).length);

  constructor(api: Api, account: AccountId, id: string) {
    this.api = api;
    this.account = account;
    this.id = id;
  }

  /** Comes into view. What is known is there at once; the newest page is read again beside it. */
  async open(unread: number): Promise<void> {
    this.found = null;
    if (this.newer && unread > 0) this.following = true;
    this.unreadFrom = this.newer ? null : guessUnread(this.shown.rows, unread);
    if (this.unreadFrom !== null && this.following) this.#goToUnread();
    await this.refresh(unread);
  }

  /** Brings the reader to a message, however far back it lies. */
  async goTo(seq: number): Promise<void> {
    await this.#reading;
    if (!(await this.#reach(seq))) return;
    const at = this.shown.rows.findIndex((row) => row.seq !== null && row.seq >= seq);
    const row = this.shown.rows[at];
    if (row === undefined) return;
    // Drawn anew also where it is in the document already, so that the goal is taken.
    this.shown = slideTo(this.shown, at, this.room);
    this.goal = { clientMsgId: row.clientMsgId, top: UNREAD_TOP_PX };
    this.following = false;
    this.found = row.clientMsgId;
  }

  /** Loads a message with what stands around it. */
  async #reach(seq: number): Promise<boolean> {
    const { rows } = this.shown;
    const top = rows[0]?.seq ?? null;
    const below = this.newer && seq > (newestSeq(rows) ?? 0);
    const missing = top === null ? 0 : top - seq;
    if (top !== null && !below && (missing <= 0 || !this.older)) return true;
    if (top !== null && !below && missing <= NEAR) return this.#bringOlder(missing + STEP_BEYOND);
    return this.#stand(seq);
  }

  /** Goes into the middle of history: what was loaded makes way for what stands around a message. */
  async #stand(seq: number): Promise<boolean> {
    try {
      const stretch = await around(this.api, this.account, this.id, seq);
      if (stretch === null) return false;
      const rows = stretch.rows.filter((row) => this.#isThere(row));
      this.shown = { rows, first: 0, end: Math.min(rows.length, this.room) };
      this.older = stretch.older;
      this.newer = stretch.newer;
      this.following = false;
      this.problem = null;
    } catch (failure) {
      this.problem = codeOf(failure);
      return false;
    }
    // What came meanwhile, and what has no seq yet, comes with the newest page.
    if (!this.newer) await this.refresh();
    return true;
  }

  /** Reads the newest page again and puts it under what is shown. */
  async refresh(unread = 0): Promise<void> {
    if (this.newer && !this.following) return this.#rereadHere();
    if (this.#reading !== null) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#readNewest(unread);
    await this.#reading;
    this.#reading = null;
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  /** The same in the middle of history. */
  async #rereadHere(): Promise<void> {
    const seq = this.visible.find((row) => row.seq !== null)?.seq ?? null;
    if (seq !== null) await this.#stand(seq);
  }

  async #readNewest(unread: number): Promise<void> {
    const first = !this.loaded;
    const limit = Math.min(LARGEST_FIRST_PAGE, Math.max(FIRST_PAGE, unread + 20));
    this.#touched = new Set();
    try {
      const page = await this.api.messages(this.account, this.id, null, limit);
      const whole = first ? await reachUnread(this.api, this.account, this.id, page) : page;
      this.#takeNewest(whole);
      this.problem = null;
      if (first) {
        this.unreadFrom = whole.unreadFrom;
        this.#goToUnread();
      }
    } catch (failure) {
      this.problem = codeOf(failure);
    } finally {
      this.#touched = null;
    }
  }

  #takeNewest(read: Page): void {
    // It may have been read before.
    const page = { ...read, messages: read.messages.filter((row) => this.#isThere(row)) };
    // Whoever comes back from the middle of history leaves it.
    const before = this.newer ? NOTHING : this.shown;
    const { rows, meets } = mergeNewest(before.rows, page, this.#touched ?? new Set());
    if (!this.loaded || !meets || !page.older) this.older = page.older;
    if (this.newer) this.following = true;
    this.newer = false;
    this.shown = settle(meets ? before : NOTHING, rows, this.following || !meets, this.room);
    if (this.loaded) return;
    this.loaded = true;
    this.#marked = page.unreadFrom === null ? newestSeq(rows) : page.unreadFrom - 1;
    this.#seen = this.#marked ?? 0;
  }

  /** New or changed messages. Answers with those from others that were not there before. */
  hear(changed: readonly MessageView[]): MessageView[] {
    if (!this.loaded) {
      // The page that is on its way may have been read before these were written.
      this.#again = this.#reading !== null;
      return [];
    }
    const { rows } = this.shown;
    const known = new Set(rows.map((row) => row.clientMsgId));
    const top = newestSeq(rows) ?? 0;
    if (this.newer) {
      // Only what is loaded looks different; all else comes when the reader goes on.
      const here = changed.filter((row) => known.has(row.clientMsgId));
      if (here.length > 0) this.shown = settle(this.shown, upsert(rows, here), false, this.room);
      this.#again = this.#reading !== null;
      return [];
    }
    const { sure, doubtful } = sortOut(changed, rows, this.older);
    for (const row of sure) this.#touched?.add(row.clientMsgId);
    if (sure.length > 0) this.shown = settle(this.shown, upsert(rows, sure), this.following, this.room);
    // Reading the newest page tells whether something is missing between.
    if (doubtful.length > 0) void this.refresh();
    return changed.filter((row) => !row.mine && !known.has(row.clientMsgId) && (row.seq ?? 0) > top);
  }

  /** Everything before this seq is out of sight, whoever asked for it. */
  clear(before: number): void {
    this.#cleared = Math.max(this.#cleared, before);
    this.shown = settle(
      this.shown,
      this.shown.rows.filter((row) => this.#isThere(row)),
      this.following,
      this.room,
    );
    this.older = false;
    this.unreadFrom = null;
  }

  #isThere(row: MessageView): boolean {
    return row.seq === null || row.seq >= this.#cleared;
  }

  /** Brings older messages into the document: from memory, else from the engine. */
  async showOlder(): Promise<void> {
    if (this.shown.first > 0) {
      this.shown = slideUp(this.shown, this.room);
      return;
    }
    if (await this.#bringOlder(OLDER_PAGE)) this.shown = slideUp(this.shown, this.room);
  }

  /** Reads older messages into memory. Whether there are more now than before. */
  async #bringOlder(limit: number): Promise<boolean> {
    if (!this.older || this.loadingOlder || !this.loaded) return false;
    const top = this.shown.rows[0];
    const before: Cursor | null = top === undefined ? null : { seq: top.seq, local: top.local };
    this.loadingOlder = true;
    try {
      const page = await this.api.messages(this.account, this.id, before, limit);
      // Meanwhile a hole may have cut away what this page was to stand before.
      if (this.shown.rows[0]?.clientMsgId !== top?.clientMsgId) return false;
      const rows = upsert(page.messages, this.shown.rows);
      const added = rows.length - this.shown.rows.length;
      this.older = page.older;
      this.shown = { rows, first: this.shown.first + added, end: this.shown.end + added };
      this.problem = null;
      return added > 0;
    } catch (failure) {
      this.problem = codeOf(failure);
      return false;
    } finally {
      this.loadingOlder = false;
    }
  }

  showNewer(): void {
    if (this.shown.end < this.shown.rows.length) this.shown = slideDown(this.shown, this.room);
    else if (this.newer) void this.#bringNewer();
  }

  async #bringNewer(): Promise<void> {
    const { rows } = this.shown;
    const last = newestSeq(rows);
    if (last === null || this.#bringing) return;
    this.#bringing = true;
    try {
      const page = await this.api.messagesFrom(this.account, this.id, last + 1, OLDER_PAGE);
      // Meanwhile the reader may have gone elsewhere.
      if (!this.newer || newestSeq(this.shown.rows) !== last) return;
      this.shown = slideDown({ ...this.shown, rows: upsert(this.shown.rows, page.messages) }, this.room);
      this.newer = page.newer;
    } catch (failure) {
      this.problem = codeOf(failure);
      return;
    } finally {
      this.#bringing = false;
    }
    if (!this.newer) await this.refresh();
  }

  showNewest(): void {
    if (this.newer) {
      this.following = true;
      this.goal = null;
      void this.refresh();
      return;
    }
    this.shown = slideToNewest(this.shown);
    this.following = true;
    this.goal = null;
  }

  /** Messages up to this seq are in front of the reader's eyes. */
  see(seq: number): void {
    if (seq > this.#seen) this.#seen = seq;
    if (this.#marked !== null && seq <= this.#marked) return;
    clearTimeout(this.#marking);
    // While somebody scrolls, one mark stands for many.
    if (seq === newestSeq(this.shown.rows)) void this.#mark(seq);
    else this.#marking = setTimeout(() => void this.#mark(seq), MARK_PAUSE_MS);
  }

  async #mark(seq: number): Promise<void> {
    const before = this.#marked;
    this.#marked = seq;
    try {
      await this.api.markRead(this.account, this.id, seq);
    } catch {
      // It is tried again with the next look; the count in the list stays until then.
      this.#marked = before;
    }
  }

  /** What lies far above the reader's place need not stay in memory while nobody looks. */
  protected trim(): void {
    if (!this.following || this.shown.rows.length <= LARGEST_FIRST_PAGE) return;
    const rows = this.shown.rows.slice(-LARGEST_FIRST_PAGE);
    this.older = true;
    this.shown = slideToNewest({ rows, first: 0, end: rows.length });
  }

  #goToUnread(): void {
    const from = this.unreadFrom;
    const { rows } = this.shown;
    const at = rows.findIndex((row) => from !== null && row.seq !== null && row.seq >= from);
    const row = rows[at];
    // The first of all that is loaded may have older unread ones before it.
    if (row === undefined || (at === 0 && this.older && row.seq !== from)) return;
    if (at < this.shown.first || at >= this.shown.end) this.shown = slideTo(this.shown, at, this.room);
    this.goal = { clientMsgId: row.clientMsgId, top: UNREAD_TOP_PX };
    this.following = false;
  }
}
