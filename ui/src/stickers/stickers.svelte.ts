import { type AccountId, type Api, type Code, type StickerView, type StickersAdded, codeOf } from "../api";
import { type Mood, nameOf, sourceOf } from "./pack";
import { unzip } from "./zip";

/** As the engine has it. */
const LONGEST = 1 << 20;
const MOST = 300;

type Wanted = Pick<
  Api,
  | "stickers"
  | "keepSticker"
  | "keepStickerFolder"
  | "forgetSticker"
  | "bringSticker"
  | "beginFile"
  | "addToFile"
  | "endFile"
  | "forgetFile"
  | "sendFiles"
>;

/** A picture that somebody adds. */
interface Added {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The stickers of an account on this device. */
export class Stickers {
  readonly #api: Wanted;
  readonly #account: AccountId;
  kept = $state.raw<readonly StickerView[]>([]);
  failed = $state(false);
  adding = $state(false);
  /** What came of the last ones that were added. */
  added = $state.raw<StickersAdded | null>(null);

  constructor(api: Wanted, account: AccountId) {
    this.#api = api;
    this.#account = account;
  }

  async read(): Promise<void> {
    try {
      this.kept = await this.#api.stickers(this.#account);
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  /** Keeps the pictures of a folder that the system's dialog is told. */
  async addFolder(): Promise<void> {
    if (this.adding) return;
    this.adding = true;
    try {
      this.added = (await this.#api.keepStickerFolder(this.#account)) ?? this.added;
    } catch (failure) {
      this.added = { kept: 0, left: 0, code: codeOf(failure) };
    }
    this.adding = false;
    await this.read();
  }

  /** Keeps pictures, out of a zip too; what is none, or too large, is counted and left. */
  async add(files: readonly File[]): Promise<void> {
    if (this.adding) return;
    this.adding = true;
    let [kept, left] = [0, 0];
    let code: Code | null = null;
    for (const file of files) {
      for (const one of await opened(file)) {
        if (one === null) {
          left++;
          continue;
        }
        try {
          await this.#keep(one);
          kept++;
        } catch (failure) {
          left++;
          if (codeOf(failure) === "stickersFull") code = "stickersFull";
        }
      }
    }
    this.added = { kept, left, code };
    this.adding = false;
    await this.read();
  }

  async #keep({ name, bytes }: Added): Promise<void> {
    await this.#api.keepSticker(this.#account, await this.#bring(name, bytes));
  }

  async #bring(name: string, bytes: Uint8Array): Promise<string> {
    const id = await this.#api.beginFile(this.#account, name, bytes.length);
    try {
      await this.#api.addToFile(this.#account, id, bytes);
      await this.#api.endFile(this.#account, id);
      return id;
    } catch (failure) {
      void this.#api.forgetFile(this.#account, id).catch(() => undefined);
      throw failure;
    }
  }

  async forget(sticker: StickerView): Promise<void> {
    await this.#api.forgetSticker(this.#account, sticker.content);
    await this.read();
  }

  /** Sends one that is kept, or one of Selkie's own. */
  async send(conversation: string, sticker: StickerView | Mood): Promise<void> {
    const id =
      typeof sticker === "string"
        ? await this.#bring(nameOf(sticker), await bytesOf(sticker))
        : await this.#api.bringSticker(this.#account, sticker.content);
    await this.#api.sendFiles(this.#account, conversation, [{ id, manner: "sticker" }], "", []);
  }
}

async function bytesOf(mood: Mood): Promise<Uint8Array> {
  const answer = await fetch(sourceOf(mood));
  return new Uint8Array(await answer.arrayBuffer());
}

/** What is to be kept of a file that was chosen; null stands for each that cannot be. */
async function opened(file: File): Promise<(Added | null)[]> {
  try {
    if (/\.zip$/iu.test(file.name)) {
      const inside = await unzip(new Uint8Array(await file.arrayBuffer()), LONGEST, MOST);
      return inside.length === 0 ? [null] : inside;
    }
    if (file.size === 0 || file.size > LONGEST) return [null];
    return [{ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }];
  } catch {
    return [null];
  }
}
