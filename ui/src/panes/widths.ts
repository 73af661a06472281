/** How wide a pane may become, in CSS pixels at normal text size. */
export interface Range {
  readonly least: number;
  readonly normal: number;
  readonly most: number;
}

export const LIST: Range = { least: 232, normal: 304, most: 480 };
export const DETAILS: Range = { least: 256, normal: 304, most: 440 };
/** A thread narrower than this cannot be read with ease; other panes give way first. */
export const THREAD_LEAST = 336;

/** Beside each other, details over the thread, or list and thread by turns. */
export type Mode = "beside" | "over" | "turns";

const OVER_BELOW = 900;
const TURNS_BELOW = 640;

/** What a window of this width can hold; larger text makes it narrower. */
export function modeOf(width: number): Mode {
  if (width < TURNS_BELOW) return "turns";
  return width < OVER_BELOW ? "over" : "beside";
}

/** Brings a wish into its range. */
export function within(wish: number, range: Range): number {
  return Math.round(Math.min(range.most, Math.max(range.least, wish)));
}

/** The ranges that leave the thread its room in a space of this width; `details` is null while it takes none. */
export function rangesIn(space: number, list: number, details: number | null): { list: Range; details: Range } {
  const free = space - THREAD_LEAST;
  return {
    list: narrowed(LIST, free - (details === null ? 0 : DETAILS.least)),
    details: narrowed(DETAILS, free - within(list, narrowed(LIST, free - DETAILS.least))),
  };
}

function narrowed(range: Range, room: number): Range {
  const most = Math.max(range.least, Math.min(range.most, Math.floor(room)));
  return { least: range.least, normal: Math.min(range.normal, most), most };
}

// Pixels of one press of an arrow key, and with Shift.
const STEP = 16;
const STRIDE = 64;

/** Where a key takes a separator, or null where it means nothing to it. `grows` is the arrow that widens the pane. */
export function moved(
  key: string,
  shift: boolean,
  width: number,
  range: Range,
  grows: "ArrowLeft" | "ArrowRight",
): number | null {
  const step = shift ? STRIDE : STEP;
  if (key === "ArrowLeft" || key === "ArrowRight") return within(width + (key === grows ? step : -step), range);
  if (key === "Home") return range.least;
  if (key === "End") return range.most;
  if (key === "Enter") return range.normal;
  return null;
}
