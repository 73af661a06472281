import { beforeAll, describe, expect, test } from "vitest";

import { type Emoji, GROUPS, loadEmoji } from "./emoji";
import { withUsed } from "./recent";
import { search } from "./search";

let all: readonly Emoji[] = [];
beforeAll(async () => {
  all = await loadEmoji();
});

const first = (query: string, recent: readonly string[] = []): string | undefined =>
  search(all, query, recent, 8)[0]?.char;
const found = (query: string): string[] => search(all, query, [], 60).map((one) => one.char);

describe("the data", () => {
  test("names every emoji in both languages and gives it a code, in groups that all have some", () => {
    expect(all.length).toBeGreaterThan(1700);
    for (const group of GROUPS)
      expect(
        all.some((one) => one.group === group),
        group,
      ).toBe(true);
    for (const one of all) {
      expect(one.char, one.label.en).not.toBe("");
      expect(one.label.en, one.char).toMatch(/\p{L}|\d/u);
      expect(one.label["zh-CN"], one.char).toMatch(/\p{sc=Han}|[\p{L}\d]/u);
      expect(one.codes.length, one.char).toBeGreaterThan(0);
      for (const code of one.codes) expect(code).toMatch(/^[a-z0-9_+-]+$/u);
    }
  });

  test("has each of them once", () => {
    expect(new Set(all.map((one) => one.char)).size).toBe(all.length);
  });
});

describe("searching", () => {
  test.each([
    ["joy", "😂"],
    ["+1", "👍️"],
    ["thumbsup", "👍️"],
    ["heart", "❤️"],
    ["tada", "🎉"],
    ["party popper", "🎉"],
    ["Party-Pop", "🎉"],
    ["cn", "🇨🇳"],
    ["china", "🇨🇳"],
    ["中国", "🇨🇳"],
    ["猫", "🐈️"],
    ["笑哭了", "😂"],
  ])("%s finds %s first", (query, char) => expect(first(query)).toBe(char));

  test("finds by other words than the name, in both languages", () => {
    expect(found("happy")).toContain("😀");
    expect(found("高兴")).toContain("😀");
    expect(found("生日")).toContain("🎂");
  });

  test("what was used lately comes first among equals", () => {
    const [one, other] = search(all, "hear", [], 8);
    expect(first("hear", [other?.char ?? ""])).toBe(other?.char);
    expect(first("hear", [])).toBe(one?.char);
  });

  test("nothing finds nothing, and never more than asked for", () => {
    expect(search(all, "  ", [], 8)).toEqual([]);
    expect(search(all, "qqqq", [], 8)).toEqual([]);
    expect(search(all, "a", [], 8)).toHaveLength(8);
  });
});

describe("used lately", () => {
  test("the last one stands first, each once, and the oldest are forgotten", () => {
    expect(withUsed(["a", "b"], "b")).toEqual(["b", "a"]);
    const many = Array.from({ length: 60 }, (_, at) => `${at}`);
    expect(withUsed(many, "new")).toHaveLength(27);
    expect(withUsed(many, "new")[0]).toBe("new");
  });
});
