import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { type LinkCard } from "../api";
import { later, problem } from "../testing/api";
import { Linking } from "./linking.svelte";

const card = (url: string): LinkCard => ({ url, title: "A title", words: "", site: "", pictured: false });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a page is asked only when somebody wants it, and its card goes with the words that link there", async () => {
  const asked: string[] = [];
  const linking = new Linking({ lookAtLink: async (_, url) => (asked.push(url), card(url)) }, "a");
  linking.follow("see https://example.org/a", false);
  await vi.advanceTimersByTimeAsync(1000);
  expect([linking.url, asked]).toEqual(["https://example.org/a", []]);
  await linking.ask();
  expect(asked).toEqual(["https://example.org/a"]);
  expect(linking.take("see https://example.org/a")).toEqual(card("https://example.org/a"));
  expect(linking.take("see https://example.org/a")).toBeNull();
});

test("a link that is being written is left alone, and one that was dropped is not offered again", async () => {
  const asked: string[] = [];
  const linking = new Linking({ lookAtLink: async (_, url) => (asked.push(url), card(url)) }, "a");
  for (const text of ["https://e", "https://example.o", "https://example.org/a"]) {
    linking.follow(text, true);
    await vi.advanceTimersByTimeAsync(300);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual(["https://example.org/a"]);
  linking.drop();
  linking.follow("https://example.org/a b", true);
  await vi.advanceTimersByTimeAsync(1000);
  expect([linking.url, asked.length]).toEqual([null, 1]);
  linking.follow("http://example.org/plain selkie://x", true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked.length).toBe(1);
});

test("an answer that comes when the link is gone is nobody's", async () => {
  const answer = later<LinkCard>();
  const linking = new Linking({ lookAtLink: () => answer.promise }, "a");
  linking.follow("https://example.org/a", true);
  await vi.advanceTimersByTimeAsync(1000);
  linking.follow("nothing", true);
  answer.resolve(card("https://example.org/a"));
  await vi.advanceTimersByTimeAsync(10);
  expect(linking.card).toBeNull();
});

test("a page that says nothing is said to", async () => {
  const linking = new Linking({ lookAtLink: () => problem("notFound") }, "a");
  linking.follow("https://example.org/a", false);
  await vi.advanceTimersByTimeAsync(1000);
  await linking.ask();
  expect([linking.state, linking.card]).toEqual(["nothing", null]);
});

test("a page that cannot be reached is not said to say nothing", async () => {
  const linking = new Linking({ lookAtLink: () => problem("network") }, "a");
  linking.follow("https://example.org/a", false);
  await vi.advanceTimersByTimeAsync(1000);
  await linking.ask();
  expect([linking.state, linking.card]).toEqual(["unreached", null]);
});
