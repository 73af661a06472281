import type { Meant, Quoted, Written } from "../api";
import { moved } from "./meant";

// A pause in writing after which what stands there is kept.
const PAUSE_MS = 500;

function sameAs(written: Written): string {
  return JSON.stringify([written.text, written.mentions, written.quote]);
}

const NOTHING = sameAs({ text: "", mentions: [], quote: null });

/** What was written and not sent. It is kept behind the writing, and never overwritten by what was kept. */
export class Draft {
  readonly #keep: (written: Written) => Promise<void>;
  #text = $state("");
  #quote = $state.raw<Quoted | null>(null);
  #meant: readonly Meant[] = [];
  // As one text, to be compared.
  #kept = NOTHING;
  #touched = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: Promise<void> | null = null;

  constructor(keep: (written: Written) => Promise<void>) {
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

  /** The message that it answers. */
  get quote(): Quoted | null {
    return this.#quote;
  }

  set quote(quote: Quoted | null) {
    this.#quote = quote;
    this.#soon();
  }

  get #written(): Written {
    return { text: this.#text, mentions: [...this.#meant], quote: this.#quote?.clientMsgId ?? null };
  }

  /** What is known to be kept. It is taken up until somebody writes here; afterwards it can only be an echo. */
  restore(text: string, meant: readonly Meant[] = [], quote: Quoted | null = null): void {
    if (this.#touched) return;
    this.#text = text;
    this.#meant = meant;
    this.#quote = quote;
    this.#kept = sameAs(this.#written);
  }

  /** Keeps what stands there now. What fails is tried again with the next change or flush. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#keeping ??= this.#run().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  async #run(): Promise<void> {
    while (this.#touched && sameAs(this.#written) !== this.#kept) {
      const written = this.#written;
      try {
        await this.#keep(written);
        this.#kept = sameAs(written);
      } catch {
        return;
      }
    }
  }
}
