import { recall, remember } from "./memory";

export type ThemeChoice = "system" | "light" | "dark";

/** Light, dark, or as the system is. */
class Theme {
  #choice = $state<ThemeChoice>(asTheme(recall("theme")));

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice;
    remember("theme", choice === "system" ? null : choice);
  }

  /** Puts the choice where the stylesheet looks for it. */
  apply(root: HTMLElement): void {
    root.dataset["theme"] = this.#choice;
  }
}

export const theme = new Theme();

function asTheme(text: string | null): ThemeChoice {
  return text === "light" || text === "dark" ? text : "system";
}
