import { expect, test } from "vitest";

import { begin, cropOf, moved, sized, turned } from "./cut";

test("one begins with the largest square in the middle", () => {
  expect(cropOf(begin(300, 200))).toEqual({ turns: 0, x: 50, y: 0, side: 200 });
  expect(cropOf(begin(1, 1))).toEqual({ turns: 0, x: 0, y: 0, side: 1 });
});

test("four turns lead back, and what was chosen stays chosen", () => {
  const cut = moved(sized(begin(300, 200), 100), -1000, 20);
  expect(cropOf(cut)).toEqual({ turns: 0, x: 0, y: 70, side: 100 });
  const once = turned(cut);
  expect(cropOf(once)).toEqual({ turns: 1, x: 30, y: 0, side: 100 });
  expect(turned(turned(turned(once)))).toEqual(cut);
});

test("nothing outside of the picture is chosen", () => {
  const cut = begin(300, 200);
  expect(cropOf(moved(cut, 1e6, -1e6))).toEqual({ turns: 0, x: 100, y: 0, side: 200 });
  expect(cropOf(sized(cut, 1e6))).toEqual(cropOf(cut));
  expect(cropOf(sized(cut, 1)).side).toBe(48);
  for (let side = 48; side <= 200; side += 0.37) {
    const crop = cropOf(moved(sized(cut, side), 500, 500));
    expect(crop.x + crop.side).toBeLessThanOrEqual(300);
    expect(crop.y + crop.side).toBeLessThanOrEqual(200);
  }
});
