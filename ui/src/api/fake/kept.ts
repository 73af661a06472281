import type { Content } from "../index";

/** Pictures and files that somebody sent in the made-up worlds. */
export const MEDIA: readonly Content[] = [
  {
    is: "picture",
    picture: {
      width: 1200,
      height: 800,
      size: 734_003,
      name: "lake.jpg",
      hash: "VwgGDYJZuHWHeIiHdYiIeAiAhw==",
      moves: false,
    },
  },
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
