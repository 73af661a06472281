import { type AccountId, type Api, type Code, type LinkCard, codeOf } from "../api";
import { linkify } from "../text/linkify";

/** A link that is still being written is not asked. */
const PAUSE_MS = 700;

/** Nothing was heard of the page, so that nothing is known of what it says. */
const UNREACHED: ReadonlySet<Code> = new Set<Code>(["network", "timeout", "certificate"]);

/** The card of the page to which a draft links: offered, asked for, and sent along. Nothing is asked that nobody wants. */
export class Linking {
  readonly #api: Pick<Api, "lookAtLink">;
  readonly #account: AccountId;
  /** The first page to which the draft links, once it stands still. */
  url = $state<string | null>(null);
  card = $state.raw<LinkCard | null>(null);
  state = $state<"offered" | "asking" | "nothing" | "unreached">("offered");
  readonly #dropped = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<Api, "lookAtLink">, account: AccountId) {
    this.#api = api;
    this.#account = account;
  }

  /** What is written has changed; with `always` the page is asked at once. */
  follow(text: string, always: boolean): void {
    clearTimeout(this.#timer);
    const url = firstIn(text);
    if (url === this.url) return;
    if (url === null || this.url !== null) this.#leave();
    if (url === null || this.#dropped.has(url)) return;
    this.#timer = setTimeout(() => {
      this.url = url;
      if (always) void this.ask();
    }, PAUSE_MS);
  }

  async ask(): Promise<void> {
    const { url } = this;
    if (url === null || this.state === "asking") return;
    this.state = "asking";
    try {
      const card = await this.#api.lookAtLink(this.#account, url);
      if (this.url === url) this.card = card;
    } catch (failure) {
      if (this.url === url) this.state = UNREACHED.has(codeOf(failure)) ? "unreached" : "nothing";
    }
  }

  /** No card for this one. */
  drop(): void {
    if (this.url !== null) this.#dropped.add(this.url);
    this.#leave();
  }

  /** What goes along with these words. */
  take(text: string): LinkCard | null {
    clearTimeout(this.#timer);
    const card = this.card !== null && text.includes(this.card.url) ? this.card : null;
    this.#leave();
    return card;
  }

  #leave(): void {
    this.url = null;
    this.card = null;
    this.state = "offered";
  }
}

/** As it is written: the engine looks for it in the words. */
function firstIn(text: string): string | null {
  for (const piece of linkify(text)) {
    if (piece.is === "link" && /^https:\/\//u.test(piece.text)) return piece.text;
  }
  return null;
}
