import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Plugin } from "vite";

interface Entry {
  readonly emoji?: string;
  readonly hexcode: string;
  readonly label: string;
  readonly tags?: readonly string[];
  readonly group?: number;
  readonly order?: number;
  readonly version?: number;
}

const NAME = "virtual:emoji";
// As Unicode groups them, without the bare skin tones. Of the first ones people look for feelings and kinds, of the
// others mostly for the thing itself: they get fewer further words.
const GROUPS = [0, 1, 3, 4, 5, 6, 7, 8, 9].map((number, at) => ({ number, words: at < 4 ? 3 : 0 }));
const FLAGS = 9;
// What is newer is an empty box in the fonts of systems that people still use.
const NEWEST = 15;
const JOINER = "\u200d";

const require = createRequire(import.meta.url);

function read<T>(path: string): T {
  return JSON.parse(readFileSync(require.resolve(`emojibase-data/${path}`), "utf8")) as T;
}

/** How many emoji have each tag: what many share is what people look for. */
function frequencies(entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const tag of entries.flatMap((entry) => entry.tags ?? [])) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return counts;
}

/** The most telling words that are not said already. */
function further(entry: Entry | undefined, said: string, counts: Map<string, number>, most: number): string {
  const known = said.toLowerCase();
  return [...new Set(entry?.tags ?? [])]
    .filter((tag) => !tag.includes(" ") && !known.includes(tag.toLowerCase()))
    .sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
    .slice(0, most)
    .join(" ");
}

/**
 * One line for each emoji: itself, its shortcodes, then label and further words in English and in Chinese, between
 * tabs. An empty line ends a group. Where no shortcode stands it is the label with underscores; flags of regions are
 * bare, for the browser knows the names of regions.
 */
export function emojiLines(): string {
  const english = read<Entry[]>("en/data.json");
  const chinese = read<Entry[]>("zh/data.json");
  const shortcodes = read<Record<string, string | string[]>>("en/shortcodes/github.json");
  const counts = [frequencies(english), frequencies(chinese)] as const;
  const others = new Map(chinese.map((entry) => [entry.hexcode, entry]));

  function line(entry: Entry, group: number, most: number): string {
    const emoji = entry.emoji ?? "";
    if (group === FLAGS && /^\p{RI}\p{RI}$/u.test(emoji)) return emoji;
    const other = others.get(entry.hexcode);
    const label = other?.label ?? "";
    // Women and men at the same thing are found by their labels.
    if (emoji.includes(JOINER)) return [emoji, "", entry.label, "", label, ""].join("\t");
    const known = [shortcodes[entry.hexcode] ?? []].flat().join(" ");
    const codes = known === entry.label.toLowerCase().replace(/[^a-z0-9]+/gu, "_") ? "" : known;
    return [
      emoji,
      codes,
      entry.label,
      further(entry, `${entry.label} ${known}`, counts[0], most),
      label,
      further(other, label, counts[1], most),
    ].join("\t");
  }

  const groups = GROUPS.map(({ number, words }) =>
    english
      .filter((entry) => entry.group === number && (entry.version ?? 0) <= NEWEST)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map((entry) => line(entry, number, words))
      .join("\n"),
  );
  return groups.join("\n\n");
}

/** Gives `virtual:emoji`: what the picker needs of a data set that is a hundred times larger. */
export function emoji(): Plugin {
  return {
    name: "emoji",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(emojiLines())};` : null),
  };
}
