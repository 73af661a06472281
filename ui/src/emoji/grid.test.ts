import { expect, test } from "vitest";

import { type Emoji, loadEmoji } from "./emoji";
import { COLUMNS, linesOf, moved } from "./grid";

const some = async (count: number): Promise<readonly Emoji[]> => (await loadEmoji()).slice(0, count);

test("sections become lines, and empty ones leave no name behind", async () => {
  const lines = linesOf([
    { group: "recent", emoji: [] },
    { group: "smileys", emoji: await some(COLUMNS + 2) },
    { group: "people", emoji: await some(1) },
  ]);
  expect(lines.map((line) => (line.is === "name" ? line.group : line.from))).toEqual([
    "smileys",
    0,
    COLUMNS,
    "people",
    COLUMNS + 2,
  ]);
});

test("arrows go through the grid over the names of groups, and stay on short lines", async () => {
  const lines = linesOf([
    { group: "smileys", emoji: await some(COLUMNS + 2) },
    { group: "people", emoji: await some(COLUMNS) },
  ]);
  expect(moved(lines, 4, "ArrowDown")).toBe(COLUMNS + 1);
  expect(moved(lines, COLUMNS + 1, "ArrowDown")).toBe(COLUMNS + 3);
  expect(moved(lines, COLUMNS + 3, "ArrowUp")).toBe(COLUMNS + 1);
  expect(moved(lines, COLUMNS + 1, "ArrowRight")).toBe(COLUMNS + 2);
  expect(moved(lines, 0, "ArrowLeft")).toBe(0);
});

test("upwards from the first line leads out of the grid", async () => {
  const lines = linesOf([{ group: null, emoji: await some(3) }]);
  expect(moved(lines, 1, "ArrowUp")).toBeNull();
  expect(moved(lines, 1, "ArrowDown")).toBeNull();
});
