import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { MessageView, Receipt } from "../api";
import { message, problem, scripted } from "../testing/api";
import { Receipts } from "./receipts.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const own = (seq: number): MessageView => message(seq, { mine: true, state: { is: "sent" } });

test("own messages in view are asked about together, and again until everybody has read them", async () => {
  const asked: (readonly number[])[] = [];
  let read = 1;
  const receipts = async (_a: string, _i: string, seqs: readonly number[]): Promise<Receipt[]> => {
    asked.push(seqs);
    return seqs.map((seq) => ({ seq, read: seq === 1 ? 2 : read, members: 2 }));
  };
  const it = new Receipts(scripted({ receipts }), "me", "sg_7", false);
  it.look([own(1)]);
  it.look([own(1), message(2), own(3), message(null)]);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual([[1, 3]]);
  expect(it.of(own(3))).toEqual({ seq: 3, read: 1, members: 2 });
  read = 2;
  await vi.advanceTimersByTimeAsync(31_000);
  expect(asked.at(-1)).toEqual([3]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(2);
});

test("without an answer nothing is shown, and who has left asks no more", async () => {
  let asked = 0;
  const it = new Receipts(scripted({ receipts: () => (asked++, problem("network")) }), "me", "sg_7", false);
  it.look([own(1)]);
  await vi.advanceTimersByTimeAsync(500);
  expect(it.of(own(1))).toBeNull();
  it.leave();
  await vi.advanceTimersByTimeAsync(90_000);
  expect(asked).toBe(1);
});

test("a server that tells what changes is asked seldom, and hears when nobody looks any more", async () => {
  const asked: (readonly number[])[] = [];
  const receipts = async (_a: string, _i: string, seqs: readonly number[]): Promise<Receipt[]> => {
    asked.push(seqs);
    return seqs.map((seq) => ({ seq, read: 0, members: 2 }));
  };
  const it = new Receipts(scripted({ receipts }), "me", "sg_7", true);
  it.look([own(1)]);
  await vi.advanceTimersByTimeAsync(500);
  it.hear([{ seq: 1, read: 1, members: 2 }]);
  expect(it.of(own(1))).toEqual({ seq: 1, read: 1, members: 2 });
  await vi.advanceTimersByTimeAsync(60_000);
  // The window was behind others for a moment.
  it.rest();
  it.look([own(1)]);
  await vi.advanceTimersByTimeAsync(500_000);
  expect(asked).toEqual([[1]]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([[1], [1]]);
  it.leave();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked).toEqual([[1], [1], []]);
});
