import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Api, MessageAct } from "../api";
import { later, message, problem, scripted } from "../testing/api";
import { Acting } from "./acting.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function acting(calls: Partial<Api> = {}): { it: Acting; acts: MessageAct[] } {
  const acts: MessageAct[] = [];
  const actOnMessages = async (_account: string, _ids: readonly string[], act: MessageAct): Promise<void> =>
    void acts.push(act);
  return { it: new Acting(scripted({ actOnMessages, ...calls }), "me", "si_1_2"), acts };
}

const mine = message(3, { mine: true, state: { is: "sent" } });

describe("reacting", () => {
  test("sets what is not there, and takes away what is one's own", async () => {
    const { it, acts } = acting();
    const theirs = { emoji: "👍", count: 1, mine: false, names: ["bob"] };
    await it.react(message(1, { reactions: [theirs] }), "👍");
    await it.react(message(1, { reactions: [{ ...theirs, mine: true }] }), "👍");
    expect(acts).toEqual([
      { is: "react", emoji: "👍", on: true },
      { is: "react", emoji: "👍", on: false },
    ]);
  });

  test("what is refused is said for a while", async () => {
    const { it } = acting({ actOnMessages: () => problem("muted") });
    await it.react(message(1), "👍");
    expect(it.note).toEqual({ is: "refused", code: "muted" });
    await vi.advanceTimersByTimeAsync(7000);
    expect(it.note).toBeNull();
  });
});

describe("taking back", () => {
  test("keeps one's own words to be written anew", async () => {
    const { it } = acting();
    await it.recall(mine);
    await it.recall(message(2));
    expect(it.wordsOf(mine.clientMsgId)).toBe("text 3");
    expect(it.wordsOf("id-2")).toBeNull();
  });

  test("what was not taken back is not offered anew", async () => {
    const { it } = acting({ actOnMessages: () => problem("network") });
    await it.recall(mine);
    expect(it.wordsOf(mine.clientMsgId)).toBeNull();
  });
});

describe("editing", () => {
  test("ends when it is taken, and goes on when it is not", async () => {
    let refuse = true;
    const { it } = acting({ actOnMessages: () => (refuse ? problem("messageTooLong") : Promise.resolve()) });
    expect(it.startEditing(mine, "half a sentence")).toBe("text 3");
    expect(await it.edit("better", [])).toBe(false);
    expect(it.editing).not.toBeNull();
    refuse = false;
    expect(await it.edit("better", [])).toBe(true);
    expect(it.stopEditing()).toBe("half a sentence");
    expect(it.editing).toBeNull();
  });

  test("to the same words changes nothing", async () => {
    const { it, acts } = acting();
    it.editing = mine;
    expect(await it.edit("text 3", [])).toBe(true);
    expect(acts).toEqual([]);
  });

  test("ends when the message is taken back elsewhere", () => {
    const { it } = acting();
    it.editing = mine;
    it.hear([{ ...mine, content: { is: "gone" } }]);
    expect(it.editing).toBeNull();
  });
});

describe("selecting and pins", () => {
  test("what is gone is selected no more", () => {
    const { it } = acting();
    it.toggle("id-1");
    it.toggle("id-2");
    it.hear([message(1, { content: { is: "gone" } })]);
    it.drop("id-2");
    expect(it.selected?.size).toBe(0);
  });

  test("pins are read again when one of them changes, and an older answer does not win", async () => {
    const first = later<ReturnType<typeof message>[]>();
    let asked = 0;
    const { it } = acting({
      pinnedMessages: () => (asked++ === 0 ? first.promise : Promise.resolve([message(2, { pinned: true })])),
    });
    it.hear([message(1, { pinned: true })]);
    it.hear([message(2, { pinned: true })]);
    await vi.advanceTimersByTimeAsync(0);
    first.resolve([message(1, { pinned: true })]);
    await vi.advanceTimersByTimeAsync(0);
    expect(it.pinned.map((one) => one.seq)).toEqual([2]);
    it.hear([message(7)]);
    expect(asked).toBe(2);
  });
});
