import { describe, expect, test } from "vitest";

import type { MessageView } from "../api";
import { message, messages } from "../testing/api";
import {
  LIMIT,
  NOTHING,
  STEP,
  type Shown,
  roomFor,
  settle,
  slideDown,
  slideTo,
  slideToNewest,
  slideUp,
  upsert,
} from "./rows";

const seqs = (shown: Shown): (number | null)[] => shown.rows.slice(shown.first, shown.end).map((row) => row.seq);

describe("order", () => {
  test("by seq, and what has none comes last as it was written", () => {
    const rows = upsert([], [message(null, { local: 9 }), message(3), message(null, { local: 7 }), message(1)]);
    expect(rows.map((row) => row.seq ?? -row.local)).toEqual([1, 3, -7, -9]);
  });

  test("a message that gets its seq moves to its place and stays one", () => {
    const sending = message(null, { local: 5 });
    const known = upsert(messages(1, 2), [sending]);
    const rows = upsert(known, [message(3), { ...sending, seq: 4, state: { is: "sent" } }]);
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4]);
    expect(rows.at(-1)?.clientMsgId).toBe(sending.clientMsgId);
    expect(rows.at(-1)?.state).toEqual({ is: "sent" });
  });

  test("pages before and behind what is loaded come to stand there, and what is on its way stays last", () => {
    const sending = message(null, { local: 5 });
    const loaded = [...messages(5, 8), sending];
    const order = (rows: readonly MessageView[]): (number | null)[] => rows.map((row) => row.seq);
    expect(order(upsert(messages(1, 4), loaded))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, null]);
    expect(order(upsert(loaded, messages(1, 4)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, null]);
    expect(order(upsert(loaded, messages(9, 10)))).toEqual([5, 6, 7, 8, 9, 10, null]);
    expect(order(upsert(messages(5, 8), messages(9, 10)))).toEqual([5, 6, 7, 8, 9, 10]);
    expect(order(upsert(messages(5, 6), [...messages(8, 9), message(7)]))).toEqual([5, 6, 7, 8, 9]);
    expect(order(upsert(messages(5, 6), messages(6, 7)))).toEqual([5, 6, 7]);
  });

  test("the same message twice in one change is one, and the later wins", () => {
    const rows = upsert([], [message(1), message(1, { state: { is: "read" } })]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.state).toEqual({ is: "read" });
  });
});

describe("the slice in the document", () => {
  const loaded = (count: number): Shown => settle(NOTHING, messages(1, count), true);

  test("starts with the newest messages", () => {
    expect(seqs(loaded(1000)).at(-1)).toBe(1000);
    expect(seqs(loaded(1000))).toHaveLength(STEP);
  });

  test("never grows beyond its limit, whichever way one goes", () => {
    let shown = loaded(5000);
    const steps = 5000 / STEP;
    for (let step = 0; step < steps; step++) {
      shown = slideUp(shown);
      expect(shown.end - shown.first).toBeLessThanOrEqual(LIMIT);
    }
    expect(seqs(shown)[0]).toBe(1);
    for (let step = 0; step < steps; step++) {
      shown = slideDown(shown);
      expect(shown.end - shown.first).toBeLessThanOrEqual(LIMIT);
    }
    expect(seqs(shown).at(-1)).toBe(5000);
  });

  test("one step up keeps most of what was there", () => {
    const before = slideUp(slideUp(loaded(1000)));
    const kept = seqs(slideUp(before)).filter((seq) => seqs(before).includes(seq));
    expect(kept).toHaveLength(LIMIT - STEP);
  });

  test("follows the newest message and stays bounded while thousands come in", () => {
    let shown = loaded(50);
    for (let seq = 51; seq <= 2000; seq++) shown = settle(shown, upsert(shown.rows, [message(seq)]), true);
    expect(seqs(shown).at(-1)).toBe(2000);
    expect(seqs(shown).length).toBeLessThanOrEqual(LIMIT);
  });

  test("keeps what is being read when older and newer messages come", () => {
    const reading = slideUp(slideUp(slideUp(loaded(1000))));
    const head = seqs(reading)[0];
    expect(seqs(settle(reading, upsert(reading.rows, messages(1001, 1400)), false))[0]).toBe(head);
    expect(seqs(settle(reading, upsert(messages(-50, 0), reading.rows), false))[0]).toBe(head);
  });

  test("a reader at the end who does not follow sees new messages appear below, up to the limit", () => {
    const more = LIMIT - STEP;
    const reading = settle(loaded(1000), messages(1, 1000 + more), false);
    expect(seqs(reading).at(-1)).toBe(1000 + more);
    expect(seqs(reading)[0]).toBe(1001 - STEP);
    expect(seqs(settle(reading, messages(1, 3000), false))).toHaveLength(LIMIT);
  });

  test("a tall window has room for what fills it and for a step up and down", () => {
    expect(roomFor(1_000)).toBe(LIMIT);
    const room = roomFor(4_000);
    expect(room).toBeGreaterThan(4_000 / 34 + 2 * STEP - 1);
    let shown = loaded(5000);
    for (let step = 0; step < 20; step++) shown = slideUp(shown, room);
    expect(seqs(shown)).toHaveLength(room);
  });

  test("jumps to the newest and to any message", () => {
    const far = slideTo(loaded(5000), 10);
    expect(seqs(far)).toContain(11);
    expect(seqs(slideToNewest(far)).at(-1)).toBe(5000);
  });
});
