/** A few letters that ask for something: where the sign before them stands, and what follows it. */
export interface Written {
  readonly from: number;
  readonly query: string;
}

// A colon at the beginning of a word, then two letters, or one of a script that says more by one. A time such as 10:30
// and an address have something before their colons.
const WRITTEN =
  /(?:^|[\s\p{P}\p{sc=Han}\p{Extended_Pictographic}\u200d\ufe0f])(?<code>:(?:[a-z0-9+-][a-z0-9_+-]+|[\p{sc=Han}]+))$/iu;

// No shortcode is longer, and a regular expression shall not run over a whole letter.
const LONGEST = 40;

/** The shortcode that ends at the caret, if one is being written there. */
export function writtenAt(text: string, caret: number): Written | null {
  const code = WRITTEN.exec(text.slice(Math.max(0, caret - LONGEST), caret))?.groups?.["code"];
  if (code === undefined) return null;
  // ":30" after a space is a time or a score more often than a name.
  if (/^:[0-9-]+$/u.test(code) && code !== ":-1") return null;
  return { from: caret - code.length, query: code.slice(1) };
}
