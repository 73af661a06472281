import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { later, problem } from "../testing/api";
import { Draft } from "./draft.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function draft(): { it: Draft; kept: string[] } {
  const kept: string[] = [];
  return { it: new Draft(async ({ text }) => void kept.push(text)), kept };
}

describe("keeping", () => {
  test("waits for a pause, and keeps the last state once", async () => {
    const { it, kept } = draft();
    for (const text of ["h", "he", "hel"]) {
      it.text = text;
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(kept).toEqual([]);
    await vi.advanceTimersByTimeAsync(400);
    expect(kept).toEqual(["hel"]);
  });

  test("happens at once when somebody leaves, and not again afterwards", async () => {
    const { it, kept } = draft();
    it.text = "hello";
    await it.flush();
    expect(kept).toEqual(["hello"]);
    await vi.advanceTimersByTimeAsync(2000);
    await it.flush();
    expect(kept).toEqual(["hello"]);
  });

  test("an emptied draft is kept as empty, one that was never there is not", async () => {
    const { it, kept } = draft();
    await it.flush();
    expect(kept).toEqual([]);
    it.restore("old");
    it.text = "";
    await it.flush();
    expect(kept).toEqual([""]);
  });

  test("what is written while an older state is on its way follows it", async () => {
    const first = later<void>();
    const kept: string[] = [];
    const it = new Draft(({ text }) => {
      kept.push(text);
      return kept.length === 1 ? first.promise : Promise.resolve();
    });
    it.text = "one";
    const flushed = it.flush();
    it.text = "two";
    void it.flush();
    expect(kept).toEqual(["one"]);
    first.resolve();
    await flushed;
    expect(kept).toEqual(["one", "two"]);
  });

  test("what failed is tried again with the next flush", async () => {
    let fails = true;
    const kept: string[] = [];
    const it = new Draft(({ text }) => (fails ? problem("diskFull") : Promise.resolve(void kept.push(text))));
    it.text = "hello";
    await it.flush();
    fails = false;
    await it.flush();
    expect(kept).toEqual(["hello"]);
  });
});

describe("what was kept", () => {
  test("comes back until somebody writes", () => {
    const { it } = draft();
    it.restore("from last time");
    expect(it.text).toBe("from last time");
    it.restore("and later");
    expect(it.text).toBe("and later");
  });

  test("never overwrites what is being written: it is an echo", async () => {
    const { it } = draft();
    it.restore("");
    it.text = "hel";
    await it.flush();
    it.text = "hello";
    it.restore("hel");
    expect(it.text).toBe("hello");
    it.text = "";
    it.restore("hello");
    expect(it.text).toBe("");
  });
});

describe("mentions", () => {
  const ann = { userId: "7", from: 3, to: 7 };

  test("are kept with the text, and come back with it", async () => {
    const kept: unknown[] = [];
    const it = new Draft(async ({ text, mentions }) => void kept.push([text, mentions]));
    it.text = "Hi @ann ";
    it.mention(ann);
    await it.flush();
    expect(kept).toEqual([["Hi @ann ", [ann]]]);
    const later = new Draft(async ({ text, mentions }) => void kept.push([text, mentions]));
    later.restore("Hi @ann ", [ann]);
    expect(later.meant).toEqual([ann]);
    await later.flush();
    expect(kept).toHaveLength(1);
    later.text = "Oh, Hi @ann ";
    await later.flush();
    expect(kept.at(-1)).toEqual(["Oh, Hi @ann ", [{ userId: "7", from: 7, to: 11 }]]);
  });

  test("one that comes after the text was kept is kept too", async () => {
    const kept: unknown[] = [];
    const it = new Draft(async ({ text, mentions }) => void kept.push([text, mentions.length]));
    it.text = "Hi @ann ";
    await it.flush();
    it.mention(ann);
    await vi.advanceTimersByTimeAsync(600);
    expect(kept).toEqual([
      ["Hi @ann ", 0],
      ["Hi @ann ", 1],
    ]);
  });
});
