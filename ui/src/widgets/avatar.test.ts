import { expect, test } from "vitest";

import { hueOf, initialsOf, mosaicOf } from "./avatar";

test.each([
  ["Marta Kowalczyk", "MK"],
  ["marta", "M"],
  ["沈知夏", "知夏"],
  ["林薇", "林薇"],
  ["田中 春香", "春香"],
  ["周雨桐（设计部 · 上海）", "雨桐"],
  ["张三 1995", "张三"],
  ["김민준", "민준"],
  ["نور الهدى", "ن"],
  ["Wolf (Hubert)", "W"],
  ["O'Brien", "O"],
  ["42", "4"],
  ["", "?"],
  ["---", "?"],
  ["👨‍👩‍👧 Family", "👨‍👩‍👧"],
])("the letters of %j", (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});

test("an id always has the same colour, and the colours are all used", () => {
  const hues = Array.from({ length: 200 }, (_, at) => hueOf(`${at}`));
  expect(hueOf("1001")).toBe(hueOf("1001"));
  expect(new Set(hues)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
});

test("a group's picture has its faces in rows, the short row first, and no more than nine", () => {
  const rows = (count: number): number[] => mosaicOf(Array.from({ length: count })).map((row) => row.length);
  expect([0, 1, 2, 3, 4].map(rows)).toEqual([[], [1], [2], [1, 2], [2, 2]]);
  expect([5, 6, 7, 8, 9, 40].map(rows)).toEqual([
    [2, 3],
    [3, 3],
    [1, 3, 3],
    [2, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
  ]);
});
