import { describe, expect, test } from "vitest";

import type { FriendView } from "../api";
import { user } from "../testing/api";
import { drawn, linesOf, topsOf } from "./layout";

function friend(userId: string, key: string, pinned = false): FriendView {
  return { user: user(userId, { friend: true }), remark: "", note: "", pinned, key, since: 0 };
}

const shown = (friends: FriendView[]): string[] =>
  linesOf(friends, []).map((line) => (line.is === "heading" ? line.letter : line.key));

describe("the list", () => {
  test("has pinned ones first, then letters, and names without one at the end", () => {
    const friends = [
      friend("7", "42"),
      friend("1", "zhou"),
      friend("2", "lin wei"),
      friend("3", "lao chen"),
      friend("4", "", false),
      friend("5", "marta", true),
      friend("6", "ада"),
    ];
    expect(shown(friends)).toEqual(["*", "5", "L", "3", "2", "Z", "1", "#", "4", "7", "6"]);
  });

  test("two of one name keep one order", () => {
    expect(shown([friend("2", "bo"), friend("1", "bo")])).toEqual(shown([friend("1", "bo"), friend("2", "bo")]));
  });

  test("begins with the ways to elsewhere, also when it is empty", () => {
    expect(linesOf([], ["requests", "blocked"]).map((line) => line.key)).toEqual(["to requests", "to blocked"]);
  });
});

describe("what is drawn", () => {
  const many = Array.from({ length: 2000 }, (_, at) => friend(`${at}`, String.fromCharCode(97 + (at % 26))));
  const lines = linesOf(many, ["requests"]);
  const tops = topsOf(lines, 52, 28);

  test("is what is in view, with its headings, and little around it", () => {
    const rows = drawn(tops, 50_000, 600, 0);
    expect(rows.length).toBeLessThan(40);
    const first = tops[rows[1] ?? 0] ?? 0;
    const last = tops[(rows.at(-1) ?? 0) + 1] ?? 0;
    expect(first).toBeLessThanOrEqual(50_000);
    expect(last).toBeGreaterThanOrEqual(50_600);
  });

  test("keeps the line that has the focus, wherever the list is scrolled", () => {
    expect(drawn(tops, 50_000, 600, 3)[0]).toBe(3);
    expect(drawn(tops, 0, 600, lines.length - 1).at(-1)).toBe(lines.length - 1);
    expect(drawn(tops, 0, 600, 0).filter((at) => at === 0)).toHaveLength(1);
  });

  test("ends where the lines end", () => {
    expect(drawn(tops, (tops.at(-1) ?? 0) - 600, 600, 0).at(-1)).toBe(lines.length - 1);
    expect(drawn(topsOf([], 52, 28), 0, 600, 0)).toEqual([]);
  });
});
