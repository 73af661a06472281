import {
  type AccountId,
  type Api,
  type Code,
  type Cursor,
  type Meant,
  type MessageView,
  type Page,
  type Quoted,
  codeOf,
} from "../api";
import { Acting } from "./acting.svelte";
import { Draft } from "./draft.svelte";
import { within } from "./meant";
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
import { LARGEST_BACKLOG, guessUnread, reachUnread } from "./unread";

/** Where a reader was: the message at the top edge and how far it stood from it, or at the newest message. */
export interface Place {
  readonly clientMsgId: string;
  readonly top: number;
}

const FIRST_PAGE = 60;
const OLDER_PAGE = 100;
const LARGEST_FIRST_PAGE = 300;
// As many as the engine reads at once.
const LARGEST_PAGE = 200;
// Messages above one that is jumped to.
const STEP_BEYOND = 20;
// Room above the first unread message for the line that says so.
const UNREAD_TOP_PX = 72;
const MARK_PAUSE_MS = 300;

/** One conversation as it is read: what is loaded, what is drawn, the draft, and the place where the reader was. */
export class Thread {
  readonly account: AccountId;
  readonly id: string;
  readonly #api: Api;

  shown = $state.raw<Shown>(NOTHING);
  loaded = $state(false);
  older = $state(false);
  loadingOlder = $state(false);
  /** Why the messages could not be read. */
  problem = $state<Code | null>(null);
  /** Why the last text was not taken; it is back in the draft. */
  refusal = $state<Code | null>(null);
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
  #marking: ReturnType<typeof setTimeout> | undefined;
  #sends: Promise<unknown> = Promise.resolve();

  /** What is being written here. */
  readonly writing: Draft;
  /** What is done with the messages. */
  readonly acting: Acting;

