import { expect, test } from "vitest";

import { stepped, within } from "./float";

test("what floats stands where it was wanted, or as near as the window lets it", () => {
  expect(within(100, 200, 1000)).toBe(100);
  expect(within(900, 200, 1000)).toBe(792);
  expect(within(-50, 200, 1000)).toBe(8);
});

test("what is larger than the window shows its beginning", () => {
  expect(within(300, 1200, 1000)).toBe(8);
});

test("the arrows go around a menu, Home and End to its ends", () => {
  expect([-1, 0, 1, 2].map((at) => stepped("ArrowDown", at, 3))).toEqual([0, 1, 2, 0]);
  expect([-1, 0, 1, 2].map((at) => stepped("ArrowUp", at, 3))).toEqual([2, 2, 0, 1]);
  expect(stepped("Home", 2, 3)).toBe(0);
  expect(stepped("End", 0, 3)).toBe(2);
});

test("other keys lead nowhere, and none does in an empty menu", () => {
  expect(stepped("a", 0, 3)).toBeNull();
  expect(stepped("ArrowDown", -1, 0)).toBeNull();
});
