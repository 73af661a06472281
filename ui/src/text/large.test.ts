import { expect, test } from "vitest";

import { isLarge } from "./large";

test("one to three emoji alone are large, whatever they are made of", () => {
  for (const text of ["😀", "👍🏽 👩‍👩‍👧‍👦", "🇨🇳🇸🇪🇪🇬", "❤️", " 🎉\n", "1️⃣"]) expect(isLarge(text), text).toBe(true);
});

test("with words, numbers or signs, or in greater number, they are not", () => {
  for (const text of ["", " ", "ok 👍", "👍好", "😀😀😀😀", "12", "©", "™", "🇨", "a", "!", "#"]) {
    expect(isLarge(text), text).toBe(false);
  }
});

test("a long text is not looked through", () => {
  expect(isLarge(`${" ".repeat(100_000)}😀`)).toBe(false);
});
