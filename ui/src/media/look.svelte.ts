import { type AccountId, type Api, type MessageView } from "../api";

// Pictures a page.
const PAGE = 50;
const LARGEST = 8;
const SMALLEST = 0.1;

/** Pictures of a conversation, one of them before somebody's eyes. */
export class Look {
  readonly #api: Api;
  readonly #account: AccountId;
  /** The last one that was read, which may be none that is looked at here. */
  #last: MessageView | null = null;
  /** Newest first. */
  all = $state.raw<readonly MessageView[]>([]);
  at = $state(0);
  /** Whether all older ones are here. */
  whole = $state(false);
  zoom = $state(1);
  turns = $state(0);
  x = $state(0);
  y = $state(0);

  readonly shown = $derived(this.all[this.at] ?? null);
  readonly hasOlder = $derived(this.at + 1 < this.all.length);
  readonly hasNewer = $derived(this.at > 0);

  constructor(api: Api, account: AccountId, first: MessageView) {
    this.#api = api;
    this.#account = account;
    this.all = [first];
  }

  /** Reads what stands before and behind the one that is shown. */
  async read(): Promise<void> {
    const first = this.shown;
    if (first === null) return;
    // What is kept, or stands inside of another message, is of no album.
    if (first.seq === null && first.state.is === "received") {
      this.whole = true;
      return;
    }
    const found: MessageView[] = [];
    while (!found.some((one) => one.clientMsgId === first.clientMsgId) && (await this.#more(first, found)));
    const at = found.findIndex((one) => one.clientMsgId === first.clientMsgId);
    if (at < 0) return;
    this.all = found;
    this.at = at;
  }

  async #more(of: MessageView, found: MessageView[]): Promise<boolean> {
    const last = this.#last;
    const before = last === null ? null : { seq: last.seq, local: last.local };
    try {
      const page = await this.#api.album(this.#account, of.conversationId, "pictures", before, PAGE);
      this.#last = page.at(-1) ?? last;
      found.push(...page.filter((row) => row.content.is === "picture"));
      this.whole = page.length < PAGE;
      return !this.whole;
    } catch {
      return false;
    }
  }

  async go(by: 1 | -1): Promise<void> {
    const next = this.at + by;
    if (next < 0) return;
    if (next >= this.all.length) {
      const { shown } = this;
      if (this.whole || shown === null) return;
      const found = [...this.all];
      while (next >= found.length && (await this.#more(shown, found)));
      this.all = found;
      if (next >= found.length) return;
    }
    this.at = next;
    this.fit();
  }

  fit(): void {
    this.zoom = 1;
    this.turns = 0;
    this.x = 0;
    this.y = 0;
  }

  /** Larger or smaller, around a point of the picture's own middle. */
  scale(by: number, x = 0, y = 0): void {
    const zoom = Math.min(LARGEST, Math.max(SMALLEST, this.zoom * by));
    const real = zoom / this.zoom;
    this.x = x - (x - this.x) * real;
    this.y = y - (y - this.y) * real;
    this.zoom = zoom;
    if (zoom === 1) {
      this.x = 0;
      this.y = 0;
    }
  }

  turn(): void {
    this.turns = (this.turns + 1) % 4;
  }

  drag(x: number, y: number): void {
    this.x += x;
    this.y += y;
  }
}
