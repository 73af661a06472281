import type { Crop } from "../api";

/** A square that is being chosen of a picture, in pixels of the picture as it is turned. */
export interface Cut {
  readonly turns: number;
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

// Smaller ones would show little but squares.
const SMALLEST = 48;

/** The largest square in the middle. */
export function begin(width: number, height: number): Cut {
  const side = Math.min(width, height);
  return { turns: 0, width, height, x: (width - side) / 2, y: (height - side) / 2, side };
}

export function largest(cut: Cut): number {
  return Math.min(cut.width, cut.height);
}

export function smallest(cut: Cut): number {
  return Math.min(SMALLEST, largest(cut));
}

/** A quarter clockwise; what was chosen stays chosen. */
export function turned(cut: Cut): Cut {
  const x = cut.height - cut.y - cut.side;
  return inside({ ...cut, turns: (cut.turns + 1) % 4, width: cut.height, height: cut.width, x, y: cut.x });
}

/** Another size around the same middle. */
export function sized(cut: Cut, side: number): Cut {
  const kept = Math.min(Math.max(side, smallest(cut)), largest(cut));
  const by = (cut.side - kept) / 2;
  return inside({ ...cut, side: kept, x: cut.x + by, y: cut.y + by });
}

export function moved(cut: Cut, right: number, down: number): Cut {
  return inside({ ...cut, x: cut.x + right, y: cut.y + down });
}

function inside(cut: Cut): Cut {
  const within = (at: number, length: number): number => Math.min(Math.max(at, 0), length - cut.side);
  return { ...cut, x: within(cut.x, cut.width), y: within(cut.y, cut.height) };
}

/** In whole pixels, none of them outside. */
export function cropOf(cut: Cut): Crop {
  const side = Math.max(1, Math.floor(cut.side));
  const whole = (at: number, length: number): number => Math.min(Math.max(0, Math.round(at)), length - side);
  return { turns: cut.turns, x: whole(cut.x, cut.width), y: whole(cut.y, cut.height), side };
}
