import type { Content } from "../index";

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
      seconds: 0,
      program: false,
      here: false,
    },
  },
  {
    is: "file",
    file: { kind: "program", name: "setup.exe", size: 48_234_496, seconds: 0, program: true, here: false },
  },
  { is: "file", file: { kind: "voice", name: "", size: 24_000, seconds: 12, program: false, here: true } },
];
