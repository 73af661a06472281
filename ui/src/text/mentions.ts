import type { Mention } from "../api";
import { t } from "../i18n/index.svelte";

/** A stretch of a text, with whom it mentions. */
export interface Stretch {
  readonly text: string;
  readonly mention: Mention | null;
}

/** Cuts a text where it mentions somebody. Everybody is called by the word of this language. */
export function stretches(text: string, mentions: readonly Mention[]): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const mention of mentions) {
    if (mention.from < at || mention.to > text.length || mention.to <= mention.from) continue;
    if (mention.from > at) found.push({ text: text.slice(at, mention.from), mention: null });
    found.push({ text: mention.userId === null ? t.everybody : text.slice(mention.from, mention.to), mention });
    at = mention.to;
  }
  if (at < text.length) found.push({ text: text.slice(at), mention: null });
  return found;
}

/** The text as it is read aloud, copied, or put on one line. */
export function plainOf(content: { readonly text: string; readonly mentions: readonly Mention[] }): string {
  if (content.mentions.length === 0) return content.text;
  return stretches(content.text, content.mentions)
    .map((one) => one.text)
    .join("");
}
