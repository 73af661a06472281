import { describe, expect, test } from "vitest";

import { EnterGuard, type KeyPress } from "./enter";

const press = (more: Partial<KeyPress> = {}): KeyPress => ({
  key: "Enter",
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  timeStamp: 10_000,
  ...more,
});

describe("Enter", () => {
  test("sends when nothing composes", () => {
    expect(new EnterGuard().sends(press())).toBe(true);
  });

  test("with Shift or another modifier is not for sending", () => {
    for (const key of ["shiftKey", "ctrlKey", "altKey", "metaKey"] as const) {
      expect(new EnterGuard().sends(press({ [key]: true }))).toBe(false);
    }
  });

  test("other keys never send", () => {
    expect(new EnterGuard().sends(press({ key: "a", keyCode: 65 }))).toBe(false);
  });
});

describe("Enter of an input method", () => {
  test("Chromium and Firefox say that they are composing", () => {
    expect(new EnterGuard().sends(press({ isComposing: true, keyCode: 229 }))).toBe(false);
  });

  test("some say it only by the key code", () => {
    expect(new EnterGuard().sends(press({ keyCode: 229 }))).toBe(false);
  });

  test("between start and end of a composition none sends, whatever the press says", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    expect(guard.sends(press())).toBe(false);
  });

  test("WebKit ends the composition first: the press that follows at once is the same one", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    guard.compositionEnd(10_000);
    expect(guard.sends(press({ timeStamp: 10_003 }))).toBe(false);
  });

  test("the next press after the key was released sends, however quick it is", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    guard.compositionEnd(10_000);
    expect(guard.sends(press({ timeStamp: 10_001 }))).toBe(false);
    guard.keyUp();
    expect(guard.sends(press({ timeStamp: 10_060 }))).toBe(true);
  });

  test("a composition that ended with a click does not eat a later Enter", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    guard.compositionEnd(10_000);
    expect(guard.sends(press({ timeStamp: 10_400 }))).toBe(true);
  });

  test("a field that lost the focus while composing sends again afterwards", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    guard.blur();
    expect(guard.sends(press())).toBe(true);
  });
});
