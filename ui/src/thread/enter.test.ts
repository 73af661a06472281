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

const MODES = ["enter", "ctrlEnter"] as const;

describe("Enter sends", () => {
  test("by itself, when nothing composes", () => {
    expect(new EnterGuard().means(press(), "enter")).toBe("send");
  });

  test("with Ctrl or the command key where that was chosen", () => {
    expect(new EnterGuard().means(press({ ctrlKey: true }), "ctrlEnter")).toBe("send");
    expect(new EnterGuard().means(press({ metaKey: true }), "ctrlEnter")).toBe("send");
  });
});

describe("Enter begins a line", () => {
  test("with Shift, in every mode", () => {
    for (const mode of MODES) expect(new EnterGuard().means(press({ shiftKey: true }), mode)).toBe("nothing");
    expect(new EnterGuard().means(press({ shiftKey: true, ctrlKey: true }), "ctrlEnter")).toBe("nothing");
  });

  test("with the key that does not send", () => {
    expect(new EnterGuard().means(press(), "ctrlEnter")).toBe("nothing");
    expect(new EnterGuard().means(press({ ctrlKey: true }), "enter")).toBe("line");
    expect(new EnterGuard().means(press({ metaKey: true }), "enter")).toBe("line");
  });
});

test("other keys and other modifiers never send", () => {
  for (const mode of MODES) {
    expect(new EnterGuard().means(press({ key: "a", keyCode: 65 }), mode)).toBe("nothing");
    expect(new EnterGuard().means(press({ key: "a", keyCode: 65, ctrlKey: true }), mode)).toBe("nothing");
    expect(new EnterGuard().means(press({ altKey: true }), mode)).toBe("nothing");
  }
});

describe.each([
  ["enter", press()],
  ["ctrlEnter", press({ ctrlKey: true })],
] as const)("Enter of an input method, where %s sends", (mode, sending) => {
  const means = (guard: EnterGuard, more: Partial<KeyPress> = {}) => guard.means({ ...sending, ...more }, mode);

  test("Chromium and Firefox say that they are composing", () => {
    expect(means(new EnterGuard(), { isComposing: true, keyCode: 229 })).toBe("nothing");
  });

  test("some say it only by the key code", () => {
    expect(means(new EnterGuard(), { keyCode: 229 })).toBe("nothing");
  });

  test("between start and end of a composition none sends, whatever the press says", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    expect(means(guard)).toBe("nothing");
  });

  test("WebKit ends the composition first: the press that follows at once is the same one", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    guard.compositionEnd(10_000);
    expect(means(guard, { timeStamp: 10_003 })).toBe("nothing");
  });

  test("the next press after the key was released sends, however quick it is", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    guard.compositionEnd(10_000);
    expect(means(guard, { timeStamp: 10_001 })).toBe("nothing");
    guard.keyUp();
    expect(means(guard, { timeStamp: 10_060 })).toBe("send");
  });

  test("a composition that ended with a click does not eat a later Enter", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    guard.compositionEnd(10_000);
    expect(means(guard, { timeStamp: 10_400 })).toBe("send");
  });

  test("a field that lost the focus while composing sends again afterwards", () => {
    const guard = new EnterGuard();
    guard.compositionStart();
    guard.blur();
    expect(means(guard)).toBe("send");
  });
});

test("while an input method composes, its arrows, Tab and Escape are no one else's either", () => {
  const guard = new EnterGuard();
  for (const key of ["ArrowDown", "Tab", "Escape"]) {
    expect(guard.holds(press({ key, isComposing: true })), key).toBe(true);
    expect(guard.holds(press({ key, keyCode: 229 })), key).toBe(true);
    expect(guard.holds(press({ key })), key).toBe(false);
  }
  guard.compositionStart();
  expect(guard.holds(press({ key: "Tab" }))).toBe(true);
  guard.compositionEnd(10_000);
  expect(guard.holds(press({ key: "Escape", timeStamp: 10_002 }))).toBe(true);
});
