import { expect, test } from "vitest";

import { frameOf } from "./frame";

test("a picture has its place before it is there, whatever its shape", () => {
  const of = (width: number, height: number): string => {
    const frame = frameOf({ width, height });
    return `${frame.width} x ${frame.height}`;
  };
  expect(of(4000, 3000)).toBe("320 x 240");
  expect(of(3000, 4000)).toBe("240 x 320");
  expect(of(200, 100)).toBe("200 x 100");
  expect(of(0, 0)).toBe("240 x 180");
  expect(of(16, 16)).toBe("96 x 96");
  expect(of(100_000, 10)).toBe("320 x 96");
  expect(of(10, 100_000)).toBe("96 x 320");
});
