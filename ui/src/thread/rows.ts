import type { MessageView } from "../api";

/** Messages that are loaded, oldest first without a hole, and the slice of them that is in the document. */
export interface Shown {
  readonly rows: readonly MessageView[];
  readonly first: number;
  readonly end: number;
}

/** How many messages the document holds at most, unless the window is taller than most. */
export const LIMIT = 90;
/** How many messages one step up or down brings. */
export const STEP = 30;
/** The height of the smallest message. */
const LEAST_PX = 34;

/** How many messages the document has to hold so that these heights are filled while one goes up or down. */
export function roomFor(pixels: number): number {
  return Math.max(LIMIT, Math.ceil(pixels / LEAST_PX) + 2 * STEP);
}

export const NOTHING: Shown = { rows: [], first: 0, end: 0 };

/** The order of a conversation: by seq; what has none yet comes last, as it was written. */
export function compare(a: MessageView, b: MessageView): number {
  if (a.seq !== null && b.seq !== null) return a.seq - b.seq || a.local - b.local;
  if (a.seq !== null) return -1;
  if (b.seq !== null) return 1;
  return a.local - b.local;
}

/** Replaces rows of the same key, adds the others, and keeps the order. */
export function upsert(rows: readonly MessageView[], changed: readonly MessageView[]): MessageView[] {
  // Pages lie before or behind all that is loaded, which is much for whoever scrolled far.
  if (changed.every((row, at) => at === 0 || isBefore(changed[at - 1], row))) {
    if (isBefore(rows.at(-1), changed[0])) return [...rows, ...changed];
    if (isBefore(changed.at(-1), rows[0])) return [...changed, ...rows];
  }
  const fresh = new Map(changed.map((row) => [row.clientMsgId, row]));
  const merged = rows.map((row) => {
    const newer = fresh.get(row.clientMsgId);
    fresh.delete(row.clientMsgId);
    return newer ?? row;
  });
  merged.push(...fresh.values());
  return merged.sort(compare);
}

// What has no seq yet may get any.
function isBefore(one: MessageView | undefined, other: MessageView | undefined): boolean {
  return (one?.seq ?? Infinity) < (other?.seq ?? -Infinity);
}

/** The newest seq that is loaded. */
export function newestSeq(rows: readonly MessageView[]): number | null {
  for (let at = rows.length - 1; at >= 0; at--) {
    const seq = rows[at]?.seq;
    if (seq !== null && seq !== undefined) return seq;
  }
  return null;
}

/**
 * Puts new rows under a slice. A slice that follows the newest message goes on to end with it; any other goes on to
 * begin with the same message, so that what is being read stays in the document.
 */
export function settle(shown: Shown, rows: readonly MessageView[], following: boolean, room = LIMIT): Shown {
  if (following || shown.rows.length === 0) {
    const size = Math.min(room, Math.max(shown.end - shown.first, STEP));
    return { rows, first: Math.max(0, rows.length - size), end: rows.length };
  }
  const reachedEnd = shown.end === shown.rows.length;
  const head = shown.rows[shown.first]?.clientMsgId;
  const found = rows.findIndex((row) => row.clientMsgId === head);
  const first = found < 0 ? Math.min(shown.first, Math.max(0, rows.length - 1)) : found;
  const end = reachedEnd ? rows.length : first + (shown.end - shown.first);
  return { rows, first, end: Math.min(end, first + room, rows.length) };
}

/** Slides the slice towards older messages; the newest ones leave the document when it is full. */
export function slideUp(shown: Shown, room = LIMIT): Shown {
  const first = Math.max(0, shown.first - STEP);
  return { ...shown, first, end: Math.min(shown.end, first + room) };
}

/** Slides the slice towards newer messages; the oldest ones leave the document when it is full. */
export function slideDown(shown: Shown, room = LIMIT): Shown {
  const end = Math.min(shown.rows.length, shown.end + STEP);
  return { ...shown, first: Math.max(shown.first, end - room), end };
}

/** Moves the slice to the newest messages, with no more of them than a fresh start has. */
export function slideToNewest(shown: Shown): Shown {
  const end = shown.rows.length;
  return { ...shown, first: Math.max(0, end - STEP), end };
}

/** Moves the slice so that it holds the message at `at` with some messages around it. */
export function slideTo(shown: Shown, at: number, room = LIMIT): Shown {
  const first = Math.max(0, at - STEP / 2);
  return { ...shown, first, end: Math.min(shown.rows.length, first + room) };
}
