import { type AccountId, type Api, type BroughtView, type Code, type Manner, type Meant, codeOf } from "../api";
import { posterOf } from "./poster";

// Bytes that go to the app at one time.
const PIECE = 1 << 20;

/** Why a file cannot be sent: a reason of the engine's, or that it cannot be read here. */
export type Trouble = Code | "changed" | "empty";

/** A file on its way from this computer into the app. */
export class Item {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  done = $state(0);
  brought = $state.raw<BroughtView | null>(null);
  trouble = $state<Trouble | null>(null);
  /** It is a video, and has a picture that stands for it. */
  poster = false;
  id: string | null = null;
  gone = false;

  constructor(key: number, { name, size }: { readonly name: string; readonly size: number }) {
    this.key = key;
    this.name = name;
    this.size = size;
  }
}

/** Files that somebody is about to send, copied one after the other. */
export class Bringing {
  readonly #api: Api;
  readonly #account: AccountId;
  readonly #conversation: string;
  readonly #poster: (film: File) => Promise<Uint8Array | null>;
  items = $state.raw<readonly Item[]>([]);
  /** A sticker is chosen elsewhere. */
  manner = $state<Exclude<Manner, "sticker">>("picture");
  #next = 0;
  #queue: Promise<void> = Promise.resolve();

  readonly ready = $derived(
    this.items.length > 0 && this.items.every((item) => item.brought !== null || item.trouble !== null),
  );
  /** Those that can go. */
  readonly good = $derived(this.items.filter((item) => item.brought !== null));
  readonly pictures = $derived(this.items.some((item) => item.brought?.picture != null));
  readonly films = $derived(this.items.some((item) => item.brought?.film != null));

  constructor(
    api: Api,
    account: AccountId,
    conversation: string,
    poster: (film: File) => Promise<Uint8Array | null> = posterOf,
  ) {
    this.#poster = poster;
    this.#api = api;
    this.#account = account;
    this.#conversation = conversation;
  }

  add(files: readonly File[]): void {
    for (const file of files) {
      const item = new Item(this.#next++, file);
      this.items = [...this.items, item];
      this.#queue = this.#queue.then(() => this.#bring(item, file));
    }
  }

  /** Takes up what was kept with the draft, before whatever is brought meanwhile. */
  async restore(): Promise<void> {
    const kept = await this.#api.draftFiles(this.#account, this.#conversation).catch(() => []);
    const known = new Set(this.items.map((item) => item.id));
    const items = kept
      .filter((brought) => !known.has(brought.id))
      .map((brought) => {
        const item = new Item(this.#next++, brought);
        item.id = brought.id;
        item.done = brought.size;
        item.brought = brought;
        return item;
      });
    if (items.length > 0) this.items = [...items, ...this.items];
  }

  /** What is here now is the draft, in this order. */
  async #keep(): Promise<void> {
    const ids = this.good.map((item) => item.id ?? "");
    // What is not kept goes with the program, and can be sent until then.
    await this.#api.keepDraftFiles(this.#account, this.#conversation, ids).catch(() => undefined);
  }

  async #bring(item: Item, file: File): Promise<void> {
    if (item.gone) return;
    if (file.size === 0) {
      item.trouble = "empty";
      return;
    }
    try {
      item.id = await this.#api.beginFile(this.#account, file.name, file.size);
      for (let from = 0; from < file.size && !item.gone; from += PIECE) {
        const bytes = await piece(file, from);
        await this.#api.addToFile(this.#account, item.id, bytes);
        item.done = Math.min(file.size, from + PIECE);
      }
      if (item.gone) return this.#forget(item);
      const brought = await this.#api.endFile(this.#account, item.id);
      if (brought.film !== null) item.poster = await this.#picture(brought.id, file);
      item.brought = brought;
      if (item.gone) return this.#forget(item);
      await this.#keep();
    } catch (failure) {
      item.trouble = failure instanceof Changed ? "changed" : codeOf(failure);
      this.#forget(item);
    }
  }

  /** Gives a video the picture that stands for it; false: it goes without. */
  async #picture(id: string, file: File): Promise<boolean> {
    try {
      const picture = await this.#poster(file);
      if (picture === null) return false;
      await this.#api.setPoster(this.#account, id, picture);
      return true;
    } catch {
      return false;
    }
  }

  /** What a small picture of it is shown by; null: there is none. */
  pictureOf(item: Item): string | null {
    return item.brought === null || (item.brought.picture === null && !item.poster)
      ? null
      : this.#api.media(this.#account, "brought", item.brought.id);
  }

  remove(item: Item): void {
    item.gone = true;
    this.items = this.items.filter((one) => one !== item);
    this.#forget(item);
  }

  move(item: Item, by: number): void {
    const items = [...this.items];
    const at = items.indexOf(item);
    const other = items[at + by];
    if (at < 0 || other === undefined) return;
    items[at] = other;
    items[at + by] = item;
    this.items = items;
    void this.#keep();
  }

  /** Nothing of it is sent. */
  forget(): void {
    for (const item of this.items) this.remove(item);
  }

  /** It is on its way, and here no more. */
  sent(): void {
    this.items = [];
  }

  /** Nobody looks at it any more: what has come stays with the draft, and the rest is not waited for. */
  leave(): void {
    for (const item of this.items) if (item.brought === null) this.remove(item);
  }

  async send(words: string, mentions: readonly Meant[] = []): Promise<void> {
    const files = this.good.map((item) => ({ id: item.brought?.id ?? "", manner: this.manner }));
    await this.#api.sendFiles(this.#account, this.#conversation, files, words.trim(), mentions);
  }

  #forget(item: Item): void {
    const { id } = item;
    if (id !== null) void this.#api.forgetFile(this.#account, id).catch(() => undefined);
  }
}

class Changed extends Error {}

async function piece(file: File, from: number): Promise<Uint8Array> {
  const length = Math.min(PIECE, file.size - from);
  let bytes: ArrayBuffer;
  try {
    bytes = await file.slice(from, from + length).arrayBuffer();
  } catch {
    throw new Changed();
  }
  if (bytes.byteLength !== length) throw new Changed();
  return new Uint8Array(bytes);
}
