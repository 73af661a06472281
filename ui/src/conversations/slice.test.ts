import { expect, test } from "vitest";

import { slice } from "./slice";

test("draws what is in view and a little around it", () => {
  const drawn = slice(2000, 64 * 500, 640, 64, 500);
  expect(drawn[0]).toBe(492);
  expect(drawn.at(-1)).toBe(517);
});

test("keeps the row that has the focus, wherever the list is scrolled", () => {
  expect(slice(2000, 64 * 500, 640, 64, 3)[0]).toBe(3);
  expect(slice(2000, 0, 640, 64, 1999).at(-1)).toBe(1999);
});

test("a short or empty list is drawn whole, with no row twice", () => {
  expect(slice(3, 0, 640, 64, 0)).toEqual([0, 1, 2]);
  expect(slice(0, 0, 640, 64, 0)).toEqual([]);
});
