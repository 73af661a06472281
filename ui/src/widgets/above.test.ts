import { expect, test, vi } from "vitest";

import { focusBehind } from "./above";

test("what is behind a dialog has the focus when the dialog is closed", () => {
  const focus = vi.fn();
  const dialog = new EventTarget();
  focusBehind([dialog], focus);
  expect(focus).toHaveBeenCalledTimes(1);
  dialog.dispatchEvent(new Event("close"));
  dialog.dispatchEvent(new Event("close"));
  expect(focus).toHaveBeenCalledTimes(2);
});

test("what is gone takes no focus any more", () => {
  const focus = vi.fn();
  const dialog = new EventTarget();
  focusBehind([dialog], focus)();
  dialog.dispatchEvent(new Event("close"));
  expect(focus).toHaveBeenCalledTimes(1);
});
