import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Api, Page } from "../api";
import { message, messages, page, problem, scripted } from "../testing/api";
import { History } from "./history.svelte";
import { LIMIT } from "./rows";

const ID = "si_1_2";
const seqs = (it: History): (number | null)[] => it.shown.rows.map((row) => row.seq);

/** A conversation of `count` messages, paged as the engine does it. */
class Engine {
  count: number;
  fails = false;

  constructor(count: number) {
    this.count = count;
  }

  open(): History {
    const calls: Partial<Api> = {
      messages: async (_account, _id, before, limit): Promise<Page> => {
        if (this.fails) return problem("network");
        const end = before === null ? this.count : (before.seq ?? this.count + 1) - 1;
        const start = Math.max(0, end - limit);
        return page(messages(start + 1, end), start > 0);
      },
      messagesFrom: async (_account, _id, seq, limit) => {
        if (this.fails) return problem("network");
        const end = Math.min(this.count, seq + limit - 1);
        return { messages: messages(seq, end), newer: end < this.count };
      },
      markRead: async () => undefined,
    };
    return new History(scripted(calls), "me", ID);
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("going to a message far back", () => {
  test("stands in the middle of history, and goes on to older and to newer ones without a hole", async () => {
    const engine = new Engine(9000);
    const it = engine.open();
    await it.open(0);
    await it.goTo(4000);
    expect(it.found).toBe("id-4000");
    expect(it.goal?.clientMsgId).toBe("id-4000");
    expect(it.visible.map((row) => row.seq)).toContain(4000);
    expect([it.newer, it.atEnd, it.following]).toEqual([true, false, false]);
    for (let step = 0; step < 12; step++) await it.showOlder();
    for (let step = 0; step < 40; step++) {
      it.showNewer();
      await vi.advanceTimersByTimeAsync(0);
    }
    const rows = seqs(it);
    expect(rows[0]).toBeLessThan(3800);
    expect(rows.at(-1)).toBeGreaterThan(4300);
    expect(rows).toEqual(messages(rows[0] ?? 0, rows.at(-1) ?? 0).map((row) => row.seq));
    expect(it.visible.length).toBeLessThanOrEqual(LIMIT);
  });

  test("what arrives meanwhile leaves no hole, and is there when the reader comes back", async () => {
    const engine = new Engine(3000);
    const it = engine.open();
    await it.open(0);
    await it.goTo(100);
    const before = seqs(it);
    engine.count = 3001;
    expect(it.hear([message(3001)])).toEqual([]);
    it.hear([message(100, { content: { is: "gone" } })]);
    expect(seqs(it)).toEqual(before);
    expect(it.shown.rows.find((row) => row.seq === 100)?.content.is).toBe("gone");
    it.showNewest();
    await vi.advanceTimersByTimeAsync(0);
    expect(seqs(it).at(-1)).toBe(3001);
    expect([it.newer, it.atEnd, it.following]).toEqual([false, true, true]);
    expect(seqs(it)).toEqual(messages(seqs(it)[0] ?? 0, 3001).map((row) => row.seq));
  });

  test("walking on to the newest ones ends where new ones are heard again", async () => {
    const engine = new Engine(600);
    const it = engine.open();
    await it.open(0);
    await it.goTo(50);
    for (let step = 0; step < 60 && !it.atEnd; step++) {
      it.showNewer();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(it.atEnd).toBe(true);
    expect(seqs(it).at(-1)).toBe(600);
    engine.count = 601;
    it.hear([message(601)]);
    expect(seqs(it).at(-1)).toBe(601);
  });

  test("from the middle of history another message is gone to, in either direction", async () => {
    const it = new Engine(9000).open();
    await it.open(0);
    for (const seq of [5000, 8990, 2, 9000]) {
      await it.goTo(seq);
      expect(it.found).toBe(`id-${seq}`);
      expect(it.visible.map((row) => row.seq)).toContain(seq);
    }
    expect(it.newer).toBe(false);
  });

  test("everything is read again where the reader stands", async () => {
    const it = new Engine(9000).open();
    await it.open(0);
    await it.goTo(5000);
    await it.refresh();
    expect(it.newer).toBe(true);
    expect(seqs(it)).toContain(5000);
  });

  test("one that cannot be read leaves him where he is, and says why", async () => {
    const engine = new Engine(9000);
    const it = engine.open();
    await it.open(0);
    const before = seqs(it);
    engine.fails = true;
    for (const seq of [8850, 5]) {
      await it.goTo(seq);
      expect([it.found, it.problem]).toEqual([null, "network"]);
      expect(seqs(it)).toEqual(before);
    }
  });
});
