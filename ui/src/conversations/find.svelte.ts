import { type Code, type UserView, codeOf } from "../api";

const REST_MS = 300;

/** A search for people on the server, as soon as one rests. */
export class Find {
  readonly #ask: (query: string) => Promise<UserView[]>;
  #query = $state("");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  people = $state.raw<readonly UserView[]>([]);
  searching = $state(false);
  problem = $state<Code | null>(null);

  readonly active = $derived(this.#query.trim() !== "");

  constructor(ask: (query: string) => Promise<UserView[]>) {
    this.#ask = ask;
  }

  get query(): string {
    return this.#query;
  }

  set query(query: string) {
    if (query === this.#query) return;
    this.#query = query;
    this.#asked++;
    clearTimeout(this.#timer);
    this.problem = null;
    if (query.trim() === "") {
      this.people = [];
      this.searching = false;
      return;
    }
    this.searching = true;
    this.#timer = setTimeout(() => void this.search(), REST_MS);
  }

  async search(): Promise<void> {
    clearTimeout(this.#timer);
    const query = this.#query.trim();
    if (query === "") return;
    const asked = ++this.#asked;
    this.searching = true;
    let people: readonly UserView[] = [];
    let problem: Code | null = null;
    try {
      people = await this.#ask(query);
    } catch (failure) {
      problem = codeOf(failure);
    }
    if (asked !== this.#asked) return;
    this.people = people;
    this.problem = problem;
    this.searching = false;
  }

  clear(): void {
    this.query = "";
  }
}
