import { type Api, type Code, type Settings, codeOf } from "../api";
import { recall, remember } from "./memory";

/** What holds until something else was chosen; the same as the engine's. */
const DEFAULTS: Settings = {
  theme: "system",
  accent: "teal",
  textSize: "normal",
  language: "system",
  sendWith: "enter",
  closing: "ask",
  notifications: { on: true, content: true, quiet: { on: false, from: 1320, to: 420 } },
  builtin: { on: false, network: false, registration: "open" },
  layout: { list: 304, details: 304, detailsOpen: false },
  emoji: [],
  privacy: { typing: true, receipts: true, linkCards: false },
};

/** The choices of this computer. A change holds at once and is kept behind it, in order. */
export class Choices {
  // The first paint comes before the engine's answer; what held last time keeps it from flashing.
  #value = $state.raw<Settings>({ ...DEFAULTS, ...remembered() });
  #problem = $state<Code | null>(null);
  #api: Api | null = null;
  // What the engine is known to have; null before it has told.
  #kept: Settings | null = null;
  #early: Partial<Settings> = {};
  #keeping: Promise<void> | null = null;

  get value(): Settings {
    return this.#value;
  }

  /** Why the last change was not kept, until the next one. */
  get problem(): Code | null {
    return this.#problem;
  }

  change(part: Partial<Settings>): void {
    if (this.#kept === null) this.#early = { ...this.#early, ...part };
    this.#problem = null;
    this.#hold({ ...this.#value, ...part });
    void this.kept();
  }

  forgive(): void {
    this.#problem = null;
  }

  /** Reads what was chosen earlier. What was changed meanwhile is newer. */
  async start(api: Api): Promise<void> {
    this.#api = api;
    try {
      this.#kept = await api.settings();
      this.#hold({ ...this.#kept, ...this.#early });
      if (Object.keys(this.#early).length === 0) this.#kept = this.#value;
      else await this.kept();
    } catch (failure) {
      this.#problem = codeOf(failure);
    }
  }

  /** Settles when the engine has everything that was changed, or has refused it. */
  kept(): Promise<void> {
    this.#keeping ??= this.#keep().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  async #keep(): Promise<void> {
    while (this.#api !== null && this.#kept !== null && this.#kept !== this.#value) {
      const wanted = this.#value;
      try {
        await this.#api.setSettings(wanted);
        this.#kept = wanted;
      } catch (failure) {
        // A newer change carries this one along, and has its own answer.
        if (this.#value !== wanted) continue;
        this.#hold(this.#kept);
        this.#problem = codeOf(failure);
      }
    }
  }

  #hold(value: Settings): void {
    this.#value = value;
    remember("settings", JSON.stringify(value));
  }
}

export const settings = new Choices();

function remembered(): Partial<Settings> {
  try {
    return JSON.parse(recall("settings") ?? "{}") as Partial<Settings>;
  } catch {
    return {};
  }
}
