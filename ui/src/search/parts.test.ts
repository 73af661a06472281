import { expect, test } from "vitest";

import { parts } from "./parts";

test("a text is cut at its marks and nothing of it is lost", () => {
  expect(parts("明天開會 ok", [{ from: 2, to: 4 }])).toEqual([
    { text: "明天", hit: false },
    { text: "開會", hit: true },
    { text: " ok", hit: false },
  ]);
  expect(
    parts("aa", [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]).map((part) => part.text),
  ).toEqual(["a", "a"]);
  expect(parts("none", [])).toEqual([{ text: "none", hit: false }]);
});
