import { expect, test } from "vitest";

import type { Mention } from "../api";
import { stretches, plainOf } from "./mentions";

const mention = (userId: string | null, from: number, to: number): Mention => ({ userId, me: false, from, to });

test("a text is cut where it mentions somebody, and nothing of it is lost", () => {
  const text = "👋 @Ann, 午饭?";
  const cut = stretches(text, [mention("1", 3, 7)]);
  expect(cut.map((one) => one.text)).toEqual(["👋 ", "@Ann", ", 午饭?"]);
  expect(cut.map((one) => one.mention?.userId)).toEqual([undefined, "1", undefined]);
  expect(plainOf({ text, mentions: [mention("1", 3, 7)] })).toBe(text);
});

test("everybody is called by the word of this language", () => {
  expect(plainOf({ text: "@all: look", mentions: [mention(null, 0, 4)] })).toBe("@everyone: look");
});

test("places that are not in the text are passed over", () => {
  const text = "@a @b";
  const wrong = [mention("1", 0, 2), mention("2", 1, 4), mention("3", 4, 99), mention("4", 5, 5)];
  expect(stretches(text, wrong).map((one) => one.text)).toEqual(["@a", " @b"]);
});
