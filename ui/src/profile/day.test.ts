import { expect, test } from "vitest";

import { dayOf } from "./day";

test("a birthday is the same day everywhere", () => {
  expect(dayOf("en", "1990-01-31")).toBe("January 31, 1990");
  expect(dayOf("zh-CN", "1990-01-31")).toBe("1990年1月31日");
  expect(dayOf("en", "no day")).toBe("no day");
});
