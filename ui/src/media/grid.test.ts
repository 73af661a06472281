import { describe, expect, it } from "vitest";

import type { MessageView } from "../api";
import { rowsOf, seen, topsOf } from "./grid";

const message = (key: string, time: Date): MessageView => ({ clientMsgId: key, time: time.getTime() }) as MessageView;

describe("what is kept stands by its months", () => {
  const july = [1, 2, 3, 4].map((day) => message(`july ${day}`, new Date(2026, 6, 5 - day)));
  const may = [message("may", new Date(2026, 4, 31, 23))];
  const rows = rowsOf([...july, ...may], 3);

  it("begins a month in a row of its own", () => {
    expect(rows.map((row) => (row.is === "month" ? "month" : row.messages.length))).toEqual([
      "month",
      3,
      1,
      "month",
      1,
    ]);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  it("draws no more rows than are seen, however many there are", () => {
    const many = rowsOf(
      Array.from({ length: 30_000 }, (_, at) => message(`${at}`, new Date(2026, 6, 1))),
      3,
    );
    const tops = topsOf(many, 30, 100);
    expect(tops.at(-1)).toBe(30 + 100 * 10_000);
    const { first, end } = seen(tops, 500_000, 500_600);
    expect(end - first).toBeLessThan(9);
    expect(tops[first]).toBeLessThanOrEqual(500_000);
    expect(tops[end]).toBeGreaterThanOrEqual(500_600);
    expect(seen(tops, 0, 0)).toEqual({ first: 0, end: 1 });
    expect(seen([0], 0, 600)).toEqual({ first: 0, end: 0 });
  });
});
