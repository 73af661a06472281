import { afterEach, expect, test } from "vitest";

import { ROWS, findRows, piecesOf } from "./rows";
import { settings } from "./settings.svelte";

afterEach(() => settings.change({ language: "system" }));

test("without a query every setting is shown", () => {
  expect(findRows("  ").size).toBe(Object.keys(ROWS).length);
});

test("a setting is found by its words and by what can be chosen there, in the present language", () => {
  settings.change({ language: "en" });
  expect([...findRows("DARK")]).toEqual(["theme"]);
  expect([...findRows("size text")]).toEqual(["textSize"]);
  expect(findRows("深色").size).toBe(0);
  settings.change({ language: "zh-CN" });
  expect([...findRows("深色")]).toEqual(["theme"]);
});

test("what matches is cut out, and nothing is lost", () => {
  expect(piecesOf("Text size", "SIZE tex")).toEqual([
    { text: "Tex", hit: true },
    { text: "t ", hit: false },
    { text: "size", hit: true },
  ]);
  expect(piecesOf("Text", "")).toEqual([{ text: "Text", hit: false }]);
});
