import type { HitMark } from "../api";

/** A piece of a text, and whether it is what was looked for. */
export interface Part {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a text at its marks, which are in order and apart. */
export function parts(text: string, marks: readonly HitMark[]): Part[] {
  const cut: Part[] = [];
  let at = 0;
  for (const { from, to } of marks) {
    cut.push({ text: text.slice(at, from), hit: false }, { text: text.slice(from, to), hit: true });
    at = to;
  }
  cut.push({ text: text.slice(at), hit: false });
  return cut.filter((part) => part.text !== "");
}
