import { expect, test } from "vitest";

import { lasting, left } from "./lasting";

test("a time is told in the largest unit that fits, in both languages", () => {
  expect([10, 60, 300, 3600, 86_400, 604_800].map((seconds) => lasting("en", seconds))).toEqual([
    "10 seconds",
    "1 minute",
    "5 minutes",
    "1 hour",
    "1 day",
    "1 week",
  ]);
  expect(lasting("en", 90)).toBe("90 seconds");
  expect(lasting("zh-CN", 300)).toBe("5分钟");
});

test("what is left never goes below nothing", () => {
  expect([-5, 1, 9_400, 60_000, 3_725_000].map(left)).toEqual(["0:00", "0:01", "0:10", "1:00", "1:02:05"]);
});
