/** A stretch of a line. */
export type Inline =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "strong" | "slanted" | "struck"; readonly inside: readonly Inline[] }
  | { readonly is: "link"; readonly url: string; readonly inside: readonly Inline[] };

export type Block =
  | { readonly is: "paragraph"; readonly inside: readonly Inline[] }
  | { readonly is: "heading"; readonly inside: readonly Inline[] }
  | { readonly is: "list"; readonly start: number | null; readonly items: readonly (readonly Inline[])[] }
  | { readonly is: "quote"; readonly blocks: readonly Block[] }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "rule" };

/** Deeper, a text means nothing but to be slow. */
const DEEPEST = 6;
/** What is opened and closes later than this is not opened. */
const FURTHEST = 2000;

const ITEM = /^ {0,3}(?:[-*+]|(\d{1,9})[.)])\s+(.*)$/u;
const RULE = /^ {0,3}(?:-\s*){3,}$|^ {0,3}(?:\*\s*){3,}$|^ {0,3}(?:_\s*){3,}$/u;
const HEADING = /^ {0,3}#{1,6}\s+(.*)$/u;
const QUOTE = /^ {0,3}>\s?(.*)$/u;
const FENCE = /^ {0,3}(`{3,}|~{3,})/u;

/**
 * A small part of Markdown, as blocks to be drawn. What is not of it stays the text that it is; nothing is markup, and
 * nothing is fetched.
 */
export function blocksOf(text: string, depth = 0): Block[] {
  const lines = text.replace(/\r\n?/gu, "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;

  function take(form: RegExp): string[] {
    const taken: string[] = [];
    for (let found; at < lines.length && (found = form.exec(lines[at] ?? "")) !== null; at++)
      taken.push(found[1] ?? "");
    return taken;
  }

  while (at < lines.length) {
    const line = lines[at] ?? "";
    const fence = FENCE.exec(line)?.[1];
    if (line.trim() === "") {
      at++;
    } else if (fence !== undefined) {
      at++;
      const inside: string[] = [];
      while (at < lines.length && !(lines[at] ?? "").trimStart().startsWith(fence)) inside.push(lines[at++] ?? "");
      at++;
      blocks.push({ is: "code", text: inside.join("\n") });
    } else if (RULE.test(line)) {
      at++;
      blocks.push({ is: "rule" });
    } else if (HEADING.test(line)) {
      at++;
      blocks.push({ is: "heading", inside: inlineOf(HEADING.exec(line)?.[1] ?? "") });
    } else if (QUOTE.test(line) && depth < DEEPEST) {
      blocks.push({ is: "quote", blocks: blocksOf(take(QUOTE).join("\n"), depth + 1) });
    } else if (ITEM.test(line)) {
      blocks.push(listAt());
    } else {
      const paragraph: string[] = [line];
      for (at++; at < lines.length && !begins(lines[at] ?? "", depth); at++) paragraph.push(lines[at] ?? "");
      blocks.push({ is: "paragraph", inside: inlineOf(paragraph.join("\n")) });
    }
  }
  return blocks;

  function listAt(): Block {
    const number = ITEM.exec(lines[at] ?? "")?.[1];
    const items: string[] = [];
    for (; at < lines.length; at++) {
      const found = ITEM.exec(lines[at] ?? "");
      if (found !== null && (found[1] === undefined) === (number === undefined)) items.push(found[2] ?? "");
      // What is moved in goes on with the item.
      else if (/^\s+\S/u.test(lines[at] ?? "")) items.push(`${items.pop() ?? ""}\n${(lines[at] ?? "").trim()}`);
      else break;
    }
    return {
      is: "list",
      start: number === undefined ? null : Number(number),
      items: items.map((item) => inlineOf(item)),
    };
  }
}

function begins(line: string, depth: number): boolean {
  if (line.trim() === "" || FENCE.test(line) || RULE.test(line) || HEADING.test(line) || ITEM.test(line)) return true;
  return QUOTE.test(line) && depth < DEEPEST;
}

const MARKS = [
  ["**", "strong"],
  ["__", "strong"],
  ["~~", "struck"],
  ["*", "slanted"],
  ["_", "slanted"],
] as const;

/** The stretches of a line, or of several. */
export function inlineOf(text: string, depth = 0): Inline[] {
  const found: Inline[] = [];
  let plain = "";
  let at = 0;

  function add(one: Inline, length: number): void {
    if (plain !== "") found.push({ is: "text", text: plain });
    plain = "";
    found.push(one);
    at += length;
  }

  while (at < text.length) {
    const sign = text[at] ?? "";
    if (sign === "\\" && /[!-/:-@[-`{-~]/u.test(text[at + 1] ?? "")) {
      plain += text[at + 1] ?? "";
      at += 2;
      continue;
    }
    const one = depth < DEEPEST ? (codeAt(text, at) ?? linkAt(text, at, depth) ?? markAt(text, at, depth)) : null;
    if (one !== null) {
      add(...one);
    } else {
      plain += sign;
      at++;
    }
  }
  if (plain !== "") found.push({ is: "text", text: plain });
  return found;
}

function closing(text: string, what: string, from: number): number {
  const end = text.slice(from, from + FURTHEST).indexOf(what);
  return end < 0 ? -1 : from + end;
}

function codeAt(text: string, at: number): [Inline, number] | null {
  const ticks = /^`+/u.exec(text.slice(at, at + 16))?.[0];
  if (ticks === undefined) return null;
  const end = closing(text, ticks, at + ticks.length);
  if (end < 0) return null;
  return [{ is: "code", text: text.slice(at + ticks.length, end).trim() }, end + ticks.length - at];
}

/** A link, or a picture, of which no more than its words is drawn. */
function linkAt(text: string, at: number, depth: number): [Inline, number] | null {
  const open = text.startsWith("![", at) ? at + 2 : text[at] === "[" ? at + 1 : -1;
  if (open < 0) return null;
  const middle = closing(text, "](", open);
  const end = middle < 0 ? -1 : closing(text, ")", middle + 2);
  if (end < 0 || text.slice(open, middle).includes("[")) return null;
  const address = text.slice(middle + 2, end).trim();
  if (!/^https?:\/\/[^\s<>]+$/iu.test(address) || !isWeb(address)) return null;
  const words = text.slice(open, middle);
  const inside = words.trim() === "" ? [{ is: "text" as const, text: address }] : inlineOf(words, depth + 1);
  return [{ is: "link", url: new URL(address).href, inside }, end + 1 - at];
}

function isWeb(address: string): boolean {
  try {
    const { username, password } = new URL(address);
    return username === "" && password === "";
  } catch {
    return false;
  }
}

function markAt(text: string, at: number, depth: number): [Inline, number] | null {
  for (const [mark, is] of MARKS) {
    if (!text.startsWith(mark, at)) continue;
    const from = at + mark.length;
    // Inside of a word a low line is a letter of names.
    if (/^\s|^$/u.test(text.slice(from, from + 1)) || (mark[0] === "_" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? ""))) {
      continue;
    }
    const end = closing(text, mark, from);
    if (end <= from || /\s/u.test(text[end - 1] ?? "")) continue;
    if (mark[0] === "_" && /[\p{L}\p{N}]/u.test(text[end + mark.length] ?? "")) continue;
    return [{ is, inside: inlineOf(text.slice(from, end), depth + 1) }, end + mark.length - at];
  }
  return null;
}
