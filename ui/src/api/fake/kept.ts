import type { Content } from "../index";
import { waveOf } from "./voice";

function picture(width: number, height: number, album: string): Content {
  const hash = "VwgGDYJZuHWHeIiHdYiIeAiAhw==";
  return {
    is: "picture",
    picture: { width, height, size: 734_003, name: "lake.jpg", hash, moves: false, album, sticker: false },
  };
}

/** Pictures and files that somebody sent in the made-up worlds. */
export const MEDIA: readonly Content[] = [
  picture(1200, 800, ""),
  picture(1600, 900, "lake"),
  picture(900, 1200, "lake"),
  picture(1200, 900, "lake"),
  picture(1200, 1200, "lake"),
  picture(1200, 800, "lake"),
  {
    is: "file",
    file: {
      kind: "document",
      name: "Project plan 2026 (final, really).pdf",
      size: 2_411_724,
      program: false,
      here: false,
    },
  },
  {
    is: "file",
    file: { kind: "program", name: "setup.exe", size: 48_234_496, program: true, here: false },
  },
  { is: "voice", voice: { size: 24_000, seconds: 12, wave: waveOf(12), heard: false } },
  { is: "voice", voice: { size: 12_000, seconds: 4, wave: waveOf(4), heard: false } },
  {
    is: "video",
    video: {
      name: "seals.mp4",
      size: 18_734_003,
      seconds: 74,
      width: 1280,
      height: 720,
      hash: "VwgGDYJZuHWHeIiHdYiIeAiAhw==",
      poster: true,
      here: false,
    },
  },
];
