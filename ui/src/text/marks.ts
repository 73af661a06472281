import type { TextLook, TextMark } from "../api";

export interface Marked {
  readonly text: string;
  readonly look: TextLook;
  /** Empty: it leads nowhere. */
  readonly url: string;
}

/** Cuts a text where stretches of it look otherwise; nothing of it is lost. */
export function marked(text: string, marks: readonly TextMark[]): Marked[] {
  const found: Marked[] = [];
  let at = 0;
  for (const { from, to, look, url } of marks) {
    if (from < at || to > text.length || to <= from) continue;
    if (from > at) found.push({ text: text.slice(at, from), look: "plain", url: "" });
    found.push({ text: text.slice(from, to), look, url });
    at = to;
  }
  if (at < text.length) found.push({ text: text.slice(at), look: "plain", url: "" });
  return found;
}