  /** Where what is drawn begins. The oldest message waits for the one before it, which tells whether a day or a sender
   * begins with it: drawn at once it would change its height under the reader's eyes. */
  readonly #first = $derived(this.shown.first === 0 && this.older && this.shown.rows.length > 1 ? 1 : this.shown.first);
  readonly visible = $derived(this.shown.rows.slice(this.#first, this.shown.end));
  readonly before = $derived(this.shown.rows[this.#first - 1] ?? null);
  readonly atEnd = $derived(this.shown.end === this.shown.rows.length);
  readonly atStart = $derived(this.shown.first === 0 && !this.older);
  readonly newBelow = $derived(this.shown.rows.filter((row) => !row.mine && (row.seq ?? 0) > this.#seen).length);

  constructor(api: Api, account: AccountId, id: string) {
    this.#api = api;
    this.account = account;
    this.id = id;
    this.writing = new Draft((written) => api.setDraft(account, id, written));
    this.acting = new Acting(api, account, id);
  }

  get draft(): string {
    return this.writing.text;
  }

  set draft(text: string) {
    this.writing.text = text;
  }

  /** What the engine has of the draft; it is of no interest once somebody writes here. */
  restoreDraft(text: string, meant: readonly Meant[] = [], quote: Quoted | null = null): void {
    this.writing.restore(text, meant, quote);
  }

  /** Goes on with what was written in another one. */
  inheritDraft(other: Thread): void {
    this.draft = other.draft;
    for (const one of other.writing.meant) this.writing.mention(one);
    if (other.writing.quote !== null) this.writing.quote = other.writing.quote;
  }

  keepDraft(): void {
    void this.writing.flush();
  }

  /** Comes into view. What is known is there at once; the newest page is read again beside it. */
  async open(unread: number): Promise<void> {
    this.found = null;
    void this.acting.readPins();
    this.unreadFrom = guessUnread(this.shown.rows, unread);
    if (this.unreadFrom !== null && this.following) this.#goToUnread();
    await this.refresh(unread);
  }

  /** Brings the reader to a message, unless it is very far back. */
  async goTo(seq: number): Promise<void> {
    await this.#reading;
    for (let back = 0; back < LARGEST_BACKLOG; back += LARGEST_PAGE) {
      const top = this.shown.rows[0];
      if (top === undefined || !this.older || top.seq === null || top.seq <= seq) break;
      if (top.seq - seq > LARGEST_BACKLOG) return;
      if (!(await this.#bringOlder(Math.min(LARGEST_PAGE, top.seq - seq + STEP_BEYOND)))) return;
    }
    const at = this.shown.rows.findIndex((row) => row.seq !== null && row.seq >= seq);
    const row = this.shown.rows[at];
    if (row === undefined) return;
    // Drawn anew also where it is in the document already, so that the goal is taken.
    this.shown = slideTo(this.shown, at, this.room);
    this.goal = { clientMsgId: row.clientMsgId, top: UNREAD_TOP_PX };
    this.following = false;
    this.found = row.clientMsgId;
  }

  /** Reads the newest page again and puts it under what is shown. */
  async refresh(unread = 0): Promise<void> {
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

  async #readNewest(unread: number): Promise<void> {
    const first = !this.loaded;
    const limit = Math.min(LARGEST_FIRST_PAGE, Math.max(FIRST_PAGE, unread + 20));
    this.#touched = new Set();
    try {
      const page = await this.#api.messages(this.account, this.id, null, limit);
      const whole = first ? await reachUnread(this.#api, this.account, this.id, page) : page;
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
    const { rows, meets } = mergeNewest(this.shown.rows, page, this.#touched ?? new Set());
    if (!this.loaded || !meets || !page.older) this.older = page.older;
    this.shown = settle(meets ? this.shown : NOTHING, rows, this.following || !meets, this.room);
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
    const { sure, doubtful } = sortOut(changed, rows, this.older);
    for (const row of sure) this.#touched?.add(row.clientMsgId);
    this.acting.hear(changed);
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
      const page = await this.#api.messages(this.account, this.id, before, limit);
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
    if (!this.atEnd) this.shown = slideDown(this.shown, this.room);
  }

  showNewest(): void {
    this.shown = slideToNewest(this.shown);
    this.following = true;
    this.goal = null;
  }

  /** Takes the draft. It is cleared at once; what the engine refuses comes back, before whatever was typed since. */
  async send(): Promise<void> {
    const text = this.draft.trim();
    if (text === "") return;
    const start = this.draft.indexOf(text);
    const meant = within(this.writing.meant, start, start + text.length);
    const { quote } = this.writing;
    this.refusal = null;
    if (this.acting.editing !== null) {
      if (await this.acting.edit(text, meant)) this.draft = this.acting.stopEditing();
      return;
    }
    this.draft = "";
    if (quote !== null) this.writing.quote = null;
    this.unreadFrom = null;
    this.showNewest();
    const written = { text, mentions: meant, quote: quote?.clientMsgId ?? null };
    // One after the other, or two quick texts could change places on their way to the engine.
    const sent = this.#sends.then(() => this.#api.sendText(this.account, this.id, written));
    this.#sends = sent.catch(() => undefined);
    try {
      const row = await sent;
      // Only now: between the two, a crash finds the text in one place at least.
      this.keepDraft();
      if (!this.shown.rows.some((known) => known.clientMsgId === row.clientMsgId)) this.hear([row]);
    } catch (failure) {
      this.refusal = codeOf(failure);
      this.draft = this.draft === "" ? text : `${text}\n${this.draft}`;
      for (const one of meant) this.writing.mention(one);
      if (quote !== null) this.writing.quote = quote;
    }
  }

  async resend(clientMsgId: string): Promise<void> {
    await this.#act(() => this.#api.resend(this.account, clientMsgId));
  }

  async discard(clientMsgId: string): Promise<void> {
    await this.#act(async () => {
      await this.#api.discard(this.account, clientMsgId);
      this.drop(clientMsgId);
    });
  }

  /** A message is here no more. */
  drop(clientMsgId: string): void {
    const rows = this.shown.rows.filter((row) => row.clientMsgId !== clientMsgId);
    if (rows.length < this.shown.rows.length) this.shown = settle(this.shown, rows, this.following, this.room);
    this.acting.drop(clientMsgId);
  }

  async #act(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.refusal = null;
    } catch (failure) {
      this.refusal = codeOf(failure);
    }
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
      await this.#api.markRead(this.account, this.id, seq);
    } catch {
      // It is tried again with the next look; the count in the list stays until then.
      this.#marked = before;
    }
  }

  /** Leaves the document: what lies far above the reader's place need not stay in memory. */
  leave(): void {
    this.keepDraft();
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
