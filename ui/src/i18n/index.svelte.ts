import { settings } from "../settings/settings.svelte";
import { type Words, en } from "./en";
import { zh } from "./zh";

/** The languages there are, each by its own name. */
export const LANGUAGES = { en: "English", "zh-CN": "简体中文" } as const;

export type Locale = keyof typeof LANGUAGES;

const CATALOGUES: Record<Locale, Words> = { en, "zh-CN": zh };

/** The language in which the interface speaks, as the settings choose it; changed while it runs. */
export const language = {
  get locale(): Locale {
    const choice = settings.value.language;
    return choice in LANGUAGES ? (choice as Locale) : fromSystem(globalThis.navigator?.languages ?? []);
  },

  get words(): Words {
    return CATALOGUES[language.locale];
  },
};

/** The words of the present language; whatever draws them draws anew when it changes. */
export const t: Words = new Proxy(en, {
  get: (_, key) => Reflect.get(language.words, key),
});

/** The first language of the system that there is; English where there is none. */
export function fromSystem(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "zh") return "zh-CN";
    if (base === "en") return "en";
  }
  return "en";
}
