import { type Api, type BuiltinView, type Code, codeOf } from "../api";
import { type Choices, settings } from "./settings.svelte";

/** The server inside the app, as the engine tells of it. */
export class Builtin {
  view = $state.raw<BuiltinView | null>(null);
  /** Why nothing is known of it. */
  problem = $state<Code | null>(null);
  readonly #api: Api;
  readonly #settings: Choices;
  #heard = 0;

  /** Where this computer reaches it, once it runs. */
  readonly address = $derived(this.#runs() ? this.view?.address || null : null);
  readonly failure = $derived(this.view?.state.is === "failed" ? this.view.state.code : null);

  constructor(api: Api, choices: Choices = settings) {
    this.#api = api;
    this.#settings = choices;
  }

  #runs(): boolean {
    return this.view?.state.is === "running" || this.view?.state.is === "elsewhere";
  }

  hear(view: BuiltinView): void {
    this.#heard++;
    this.view = view;
    this.problem = null;
  }

  async read(): Promise<void> {
    const heard = this.#heard;
    try {
      const view = await this.#api.builtin();
      // An event that came meanwhile is newer.
      if (heard === this.#heard) this.hear(view);
    } catch (failure) {
      if (heard === this.#heard) this.problem = codeOf(failure);
    }
  }

  /** Whether the server at this address is the one inside the app. */
  isAt(address: string): boolean {
    return this.view !== null && this.view.address !== "" && this.view.address === address;
  }

  async turnOn(): Promise<void> {
    await this.#turn({ on: true });
  }

  /** Once more, after it failed. */
  async again(): Promise<void> {
    await this.#turn({ on: false });
    await this.#turn({ on: true });
  }

  async letOthersIn(): Promise<void> {
    await this.#turn({ network: true });
  }

  async #turn(part: { on?: boolean; network?: boolean }): Promise<void> {
    this.#settings.change({ builtin: { ...this.#settings.value.builtin, ...part } });
    await this.#settings.kept();
    await this.read();
  }
}
