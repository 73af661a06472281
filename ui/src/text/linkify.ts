/** A stretch of text, or an address in it. */
export type Piece =
  { readonly is: "text"; readonly text: string } | { readonly is: "link"; readonly text: string; readonly url: string };

// ASCII only: Chinese text follows an address without a space, and must not become part of it.
const ADDRESS = /\b(?:https?:\/\/|selkie:\/\/|www\.)[\w\-.~:/?#[\]@!$&'()*+,;=%]+/giu;

/** Whether it leads to something in Selkie. */
export function isOwn(url: string): boolean {
  return /^selkie:/iu.test(url);
}

/** Finds web addresses and Selkie's own links, as nodes to be drawn; nothing of the text is lost or read as markup. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const found = trimEnd(match[0]);
    const url = toUrl(found);
    if (url === null) continue;
    if (match.index > from) pieces.push({ is: "text", text: text.slice(from, match.index) });
    pieces.push({ is: "link", text: found, url });
    from = match.index + found.length;
  }
  if (from < text.length) pieces.push({ is: "text", text: text.slice(from) });
  return pieces;
}

// A sentence's own punctuation, and a bracket that was opened before the address, are not part of it.
function trimEnd(found: string): string {
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1] ?? "";
    const head = found.slice(0, end);
    if (".,;:!?'*_~".includes(last)) end--;
    else if (last === ")" && count(head, ")") > count(head, "(")) end--;
    else if (last === "]" && count(head, "]") > count(head, "[")) end--;
    else break;
  }
  return found.slice(0, end);
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

function toUrl(found: string): string | null {
  try {
    const url = new URL(/^www\./iu.test(found) ? `https://${found}` : found);
    // `https://bank.example@evil.example` shows one host and opens another.
    if (url.username !== "" || url.password !== "") return null;
    return url.href;
  } catch {
    return null;
  }
}
