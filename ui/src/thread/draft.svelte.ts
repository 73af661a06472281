import type { Meant } from "../api";
import { moved } from "./meant";

// A pause in writing after which what stands there is kept.
const PAUSE_MS = 500;

function written(text: string, meant: readonly Meant[]): string {
  return JSON.stringify([text, meant]);
}

const NOTHING = written("", []);

/** What was written and not sent. It is kept behind the writing, and never overwritten by what was kept. */
export class Draft {
  readonly #keep: (text: string, meant: readonly Meant[]) => Promise<void>;
  #text = $state("");
  #meant: readonly Meant[] = [];
  // As one text, to be compared.
  #kept = NOTHING;
  #touched = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> | null = null;

  constructor(keep: (text: string, meant: readonly Meant[]) => Promise<void>) {
    this.#keep = keep;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    if (text === this.#text) return;
    this.#meant = moved(this.#meant, this.#text, text);
    this.#text = text;
    this.#soon();
  }

  #soon(): void {
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
    this.#soon();
  }

  /** What is known to be kept. It is taken up until somebody writes here; afterwards it can only be an echo. */
  restore(text: string, meant: readonly Meant[] = []): void {
    if (this.#touched) return;
    this.#kept = written(text, meant);
    this.#text = text;
    this.#meant = meant;
  }

  /** Keeps what stands there now. What fails is tried again with the next change or flush. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#keeping ??= this.#run().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  async #run(): Promise<void> {
    while (this.#touched && written(this.#text, this.#meant) !== this.#kept) {
      const [text, meant] = [this.#text, this.#meant];
      try {
        await this.#keep(text, meant);
        this.#kept = written(text, meant);
      } catch {
        return;
      }
    }
  }
}
