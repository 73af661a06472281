/** Whoever was said to write is forgotten after so long, unless it is said again. */
const FORGET_MS = 15_000;
/** While somebody writes it is said again, no sooner than this. */
const PAUSE_MS = 10_000;

interface Writer {
  readonly name: string;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Who is writing in each conversation of an account. */
export class Typing {
  #all = $state.raw<ReadonlyMap<string, ReadonlyMap<string, Writer>>>(new Map());

  /** Their names, those who began first in front. */
  in(conversationId: string): readonly string[] {
    return [...(this.#all.get(conversationId)?.values() ?? [])].map((one) => one.name);
  }

  hear(conversationId: string, userId: string, name: string, on: boolean): void {
    const writers = new Map(this.#all.get(conversationId));
    clearTimeout(writers.get(userId)?.timer);
    if (on) {
      const timer = setTimeout(() => this.hear(conversationId, userId, name, false), FORGET_MS);
      writers.set(userId, { name, timer });
    } else if (!writers.delete(userId)) {
      return;
    }
    this.#all = new Map(this.#all).set(conversationId, writers);
  }
}

/** Says that this person writes: at the first letter, while he goes on, and when he stops. */
export class Telling {
  readonly #tell: (on: boolean) => void;
  #said: number | null = null;

  constructor(tell: (on: boolean) => void) {
    this.#tell = tell;
  }

  wrote(now: number): void {
    if (this.#said !== null && now < this.#said + PAUSE_MS) return;
    this.#said = now;
    this.#tell(true);
  }

  stopped(): void {
    if (this.#said === null) return;
    this.#said = null;
    this.#tell(false);
  }
}
