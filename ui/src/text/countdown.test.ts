import { expect, test } from "vitest";

import { countdown } from "./countdown";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [0, "00:00"],
  [1, "00:01"],
  [59_000, "00:59"],
  [25 * MINUTE, "25:00"],
  [HOUR - 1, "60:00"],
  [HOUR, "1 hour"],
  [3 * HOUR + 1, "3 hours 1 minute"],
  [47 * HOUR + 30 * MINUTE, "47 hours 30 minutes"],
  [48 * HOUR, "2 days"],
  [49 * HOUR, "3 days"],
])("%d ms are left", (left, words) => {
  expect(countdown("en", 1_000_000 + left, 1_000_000)).toBe(words);
});

test("it is told in the reader's language, and what is over is no time", () => {
  expect(countdown("zh-CN", 3 * HOUR, 0)).toBe("3小时");
  expect(countdown("en", 0, 5)).toBe("00:00");
});
