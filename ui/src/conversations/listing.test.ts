import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { ConversationAct, ConversationView } from "../api";
import { conversation, problem, scripted } from "../testing/api";
import { Conversations } from "./conversations.svelte";
import { Listing } from "./listing.svelte";
import { merge, order } from "./order";

interface Done {
  readonly ids: readonly string[];
  readonly act: ConversationAct;
}

function listing(
  rows: ConversationView[],
  open: string | null = null,
): { it: Listing; all: Conversations; done: Done[] } {
  const done: Done[] = [];
  let thread = open;
  const api = scripted({
    act: async (_account, ids, act) => void done.push({ ids, act }),
  });
  const all = new Conversations(api, "me");
  all.hear(rows);
  const it = new Listing(
    api,
    "me",
    all,
    () => thread,
    () => (thread = null),
  );
  return { it, all, done };
}

const ids = (it: Listing): string => it.rows.map((row) => row.id).join("");

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("what is shown", () => {
  const rows = [
    conversation("a", { time: 9, unread: 2 }),
    conversation("b", { time: 8, kind: "group", mentioned: { whom: "me", seq: 1 } }),
    conversation("c", { time: 7, markedUnread: true }),
    conversation("d", { time: 6, archived: true, unread: 5 }),
    conversation("e", { time: 5, pinned: 7 }),
    conversation("f", { time: 4 }),
  ];

  test("is what the filter lets through, with what is put away in a place of its own", () => {
    const { it } = listing(rows);
    expect(ids(it)).toBe("eabcf");
    for (const [filter, wanted] of [
      ["unread", "ac"],
      ["mentions", "b"],
      ["groups", "b"],
      ["people", "eacf"],
    ] as const) {
      it.filter = filter;
      expect(ids(it)).toBe(wanted);
    }
    it.filter = "all";
    it.archive = true;
    expect(ids(it)).toBe("d");
  });

  test("what is read stays under the eyes that read it", () => {
    const { it, all } = listing(rows, "a");
    it.filter = "unread";
    all.hear([conversation("a", { time: 9, unread: 0 })]);
    expect(ids(it)).toBe("ac");
  });

  test("what is open and does not pass a filter when that is chosen is not in it", () => {
    const { it } = listing(rows, "f");
    it.filter = "groups";
    expect(ids(it)).toBe("b");
    it.filter = "mentions";
    expect(ids(it)).toBe("b");
    it.filter = "unread";
    expect(ids(it)).toBe("acf");
    it.filter = "people";
    expect(ids(it)).toBe("eacf");
  });
});

describe("what is selected", () => {
  const rows = ["a", "b", "c", "d"].map((id, at) => conversation(id, { time: 9 - at }));

  test("is a row, several, or a stretch from where it began", () => {
    const { it } = listing(rows);
    const chosen = (): string => it.picked.rows.map((row) => row.id).join("");
    it.picked.toggle("b");
    it.picked.extend("d", null);
    expect(chosen()).toBe("bcd");
    it.picked.extend("a", null);
    expect(chosen()).toBe("ab");
    it.picked.toggle("a");
    expect(chosen()).toBe("b");
    expect(it.picked.meant("b").map((row) => row.id)).toEqual(["b"]);
    expect(it.picked.meant("d").map((row) => row.id)).toEqual(["d"]);
    it.picked.everything();
    expect(it.picked.meant("b")).toHaveLength(4);
    it.picked.end();
    it.picked.extend("c", "b");
    expect(chosen()).toBe("bc");
  });

  test("an act is for all of them at once, and ends the selection", async () => {
    const { it, done } = listing(rows, "b");
    it.picked.everything();
    await it.act(it.picked.rows, { is: "unread" });
    expect(done).toEqual([{ ids: ["a", "b", "c", "d"], act: { is: "unread" } }]);
    expect(it.picked.rows).toEqual([]);
  });

  test("why something could not be done is said until the next try", async () => {
    const api = scripted({ act: () => problem("noPermission") });
    const all = new Conversations(api, "me");
    all.hear(rows);
    const it = new Listing(
      api,
      "me",
      all,
      () => null,
      () => undefined,
    );
    await it.act(rows.slice(0, 1), { is: "archive", on: true });
    expect(it.problem).toBe("noPermission");
  });
});

