import type { Meant } from "../api";
import { moved } from "./meant";

// A pause in writing after which what stands there is kept.
const PAUSE_MS = 500;

/** What was written and not sent. It is kept behind the writing, and never overwritten by what was kept. */
export class Draft {
  readonly #keep: (text: string) => Promise<void>;
  #text = $state("");
  #meant: readonly Meant[] = [];
  #kept: string | null = null;
  #touched = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> | null = null;

  constructor(keep: (text: string) => Promise<void>) {
    this.#keep = keep;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    if (text === this.#text) return;
    this.#meant = moved(this.#meant, this.#text, text);
    this.#text = text;
    this.#touched = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS);
  }

  /** Where the text mentions somebody. It follows what is written around it. */
  get meant(): readonly Meant[] {
    return this.#meant;
  }

  /** A stretch of the text mentions somebody from now on. */
  mention(meant: Meant): void {
    this.#meant = [...this.#meant, meant].sort((a, b) => a.from - b.from);
  }

  /** What is known to be kept. It is taken up until somebody writes here; afterwards it can only be an echo. */
  restore(text: string): void {
    if (this.#touched) return;
    this.#kept = text;
    this.#text = text;
  }

  /** Keeps what stands there now. What fails is tried again with the next change or flush. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#keeping ??= this.#run().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  async #run(): Promise<void> {
    while (this.#touched && this.#text !== (this.#kept ?? "")) {
      const text = this.#text;
      try {
        await this.#keep(text);
        this.#kept = text;
      } catch {
        return;
      }
    }
  }
}
