import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { SHORTCUTS, handle, isShortcut } from "./shortcuts";

function press(key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
  return {
    key,
    code: "",
    keyCode: 0,
    defaultPrevented: false,
    preventDefault: () => undefined,
    ...none,
    ...more,
  } as KeyboardEvent;
}

test("Ctrl is pressed, or Cmd on a Mac", () => {
  expect(isShortcut(press(",", { ctrlKey: true }), "settings", false)).toBe(true);
  expect(isShortcut(press(",", { metaKey: true }), "settings", false)).toBe(false);
  expect(isShortcut(press(",", { metaKey: true }), "settings", true)).toBe(true);
  expect(isShortcut(press(",", { ctrlKey: true, altKey: true }), "settings", false)).toBe(false);
});

test("a sign that needs Shift on some keyboard is found there too", () => {
  expect(isShortcut(press("/", { ctrlKey: true, shiftKey: true }), "shortcuts", false)).toBe(true);
});

test("digits are told, also by their place", () => {
  const gone: number[] = [];
  const handlers = { account: (digit: number) => void gone.push(digit) };
  handle(press("3", { ctrlKey: true }), handlers, false);
  handle(press("é", { ctrlKey: true, code: "Digit2" }), handlers, false);
  handle(press("0", { ctrlKey: true, code: "Digit0" }), handlers, false);
  expect(gone).toEqual([3, 2]);
});

test("an input method keeps its presses", () => {
  expect(isShortcut(press("Escape", { isComposing: true }), "back")).toBe(false);
  expect(isShortcut(press("Escape", { keyCode: 229 }), "back")).toBe(false);
});

test("every shortcut of the table has somebody who follows it", () => {
  const root = join(import.meta.dirname, "..");
  const text = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.ts$|\.svelte$/u.test(file) && !file.endsWith("shortcuts.ts"))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  for (const name of Object.keys(SHORTCUTS)) {
    expect(text, name).toMatch(new RegExp(`isShortcut\\(\\w+, "${name}"|^\\s+${name}: \\(\\w*\\) =>`, "mu"));
  }
});
