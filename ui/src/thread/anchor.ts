export type { Place } from "./thread.svelte";
import type { Place } from "./thread.svelte";

// Within this distance of an edge the next messages are brought.
export const AHEAD_PX = 400;
// Nobody scrolls to the last pixel.
const AT_BOTTOM_PX = 48;

/** The message at the upper edge of a scrolled box, and how far it stands from the edge. */
export function topmost(box: HTMLElement): Place | null {
  const edge = box.getBoundingClientRect().top;
  const rows = box.querySelectorAll<HTMLElement>("[data-key]");
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.getBoundingClientRect().bottom <= edge) low = middle + 1;
    else high = middle;
  }
  const row = rows[low];
  const clientMsgId = row?.dataset["key"];
  return row === undefined || clientMsgId === undefined
    ? null
    : { clientMsgId, top: row.getBoundingClientRect().top - edge };
}

/** The key of the last message that is in view, whole or in part. */
export function lowest(box: HTMLElement): string | null {
  const edge = box.getBoundingClientRect().bottom;
  const rows = box.querySelectorAll<HTMLElement>("[data-key]");
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.getBoundingClientRect().top < edge) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1]?.dataset["key"] ?? null;
}

/** Which edges of what is in the document are near. */
export function isNear(box: HTMLElement): { top: boolean; end: boolean; bottom: boolean } {
  const below = box.scrollHeight - box.scrollTop - box.clientHeight;
  return { top: box.scrollTop < AHEAD_PX, end: below < AHEAD_PX, bottom: below < AT_BOTTOM_PX };
}
