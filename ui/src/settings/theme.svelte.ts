import type { TextSize } from "../api";
import { settings } from "./settings.svelte";

/** Percent of the system's own size. */
export const TEXT_SIZES: Readonly<Record<TextSize, number>> = {
  small: 87.5,
  normal: 100,
  large: 112.5,
  larger: 125,
  largest: 150,
};

/** Theme, accent and size of text, put where the stylesheets look for them. */
export const theme = {
  apply(root: HTMLElement): void {
    const { theme, accent, textSize } = settings.value;
    root.dataset["theme"] = theme;
    root.dataset["accent"] = accent;
    root.style.fontSize = `${TEXT_SIZES[textSize]}%`;
  },
};
