/** The part of a dialog that this needs. */
type Above = Pick<EventTarget, "addEventListener" | "removeEventListener">;

/**
 * Gives the focus to what is behind dialogs, now and when each of them is closed: a modal one lets nothing else have it.
 * Returns what ends the waiting.
 */
export function focusBehind(above: Iterable<Above>, focus: () => void): () => void {
  focus();
  const open = [...above];
  for (const dialog of open) dialog.addEventListener("close", focus, { once: true });
  return () => {
    for (const dialog of open) dialog.removeEventListener("close", focus);
  };
}
