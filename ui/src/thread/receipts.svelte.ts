import type { Api, AccountId, MessageView, Receipt } from "../api";

/** Changes of what is in view within this time are asked about together. */
const TOGETHER_MS = 400;
/** While somebody looks, what not everybody has read is asked about again. */
const AGAIN_MS = 30_000;
/** The same where the server tells what changes: it does so for a quarter of an hour. */
const TOLD_AGAIN_MS = 600_000;
/** As many of the own messages in view. */
const MOST = 50;

/** How many have read the own messages of a group that are in view. */
export class Receipts {
  readonly #api: Api;
  readonly #account: AccountId;
  readonly #id: string;
  readonly #again: number;
  #known = $state.raw<ReadonlyMap<number, Receipt>>(new Map());
  #seqs: readonly number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #time = 0;
  readonly #asked = new Set<number>();

  /** `told`: whether the server tells what changes. */
  constructor(api: Api, account: AccountId, id: string, told: boolean) {
    this.#api = api;
    this.#account = account;
    this.#id = id;
    this.#again = told ? TOLD_AGAIN_MS : AGAIN_MS;
  }

  of(message: MessageView): Receipt | null {
    return message.seq === null ? null : (this.#known.get(message.seq) ?? null);
  }

  /** These are in view from now on. */
  look(messages: readonly MessageView[]): void {
    const own = messages.filter((one) => one.mine && one.seq !== null && one.state.is === "sent");
    this.#seqs = own.slice(-MOST).flatMap((one) => one.seq ?? []);
    const fresh = this.#seqs.some((seq) => !this.#asked.has(seq));
    if (fresh) this.#soon(TOGETHER_MS);
    else this.#later();
  }

  /** The server has told so. */
  hear(changed: readonly Receipt[]): void {
    const known = new Map(this.#known);
    for (const one of changed) known.set(one.seq, one);
    this.#known = known;
  }

  /** Nobody looks, for now. */
  rest(): void {
    this.#seqs = [];
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Nobody looks any more. */
  leave(): void {
    this.rest();
    if (this.#again === TOLD_AGAIN_MS && this.#asked.size > 0) {
      this.#api.receipts(this.#account, this.#id, []).catch(() => undefined);
    }
  }

  // What everybody has read stays so.
  #open(): number[] {
    return this.#seqs.filter((seq) => {
      const known = this.#known.get(seq);
      return known === undefined || known.read < known.members;
    });
  }

  // What was told while nobody looked counts too.
  #later(): void {
    if (this.#timer !== undefined || this.#open().length === 0) return;
    this.#soon(Math.max(TOGETHER_MS, this.#time + this.#again - Date.now()));
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), ms);
  }

  async #ask(): Promise<void> {
    const seqs = this.#open();
    this.#timer = undefined;
    if (seqs.length === 0) return;
    this.#time = Date.now();
    for (const seq of seqs) this.#asked.add(seq);
    try {
      this.hear(await this.#api.receipts(this.#account, this.#id, seqs));
    } catch {
      // Without a connection what is known stays; it is asked again.
    }
    this.#later();
  }
}
