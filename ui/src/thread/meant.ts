import type { Meant } from "../api";
import type { Written } from "../emoji/shortcode";

/** What stays of the mentions in a text that became another: those behind the change move with it, what it touches is
 * only text from now on. */
export function moved(meant: readonly Meant[], before: string, after: string): readonly Meant[] {
  if (meant.length === 0) return meant;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const end = before.length - same;
  const by = after.length - before.length;
  return meant.flatMap((one): Meant[] => {
    if (one.to <= start) return [one];
    if (one.from >= end) return [{ ...one, from: one.from + by, to: one.to + by }];
    return [];
  });
}

/** The mentions of a text whose ends were cut off. */
export function within(meant: readonly Meant[], from: number, to: number): Meant[] {
  return meant
    .filter((one) => one.from >= from && one.to <= to)
    .map((one) => ({ ...one, from: one.from - from, to: one.to - from }));
}

// At the beginning of a word; what stands behind letters or digits is a mail address.
const NAMING = /(?:^|[^\p{L}\p{N}_.+-]|\p{sc=Han})(?<name>[@＠][^\s@＠]*)$/u;

// Nobody is looked for by more of a name.
const LONGEST = 32;

/** The name behind an `@` that ends at the caret, if one is being written there. */
export function namingAt(text: string, caret: number): Written | null {
  const name = NAMING.exec(text.slice(Math.max(0, caret - LONGEST - 2), caret))?.groups?.["name"];
  if (name === undefined) return null;
  return { from: caret - name.length, query: name.slice(1) };
}
