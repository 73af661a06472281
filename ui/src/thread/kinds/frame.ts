import type { PictureView } from "../../api";

/** What is known of a picture or a video before it is there. */
interface Sides {
  readonly width: number;
  readonly height: number;
}

// In pixels of the page.
const WIDEST = 320;
const HIGHEST = 320;
const NARROWEST = 96;
const UNTOLD = { width: 240, height: 180 };

/** The place of a picture in a conversation, the same before and after it is there; no side is shorter than `least`. */
export function frameOf(picture: Sides, least = NARROWEST): { width: number; height: number } {
  if (picture.width === 0 || picture.height === 0) return UNTOLD;
  const scale = Math.min(1, WIDEST / picture.width, HIGHEST / picture.height);
  const side = (length: number): number => Math.max(least, Math.round(length * scale));
  return { width: side(picture.width), height: side(picture.height) };
}

const STICKER = 144;

/** The same of a sticker, which is never larger than one looks at. */
export function stickerFrame(picture: PictureView): { width: number; height: number } {
  if (picture.width === 0 || picture.height === 0) return { width: STICKER, height: STICKER };
  const scale = Math.min(STICKER / picture.width, STICKER / picture.height, 2);
  const side = (length: number): number => Math.max(24, Math.round(length * scale));
  return { width: side(picture.width), height: side(picture.height) };
}
