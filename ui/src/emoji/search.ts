import type { Emoji } from "./emoji";

// How good a match is; what has none is left out.
const EXACT = 0;
const CODE_BEGINS = 1;
const LABEL_BEGINS = 2;
const WORD = 3;
const WORD_BEGINS = 4;
const WITHIN = 5;
const NONE = 6;

/** What is meant by a few letters in either language, the best first; among equals those that were used lately. */
export function search(all: readonly Emoji[], query: string, recent: readonly string[], limit: number): Emoji[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const found: { emoji: Emoji; rank: number; used: number }[] = [];
  for (const emoji of all) {
    const rank = rankOf(emoji, wanted);
    if (rank === NONE) continue;
    const used = recent.indexOf(emoji.char);
    found.push({ emoji, rank, used: used < 0 ? recent.length : used });
  }
  // Sorting is stable: what is left equal stays in the order of the data.
  found.sort((a, b) => a.rank - b.rank || a.used - b.used);
  return found.slice(0, limit).map((one) => one.emoji);
}

function rankOf(emoji: Emoji, wanted: string): number {
  const code = wanted.replace(/\s+/gu, "_");
  const name = spaced(wanted);
  const labels = [spaced(emoji.label.en), spaced(emoji.label["zh-CN"])];
  if (emoji.codes.includes(code) || labels.includes(name)) return EXACT;
  if (emoji.codes.some((one) => one.startsWith(code))) return CODE_BEGINS;
  if (labels.some((one) => one.startsWith(name))) return LABEL_BEGINS;
  if (emoji.words.includes(wanted)) return WORD;
  const parts = [
    ...emoji.words,
    ...labels.flatMap((one) => one.split(" ")),
    ...emoji.codes.flatMap((one) => one.split("_")),
  ];
  if (parts.some((one) => one.startsWith(wanted))) return WORD_BEGINS;
  // One letter within a word means nothing; one Chinese character does.
  const telling = wanted.length > 2 || /\p{sc=Han}/u.test(wanted);
  return telling && [...labels, ...emoji.words].some((one) => one.includes(wanted)) ? WITHIN : NONE;
}

function spaced(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/gu, " ");
}
