import type { UserView } from "../api";
import type { Emoji } from "../emoji/emoji";
import type { Written } from "../emoji/shortcode";

/** What can stand in place of the few letters that were written. */
export type Offer =
  | { readonly is: "emoji"; readonly emoji: Emoji }
  | { readonly is: "person"; readonly user: UserView; readonly name: string }
  | { readonly is: "everybody" };

/** One kind of thing that can be completed. */
export interface Source {
  writtenAt(text: string, caret: number): Written | null;
  find(query: string): Promise<readonly Offer[]>;
}

/** What is offered while somebody writes, and which of it is meant. */
export class Completing {
  readonly #sources: () => readonly Source[];
  // The letters for which an answer is awaited or shown.
  #written = $state.raw<Written | null>(null);

  offers = $state.raw<readonly Offer[]>([]);
  /** The one that Enter takes. */
  at = $state(0);

  readonly chosen = $derived(this.offers[this.at] ?? null);

  constructor(sources: () => readonly Source[]) {
    this.#sources = sources;
  }

  /** Where the letters begin that an offer replaces. */
  get from(): number | null {
    return this.#written?.from ?? null;
  }

  /** Looks at what stands before the caret. What was offered stays until the answer is there. */
  async look(text: string, caret: number): Promise<void> {
    for (const source of this.#sources()) {
      const written = source.writtenAt(text, caret);
      if (written === null) continue;
      this.#written = written;
      let offers: readonly Offer[] = [];
      try {
        offers = await source.find(written.query);
      } catch {
        // Nothing is offered; what was written stands as it is.
      }
      if (this.#written !== written) return;
      this.offers = offers;
      this.at = 0;
      return;
    }
    this.forget();
  }

  move(by: number): void {
    const count = this.offers.length;
    if (count > 0) this.at = (this.at + by + count) % count;
  }

  forget(): void {
    this.#written = null;
    this.offers = [];
    this.at = 0;
  }
}
