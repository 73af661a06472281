import { type Code, type KnownView, codeOf } from "../api";

/** As many as are looked over at one time. */
export const MOST = 50;

/** What is found by name as one types, and which of it is meant. */
export class Switcher {
  readonly #ask: (query: string, limit: number) => Promise<KnownView[]>;
  #query = $state("");
  #asked = 0;

  rows = $state.raw<readonly KnownView[]>([]);
  /** The row that Enter takes. */
  at = $state(0);
  problem = $state<Code | null>(null);
  /** An answer is there, so that nothing found means that there is nothing. */
  answered = $state(false);

  readonly chosen = $derived(this.rows[this.at] ?? null);

  constructor(ask: (query: string, limit: number) => Promise<KnownView[]>) {
    this.#ask = ask;
    void this.#search();
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    if (query === this.#query) return;
    this.#query = query;
    void this.#search();
  }

  /** From the last to the first and back. */
  move(by: number): void {
    const count = this.rows.length;
    if (count > 0) this.at = (this.at + by + count) % count;
  }

  async #search(): Promise<void> {
    const asked = ++this.#asked;
    let rows: readonly KnownView[] = [];
    let problem: Code | null = null;
    try {
      rows = await this.#ask(this.#query, MOST);
    } catch (failure) {
      problem = codeOf(failure);
    }
    if (asked !== this.#asked) return;
    this.rows = rows;
    this.problem = problem;
    this.answered = true;
    this.at = 0;
  }
}
