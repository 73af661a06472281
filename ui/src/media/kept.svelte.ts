import { type AccountId, type Api, type Code, type MessageView, type SearchCursor, codeOf } from "../api";

/** What of a conversation is looked through. */
export type Which = "pictures" | "files" | "links" | "voice";

export const WHICH: readonly Which[] = ["pictures", "files", "links", "voice"];

// Messages a page.
const PAGE = 90;

/** Whether a message is one of these. */
export function belongs(which: Which, { content }: MessageView): boolean {
  switch (which) {
    case "pictures":
      return content.is === "picture" || content.is === "video";
    case "files":
      return content.is === "file";
    case "voice":
      return content.is === "voice";
    case "links":
      return (content.is === "text" || content.is === "quote") && /https?:\/\//iu.test(content.text);
  }
}

/** The pictures, files, links or voice messages of a conversation, newest first, as many as were scrolled to. */
export class KeptHere {
  readonly #api: Pick<Api, "album" | "search">;
  readonly #account: AccountId;
  readonly #conversation: string;
  #next: SearchCursor | null = null;
  // Which answer is waited for; older ones are not wanted any more.
  #asked = 0;
  #waiting = false;

  which = $state<Which>("pictures");
  rows = $state.raw<readonly MessageView[]>([]);
  /** All of it is here. */
  whole = $state(false);
  answered = $state(false);
  problem = $state<Code | null>(null);

  constructor(api: Pick<Api, "album" | "search">, account: AccountId, conversation: string) {
    this.#api = api;
    this.#account = account;
    this.#conversation = conversation;
  }

  show(which: Which): Promise<void> {
    this.which = which;
    this.rows = [];
    this.whole = false;
    this.answered = false;
    this.#next = null;
    return this.#read();
  }

  /** Reads on, where there is more and nothing stands against it. */
  async more(): Promise<void> {
    if (this.whole || this.#waiting || this.problem !== null) return;
    await this.#read();
  }

  /** The same once more, after it failed or much has changed. */
  again(): Promise<void> {
    return this.rows.length === 0 ? this.#read() : this.show(this.which);
  }

  async #read(): Promise<void> {
    const asked = ++this.#asked;
    this.#waiting = true;
    this.problem = null;
    try {
      const page = await this.#page();
      if (asked !== this.#asked) return;
      const known = new Set(this.rows.map((row) => row.clientMsgId));
      this.rows = [...this.rows, ...page.rows.filter((row) => !known.has(row.clientMsgId))];
      this.whole = page.whole;
      this.answered = true;
    } catch (failure) {
      if (asked === this.#asked) this.problem = codeOf(failure);
    } finally {
      if (asked === this.#asked) this.#waiting = false;
    }
  }

  async #page(): Promise<{ rows: readonly MessageView[]; whole: boolean }> {
    const { which } = this;
    if (which === "links") {
      const request = {
        query: "",
        conversationId: this.#conversation,
        senderId: null,
        kind: "link" as const,
        from: null,
        to: null,
      };
      const found = await this.#api.search(this.#account, request, this.#next, PAGE);
      this.#next = found.next;
      return { rows: found.hits.map((hit) => hit.message), whole: found.next === null };
    }
    const last = this.rows.at(-1);
    const before = last === undefined ? null : { seq: last.seq, local: last.local };
    const rows = await this.#api.album(this.#account, this.#conversation, which, before, PAGE);
    return { rows, whole: rows.length < PAGE };
  }

  /** Messages of the conversation changed: what is new stands first, and what is gone is gone. */
  hear(changed: readonly MessageView[]): void {
    for (const row of changed) {
      const at = this.rows.findIndex((known) => known.clientMsgId === row.clientMsgId);
      const wanted = belongs(this.which, row);
      if (at >= 0) this.rows = wanted ? this.rows.with(at, row) : this.rows.toSpliced(at, 1);
      else if (wanted && this.#isNewest(row)) this.rows = [row, ...this.rows];
    }
  }

  #isNewest(row: MessageView): boolean {
    const first = this.rows[0];
    if (first === undefined) return this.whole;
    if (row.seq === null || first.seq === null) return row.seq === null;
    return row.seq > first.seq;
  }

  /** A message is here no more. */
  drop(key: string): void {
    this.rows = this.rows.filter((row) => row.clientMsgId !== key);
  }
}
