import { t } from "../i18n/index.svelte";
import type { Trouble } from "./entry.svelte";

/** The sentence for what stands in the way. */
export function wordsOf(code: Trouble["code"] | null): string | null {
  if (code === null) return null;
  if (code === "fieldNeeded") return t.fieldNeeded;
  if (code === "addressNeeded") return t.addressNeeded;
  if (code === "pinNeeded") return t.pinNeeded;
  return t.reasons[code];
}