describe("deleting", () => {
  const rows = ["a", "b", "c"].map((id, at) => conversation(id, { time: 9 - at }));

  test("is taken back, and nothing was sent", async () => {
    const { it, done } = listing(rows);
    it.remove(rows.slice(0, 2));
    expect(ids(it)).toBe("c");
    await vi.advanceTimersByTimeAsync(5000);
    it.leaving.undo();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ids(it)).toBe("abc");
    expect(done).toEqual([]);
  });

  test("goes out when the time is over, or with the next one", async () => {
    const { it, done } = listing(rows, "b");
    it.remove(rows.slice(0, 1));
    it.leaving.hold();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(done).toEqual([]);
    it.remove(rows.slice(1, 2));
    expect(done).toEqual([{ ids: ["a"], act: { is: "delete" } }]);
    await vi.advanceTimersByTimeAsync(6000);
    expect(done.at(-1)).toEqual({ ids: ["b"], act: { is: "delete" } });
    expect(ids(it)).toBe("c");
  });

  test("leaves alone what somebody wrote in meanwhile", async () => {
    const { it, all, done } = listing(rows);
    it.remove(rows.slice(0, 2));
    all.hear([conversation("a", { time: 20, unread: 1 })]);
    await vi.advanceTimersByTimeAsync(6000);
    expect(done).toEqual([{ ids: ["b"], act: { is: "delete" } }]);
    expect(ids(it)).toBe("ac");
  });
});

describe("places", () => {
  test("a pinned one moves by one among its like", async () => {
    const rows = ["a", "b", "c"].map((id, at) => conversation(id, { pinned: 3 - at }));
    const { it, done } = listing([...rows, conversation("d", { time: 9 })]);
    const [a, b, c] = rows as [ConversationView, ConversationView, ConversationView];
    await it.move(c, -1);
    await it.move(b, -1);
    await it.move(a, 1);
    await it.move(a, -1);
    await it.move(c, 1);
    expect(done.map((one) => one.act)).toEqual([
      { is: "place", below: "a" },
      { is: "place", below: null },
      { is: "place", below: "b" },
    ]);
  });

  test("two lists that are in order are one that is", () => {
    const rows = Array.from({ length: 60 }, (_, at) =>
      conversation(`${at}`, { time: (at * 37) % 11, pinned: at % 9 === 0 ? at : null }),
    );
    const sorted = rows.toSorted(order);
    const odd = sorted.filter((_, at) => at % 3 === 1);
    const rest = sorted.filter((_, at) => at % 3 !== 1);
    expect(merge(rest, odd)).toEqual(sorted);
    expect(merge([], odd)).toEqual(odd);
    expect(merge(odd, [])).toEqual(odd);
  });
});

test("a storm of events is one change of the list a frame", async () => {
  const waiting: (() => void)[] = [];
  const all = new Conversations(scripted({}), "me", (work) => waiting.push(work));
  const before = all.rows;
  for (let at = 0; at < 500; at++) all.hear([conversation(`${at % 50}`, { time: at, unread: at })]);
  all.hear([], ["7"]);
  expect(all.rows).toBe(before);
  expect(waiting).toHaveLength(1);
  expect(all.get("49")?.unread).toBe(499);
  expect(all.get("7")).toBeNull();
  waiting[0]?.();
  expect(all.rows).toHaveLength(49);
  expect(all.rows[0]?.id).toBe("49");
  all.hear([conversation("7", { time: 1000 })]);
  expect(waiting).toHaveLength(2);
});
