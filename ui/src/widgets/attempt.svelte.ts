import { type Code, codeOf } from "../api";
import { t } from "../i18n/index.svelte";

/** One act at a time, and at which part of a form its failure is told. */
export class Attempt<Part extends string = never> {
  #busy = $state(false);
  #trouble = $state.raw<{ readonly at: Part | null; readonly words: string } | null>(null);
  readonly #parts: Partial<Record<Code, Part>>;

  /** `parts`: where a reason belongs; every other one is told of the whole. */
  constructor(parts: Partial<Record<Code, Part>> = {}) {
    this.#parts = parts;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** What is wrong with a part, or with the whole. */
  at(part: Part | null): string | null {
    return this.#trouble?.at === part ? this.#trouble.words : null;
  }

  fail(at: Part | null, words: string): void {
    this.#trouble = { at, words };
  }

  /**
   * Whether the act succeeded. While another one is under way nothing is done. A reason may have its own words here.
   */
  async run(act: () => Promise<void>, own: Partial<Record<Code, string>> = {}): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    this.#trouble = null;
    try {
      await act();
      return true;
    } catch (failure) {
      const code = codeOf(failure);
      this.fail(this.#parts[code] ?? null, own[code] ?? t.reasons[code]);
      return false;
    } finally {
      this.#busy = false;
    }
  }
}
