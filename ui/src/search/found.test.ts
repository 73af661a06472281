import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { FoundView, HitCount, HitView, Search, SearchCursor } from "../api";
import { later, message, problem } from "../testing/api";
import { Found } from "./found.svelte";

const DAY_MS = 86_400_000;

function hits(first: number, last: number): HitView[] {
  const rows = [];
  for (let seq = last; seq >= first; seq--) rows.push({ message: message(seq), text: `text ${seq}`, marks: [] });
  return rows;
}

function view(rows: HitView[], next: SearchCursor | null = null): FoundView {
  return { hits: rows, next, indexing: null };
}

function seqs(it: Found): (number | null)[] {
  return it.hits.map((hit) => hit.message.seq);
}

async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

describe("what is found", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const none = async (): Promise<HitCount[]> => [];
  const nothing = async (): Promise<number> => 0;

  test("each key asks, and only the last answer counts", async () => {
    const answers = [later<FoundView>(), later<FoundView>()];
    let call = 0;
    const it = new Found({ search: () => answers[call++]!.promise, counts: none, fetch: nothing });
    it.query = "a";
    it.query = "ab";
    answers[1]!.resolve(view(hits(1, 2)));
    await settled();
    answers[0]!.resolve(view(hits(7, 9)));
    await settled();
    expect(seqs(it)).toEqual([2, 1]);
    expect(it.answered).toBe(true);
  });

  test("a blank query finds nothing and asks nobody", async () => {
    const it = new Found({ search: () => problem("internal"), counts: none, fetch: nothing });
    it.query = "  ";
    await settled();
    expect(it.active).toBe(false);
    expect(it.problem).toBe(null);
  });

  test("more comes behind what is there, once", async () => {
    const asked: (SearchCursor | null)[] = [];
    const next = { time: 5, id: 5 };
    const it = new Found({
      async search(_, before) {
        asked.push(before);
        return before === null ? view(hits(3, 4), next) : view(hits(1, 2));
      },
      counts: async () => [{ conversationId: "si_1_2", count: 4 }],
      fetch: nothing,
    });
    it.query = "a";
    await settled();
    expect(it.more).toBe(true);
    expect(it.total).toBe(4);
    await Promise.all([it.showMore(), it.showMore()]);
    expect(seqs(it)).toEqual([4, 3, 2, 1]);
    expect(asked).toEqual([null, next]);
    expect(it.more).toBe(false);
  });

  test("a narrowed search says by what", async () => {
    const asked: Search[] = [];
    const it = new Found(
      {
        async search(request) {
          asked.push(request);
          return view([]);
        },
        counts: none,
        fetch: nothing,
      },
      undefined,
      () => 100 * DAY_MS,
    );
    it.query = "a";
    it.narrow({ kind: "link", days: 7 });
    await settled();
    expect(asked.at(-1)).toEqual({
      query: "a",
      conversationId: null,
      senderId: null,
      kind: "link",
      from: 93 * DAY_MS,
      to: null,
    });
    expect(it.isNarrowed).toBe(true);
    it.query = "";
    expect(it.isNarrowed).toBe(false);
  });

  test("a kind is looked for without words, until one leaves", async () => {
    const asked: Search[] = [];
    const it = new Found({
      async search(request) {
        asked.push(request);
        return view(hits(1, 1));
      },
      counts: none,
      fetch: nothing,
    });
    it.narrow({ kind: "voice" });
    expect([it.active, asked.length]).toEqual([false, 0]);
    it.open();
    await settled();
    expect([it.active, it.blank, asked.at(-1)?.query, asked.at(-1)?.kind]).toEqual([true, true, "", "voice"]);
    expect(seqs(it)).toEqual([1]);
    it.query = "a";
    it.query = "";
    await settled();
    expect([it.active, asked.at(-1)?.kind]).toEqual([true, "voice"]);
    it.leave();
    expect([it.active, it.isNarrowed, seqs(it)]).toEqual([false, false, []]);
  });

  test("a failure is said, and the next key asks again", async () => {
    let fails = true;
    const it = new Found({
      search: () => (fails ? problem("storage") : Promise.resolve(view(hits(1, 1)))),
      counts: none,
      fetch: nothing,
    });
    it.query = "a";
    await settled();
    expect(it.problem).toBe("storage");
    fails = false;
    it.query = "ab";
    await settled();
    expect(it.problem).toBe(null);
    expect(seqs(it)).toEqual([1]);
  });

  test("while the index is made anew it asks again by itself, until it is closed", async () => {
    let calls = 0;
    const it = new Found({
      async search() {
        calls++;
        return { ...view(hits(1, calls)), indexing: calls < 3 ? { done: calls, of: 4 } : null };
      },
      counts: none,
      fetch: nothing,
    });
    it.query = "a";
    await settled();
    expect(it.indexing).toBe(25);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(it.indexing).toBe(50);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([it.indexing, calls]).toEqual([null, 3]);
    it.close();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(calls).toBe(3);
  });

  test("what the server finds beyond comes here once the hand rests, and is found then", async () => {
    let here = 1;
    let fetched = 0;
    const it = new Found({
      search: async () => view(hits(1, here)),
      counts: none,
      async fetch() {
        fetched++;
        const missing = here === 1 ? 2 : 0;
        here = 3;
        return missing;
      },
    });
    it.query = "a";
    await settled();
    expect([seqs(it), fetched]).toEqual([[1], 0]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([seqs(it), fetched]).toEqual([[3, 2, 1], 2]);
    it.query = "ab";
    it.query = "";
    await vi.advanceTimersByTimeAsync(2_000);
    expect(fetched).toBe(2);
  });
});
