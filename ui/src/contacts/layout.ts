import type { FriendView } from "../api";

/** One line of the list: a heading, a way to somewhere else, or a friend. */
export type Line =
  | { readonly is: "entry"; readonly key: string; readonly name: EntryName }
  | { readonly is: "heading"; readonly key: string; readonly letter: string }
  | { readonly is: "friend"; readonly key: string; readonly friend: FriendView };

export type EntryName = "requests" | "groups" | "blocked";

/** The heading of pinned friends, and of names that begin with no letter. */
export const PINNED = "*";
export const OTHERS = "#";

/** Under which heading a friend stands. */
export function letterOf(friend: FriendView): string {
  const first = friend.key.charAt(0);
  return /^[a-z]$/u.test(first) ? first.toUpperCase() : OTHERS;
}

function before(a: FriendView, b: FriendView): number {
  const [one, other] = [letterOf(a), letterOf(b)];
  if (one !== other) return one === OTHERS ? 1 : other === OTHERS ? -1 : one < other ? -1 : 1;
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.user.userId < b.user.userId ? -1 : 1;
}

/** The whole list: the ways elsewhere, pinned friends, then all others by their letters. */
export function linesOf(friends: Iterable<FriendView>, entries: readonly EntryName[]): Line[] {
  const lines: Line[] = entries.map((name) => ({ is: "entry", key: `to ${name}`, name }));
  const all = [...friends];
  const sorted = [...all.filter((one) => one.pinned).sort(before), ...all.filter((one) => !one.pinned).sort(before)];
  let last = "";
  for (const friend of sorted) {
    const letter = friend.pinned ? PINNED : letterOf(friend);
    if (letter !== last) lines.push({ is: "heading", key: `letter ${letter}`, letter });
    lines.push({ is: "friend", key: friend.user.userId, friend });
    last = letter;
  }
  return lines;
}

/** Where each line begins, and last where the list ends; lines of one kind have one height. */
export function topsOf(lines: readonly Line[], row: number, heading: number): number[] {
  const tops = [0];
  let top = 0;
  for (const line of lines) {
    top += line.is === "heading" ? heading : row;
    tops.push(top);
  }
  return tops;
}

// Drawn above and below what is in view, so that a quick scroll meets rows.
const MARGIN_PX = 400;

/** Which lines to draw: those in view, some around them, and the one that has the focus. */
export function drawn(tops: readonly number[], top: number, height: number, focus: number): number[] {
  const count = tops.length - 1;
  const first = Math.max(0, firstAfter(tops, top - MARGIN_PX) - 1);
  const end = Math.min(count, firstAfter(tops, top + height + MARGIN_PX));
  const lines = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  if (focus >= 0 && focus < count && focus < first) return [focus, ...lines];
  if (focus >= end && focus < count) return [...lines, focus];
  return lines;
}

/** The first place in a growing list whose number is greater. */
function firstAfter(sorted: readonly number[], than: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) > than) high = middle;
    else low = middle + 1;
  }
  return low;
}
