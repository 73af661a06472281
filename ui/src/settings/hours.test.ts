import { expect, test } from "vitest";

import { hoursOf } from "./hours";

test("a day has its half hours, written as every time in the window", () => {
  const day = hoursOf("zh-CN", 0);
  expect(day).toHaveLength(48);
  expect(day[0]).toEqual({ value: "0", words: "00:00" });
  expect(day.at(-1)).toEqual({ value: "1410", words: "23:30" });
  expect(hoursOf("en", 0)[44]?.words).toBe("22:00");
});

test("a time between, as a file may say it, can be seen", () => {
  const times = hoursOf("zh-CN", 22 * 60 + 10).map((time) => time.words);
  expect(times.slice(44, 47)).toEqual(["22:00", "22:10", "22:30"]);
});
