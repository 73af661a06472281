import type { Api, Settings } from "../api";

// What holds until the file of settings was read.
const FIRST: Settings = {
  theme: "system",
  accent: "teal",
  textSize: "normal",
  language: "system",
  sendWith: "enter",
  notifications: { on: true, content: true, quiet: null },
  onClose: "ask",
  autostart: false,
  builtin: { on: false, network: false, registration: "open" },
  layout: { list: 304, details: 304, detailsOpen: false },
  emoji: [],
};

/** Every choice of the person, read once at the start and kept with each change. */
class Kept {
  #api: Api | null = null;
  #value = $state.raw<Settings>(FIRST);

  get value(): Settings {
    return this.#value;
  }

  async start(api: Api): Promise<void> {
    this.#value = await api.settings();
    this.#api = api;
  }

  async change(part: Partial<Settings>): Promise<void> {
    this.#value = { ...this.#value, ...part };
    await this.#api?.setSettings(this.#value);
  }
}

export const settings: {
  readonly value: Settings;
  change(part: Partial<Settings>): Promise<void>;
  start(api: Api): Promise<void>;
} = new Kept();
