import { type Api, type Code, type ServerView, codeOf } from "../api";

/** What is known of the server whose address is being typed. */
export type Found =
  | { readonly is: "nothing" }
  | { readonly is: "looking" }
  | { readonly is: "server"; readonly server: ServerView }
  | { readonly is: "problem"; readonly code: Code };

// Long enough not to ask for every letter, short enough to be answered when the hand rests.
const REST_MS = 450;

/** The address of a server, looked up while it is typed. */
export class Address {
  readonly #api: Api;
  readonly #tell: (server: ServerView) => void;
  #text = $state("");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  found = $state.raw<Found>({ is: "nothing" });
  /** The certificate to which the person has agreed. */
  agreed = $state<string | null>(null);

  readonly server = $derived(this.found.is === "server" ? this.found.server : null);
  /** A certificate is shown to which nobody has agreed yet. */
  readonly asksTrust = $derived(
    this.server !== null && this.server.fingerprint !== null && this.server.fingerprint !== this.agreed,
  );

  constructor(api: Api, text: string, tell: (server: ServerView) => void = () => undefined) {
    this.#api = api;
    this.#tell = tell;
    this.#text = text;
    if (text.trim() !== "") void this.look();
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    if (text === this.#text) return;
    this.#text = text;
    this.#asked++;
    clearTimeout(this.#timer);
    if (text.trim() === "") {
      this.found = { is: "nothing" };
      return;
    }
    this.found = { is: "looking" };
    this.#timer = setTimeout(() => void this.look(), REST_MS);
  }

  /** Looks at once. Answers what stands at the address, if something does. */
  async look(): Promise<ServerView | null> {
    clearTimeout(this.#timer);
    const text = this.#text.trim();
    if (text === "") return null;
    const asked = ++this.#asked;
    this.found = { is: "looking" };
    let found: Found;
    try {
      found = { is: "server", server: await this.#api.lookUpServer(text) };
    } catch (failure) {
      found = { is: "problem", code: codeOf(failure) };
    }
    // Something else was typed meanwhile: its own answer counts.
    if (asked !== this.#asked) return null;
    this.found = found;
    if (found.is === "server") this.#tell(found.server);
    return this.server;
  }

  /** The server was found otherwise, and somebody else vouches for its certificate. */
  settle(server: ServerView, fingerprint: string | null): void {
    this.#text = server.address;
    this.found = { is: "server", server };
    this.agreed = fingerprint;
    this.#tell(server);
  }

  agree(): void {
    this.agreed = this.server?.fingerprint ?? null;
  }

  /** The agreed certificate of the server that was found, as requests carry it. */
  get fingerprint(): string | undefined {
    return this.server?.fingerprint !== null && this.server?.fingerprint === this.agreed ? this.agreed : undefined;
  }

  /** No answer is waited for any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#asked++;
  }
}
