import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Telling, Typing } from "./typing.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("who writes is named until he stops, or is not heard of for long", async () => {
  const it = new Typing();
  it.hear("a", "2", "bob", true);
  it.hear("a", "3", "cat", true);
  it.hear("b", "2", "bob", true);
  expect(it.in("a")).toEqual(["bob", "cat"]);
  await vi.advanceTimersByTimeAsync(10_000);
  it.hear("a", "2", "bob", true);
  await vi.advanceTimersByTimeAsync(6000);
  expect(it.in("a")).toEqual(["bob"]);
  expect(it.in("b")).toEqual([]);
  it.hear("a", "2", "bob", false);
  expect(it.in("a")).toEqual([]);
});

test("it is said at the first letter, again after a while, and when it ends", () => {
  const said: boolean[] = [];
  const it = new Telling((on) => said.push(on));
  it.stopped();
  it.wrote(0);
  it.wrote(9_999);
  expect(said).toEqual([true]);
  it.wrote(10_000);
  it.stopped();
  it.stopped();
  expect(said).toEqual([true, true, false]);
  it.wrote(10_001);
  expect(said).toHaveLength(4);
});
