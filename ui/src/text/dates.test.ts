import { expect, test } from "vitest";

import { clock, dayName, daysAgo, exact, short } from "./dates";

const now = new Date(2026, 9, 26, 0, 30).getTime();
const at = (year: number, month: number, day: number, hour = 12, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime();

test("days are calendar days, not stretches of 24 hours", () => {
  expect(daysAgo(at(2026, 10, 26, 0, 1), now)).toBe(0);
  expect(daysAgo(at(2026, 10, 25, 23, 59), now)).toBe(1);
  expect(daysAgo(at(2026, 10, 27), now)).toBe(-1);
  expect(daysAgo(at(2025, 10, 26), now)).toBe(365);
});

test("the list says as little as it needs", () => {
  expect(short("en", at(2026, 10, 26, 0, 5), now, "Yesterday")).toBe("00:05");
  expect(short("en", at(2026, 10, 25), now, "Yesterday")).toBe("Yesterday");
  expect(short("en", at(2026, 10, 22), now, "Yesterday")).toBe("Thu");
  expect(short("zh-CN", at(2026, 10, 22), now, "昨天")).toBe("周四");
  expect(short("zh-CN", at(2026, 3, 2), now, "昨天")).toBe("3月2日");
  expect(short("en", at(2025, 3, 2), now, "Yesterday")).toContain("2025");
});

test("a message of a clock that runs ahead shows its date, never a weekday of the past", () => {
  expect(short("en", at(2026, 10, 28), now, "Yesterday")).toBe("Oct 28");
});

test("days between messages have names", () => {
  const words = { today: "Today", yesterday: "Yesterday" };
  expect(dayName("en", now, now, words)).toBe("Today");
  expect(dayName("en", at(2026, 10, 25), now, words)).toBe("Yesterday");
  expect(dayName("zh-CN", at(2026, 10, 23), now, words)).toBe("星期五");
  expect(dayName("zh-CN", at(2024, 1, 2), now, words)).toBe("2024年1月2日");
});

test("midnight is 00:00", () => {
  expect(clock("en", at(2026, 1, 1, 0, 0))).toBe("00:00");
  expect(clock("zh-CN", at(2026, 1, 1, 0, 0))).toBe("00:00");
});

test("the exact time is of the same clock as all others", () => {
  expect(exact("en", at(2026, 1, 1, 18, 5))).toBe("January 1, 2026 at 18:05:00");
  expect(exact("zh-CN", at(2026, 1, 1, 0, 5))).toBe("2026年1月1日 00:05:00");
});
