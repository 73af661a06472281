import { describe, expect, test } from "vitest";

import { DETAILS, LIST, THREAD_LEAST, modeOf, moved, rangesIn, within } from "./widths";

test("a narrow window lays details over the thread, a very narrow one shows one pane at a time", () => {
  expect([899.5, 900].map(modeOf)).toEqual(["over", "beside"]);
  expect([639.5, 640].map(modeOf)).toEqual(["turns", "over"]);
});

test("a wish stays within its range, in whole pixels", () => {
  expect(within(1, LIST)).toBe(LIST.least);
  expect(within(9999, LIST)).toBe(LIST.most);
  expect(within(300.4, LIST)).toBe(300);
});

describe("in every window in which the panes stand beside each other", () => {
  const windows = Array.from({ length: 200 }, (_, at) => 840 + at * 10);

  test("the thread keeps its room, however wide the others were once made", () => {
    for (const space of windows) {
      for (const list of [0, 304, 9999]) {
        for (const details of [0, 304, 9999]) {
          const ranges = rangesIn(space, list, details);
          const left = space - within(list, ranges.list) - within(details, ranges.details);
          expect(left, `${space} ${list} ${details}`).toBeGreaterThanOrEqual(THREAD_LEAST);
        }
      }
    }
  });

  test("details that are closed leave their room to the list", () => {
    expect(rangesIn(840, 480, null).list.most).toBe(LIST.most);
    expect(rangesIn(840, 480, 304).list.most).toBeLessThan(LIST.most);
  });

  test("no range is turned around", () => {
    for (const space of [0, 320, ...windows]) {
      const { list, details } = rangesIn(space, 304, 304);
      for (const range of [list, details]) {
        expect(range.normal).toBeGreaterThanOrEqual(range.least);
        expect(range.most).toBeGreaterThanOrEqual(range.normal);
      }
    }
  });
});

describe("keys on a separator", () => {
  test("arrows widen and narrow, with Shift by more, and stop at the ends", () => {
    expect(moved("ArrowRight", false, 304, LIST, "ArrowRight")).toBe(320);
    expect(moved("ArrowLeft", true, 304, LIST, "ArrowRight")).toBe(240);
    expect(moved("ArrowLeft", false, 304, DETAILS, "ArrowLeft")).toBe(320);
    expect(moved("ArrowLeft", false, LIST.least, LIST, "ArrowRight")).toBe(LIST.least);
  });

  test("Home and End go to the ends, Enter back to normal", () => {
    expect(["Home", "End", "Enter"].map((key) => moved(key, false, 400, LIST, "ArrowRight"))).toEqual([
      LIST.least,
      LIST.most,
      LIST.normal,
    ]);
  });

  test("others are left to the window", () => {
    expect(moved("a", false, 304, LIST, "ArrowRight")).toBeNull();
    expect(moved("Tab", false, 304, LIST, "ArrowRight")).toBeNull();
  });
});
