import { expect, test } from "vitest";

import { dayFrom, dayOf } from "./day";

test("a birthday is the same day everywhere", () => {
  expect(dayOf("en", "1990-01-31")).toBe("January 31, 1990");
  expect(dayOf("zh-CN", "1990-01-31")).toBe("1990年1月31日");
  expect(dayOf("en", "no day")).toBe("no day");
});

test.each([
  ["1990-01-31", "1990-01-31"],
  [" 1990/1/31 ", "1990-01-31"],
  ["1990.1.31", "1990-01-31"],
  ["1990年1月31日", "1990-01-31"],
  ["１９９０－０１－３１", "1990-01-31"],
  ["31.1.1990", "31.1.1990"],
  ["", ""],
])("the day %j", (written, day) => {
  expect(dayFrom(written)).toBe(day);
});
