import { expect, test } from "vitest";

import { sizeOf } from "./bytes";

test("a size is told in its largest unit, and bytes are counted", () => {
  expect([1, 18, 3800, 631_505].map((bytes) => sizeOf("en", bytes))).toEqual([
    "1 byte",
    "18 bytes",
    "3.8 kB",
    "632 kB",
  ]);
  expect(sizeOf("zh-CN", 18)).toBe("18字节");
});
