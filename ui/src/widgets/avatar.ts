const HUES = 8;
const EAST = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/** Which of the avatar colours belongs to an id: always the same one. */
export function hueOf(id: string): number {
  let sum = 0;
  for (let at = 0; at < id.length; at++) sum = (Math.imul(sum, 31) + id.charCodeAt(at)) >>> 0;
  return (sum % HUES) + 1;
}

/**
 * One or two letters for a name: of a Chinese, Japanese or Korean one its end, which is the given name; of two words
 * their first letters; of a script whose letters join, one letter.
 */
export function initialsOf(name: string): string {
  const bare = name.replace(/[(（[【].*$/u, "").trim();
  const words = (bare === "" ? name : bare).split(/[\s·・_.-]+/u).filter((word) => /[\p{L}\p{N}\p{S}]/u.test(word));
  const first = words[0];
  if (first === undefined) return "?";
  if (EAST.test(first)) {
    return letters(words.findLast((word) => EAST.test(word)) ?? first)
      .slice(-2)
      .join("");
  }
  const head = letters(first)[0] ?? "?";
  const last = words.length > 1 ? (letters(words.at(-1) ?? "")[0] ?? "") : "";
  if (!/^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}]/u.test(first)) return head;
  return (head + last).toUpperCase();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function letters(text: string): string[] {
  return Array.from(graphemes.segment(text), (piece) => piece.segment);
}

/** Up to nine faces in rows: as square as it goes, the row that is not full first. */
export function mosaicOf<Face>(faces: readonly Face[]): Face[][] {
  const shown = faces.slice(0, 9);
  const across = shown.length <= 1 ? 1 : shown.length <= 4 ? 2 : 3;
  const first = shown.length % across;
  const rows: Face[][] = first > 0 ? [shown.slice(0, first)] : [];
  for (let at = first; at < shown.length; at += across) rows.push(shown.slice(at, at + across));
  return rows;
}
