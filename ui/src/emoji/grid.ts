import type { Emoji, Group } from "./emoji";

export const COLUMNS = 9;

/** One line of the picker: the name of a group, or some emoji with the number of the first of them. */
export type Line =
  | { readonly is: "name"; readonly group: Group | "recent" }
  | { readonly is: "emoji"; readonly from: number; readonly emoji: readonly Emoji[] };

export interface Section {
  readonly group: Group | "recent" | null;
  readonly emoji: readonly Emoji[];
}

/** Lays sections out in lines of one height. Numbers run through all of them. */
export function linesOf(sections: readonly Section[]): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const { group, emoji } of sections) {
    if (emoji.length === 0) continue;
    if (group !== null) lines.push({ is: "name", group });
    for (let at = 0; at < emoji.length; at += COLUMNS) {
      const part = emoji.slice(at, at + COLUMNS);
      lines.push({ is: "emoji", from, emoji: part });
      from += part.length;
    }
  }
  return lines;
}

/** The number of the emoji that an arrow key leads to from `at`; null where it leads nowhere. */
export function moved(lines: readonly Line[], at: number, key: string): number | null {
  const rows = lines.filter((line) => line.is === "emoji");
  const row = rows.findIndex((line) => at >= line.from && at < line.from + line.emoji.length);
  const here = rows[row];
  const last = rows.at(-1);
  if (here === undefined || last === undefined) return null;
  if (key === "ArrowLeft") return Math.max(0, at - 1);
  if (key === "ArrowRight") return Math.min(last.from + last.emoji.length - 1, at + 1);
  const next = key === "ArrowUp" ? rows[row - 1] : key === "ArrowDown" ? rows[row + 1] : undefined;
  if (next === undefined) return null;
  return next.from + Math.min(at - here.from, next.emoji.length - 1);
}
