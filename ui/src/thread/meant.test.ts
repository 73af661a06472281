import { describe, expect, test } from "vitest";

import type { Meant } from "../api";
import { moved, namingAt, within } from "./meant";

const TEXT = "Hi @Ann, ask @Bob";
const ANN: Meant = { userId: "1", from: 3, to: 7 };
const BOB: Meant = { userId: "2", from: 13, to: 17 };

/** The places of the mentions in a text that was changed, as the words that stand there. */
function after(text: string): string[] {
  return moved([ANN, BOB], TEXT, text).map((one) => text.slice(one.from, one.to));
}

describe("a text with mentions that is changed", () => {
  test("before, between and behind them keeps them where they are", () => {
    expect(after(`Oh! ${TEXT}`)).toEqual(["@Ann", "@Bob"]);
    expect(after("Hi @Ann, please ask @Bob")).toEqual(["@Ann", "@Bob"]);
    expect(after(`${TEXT}?`)).toEqual(["@Ann", "@Bob"]);
    expect(after("@Ann, ask @Bob")).toEqual(["@Ann", "@Bob"]);
  });

  test("inside of one makes that one plain text", () => {
    expect(after("Hi @An, ask @Bob")).toEqual(["@Bob"]);
    expect(after("Hi @Anna, ask @Bob")).toEqual(["@Ann", "@Bob"]);
    expect(after("Hi @Aunn, ask @Bob")).toEqual(["@Bob"]);
    expect(after("Hi Ann, ask @Bob")).toEqual(["@Bob"]);
  });

  test("by another text altogether has none", () => {
    expect(after("")).toEqual([]);
    expect(after("something else")).toEqual([]);
  });

  test("beside equal letters never moves a mention off its words", () => {
    const text = "a@aa";
    const meant: Meant[] = [{ userId: "1", from: 1, to: 4 }];
    for (const next of ["aa@aa", "a@aaa", "@aa", "a@a", "a@aa a", "aaa"]) {
      for (const one of moved(meant, text, next)) expect(next.slice(one.from, one.to)).toBe("@aa");
    }
  });
});

test("of a text whose ends are cut off the mentions inside stay", () => {
  expect(within([ANN, BOB], 3, 17)).toEqual([
    { userId: "1", from: 0, to: 4 },
    { userId: "2", from: 10, to: 14 },
  ]);
  expect(within([ANN, BOB], 5, 12)).toEqual([]);
});

describe("a name is being written", () => {
  test.each([
    ["@", ""],
    ["Hi @an", "an"],
    ["你好@张", "张"],
    ["(@b", "b"],
    ["Hi ＠zs", "zs"],
  ])("in %s", (text, query) => {
    expect(namingAt(text, text.length)).toEqual({ from: text.length - query.length - 1, query });
  });

  test.each(["ann@example.org", "a@", "Hi @ann and", "no sign", "@ann@", ""])("and not in %s", (text) => {
    expect(namingAt(text, text.length)).toBeNull();
  });
});
