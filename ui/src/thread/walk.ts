// What an arrow key moves a message by that is taller than the window.
const LINE_PX = 80;

/** The next message for an arrow key: from none to the last one in view, and from there one by one. */
export function walk(box: HTMLElement, key: string): HTMLElement | null {
  const rows = [...box.querySelectorAll<HTMLElement>("[data-key]")];
  const at = rows.findIndex((row) => row === document.activeElement);
  const here = rows[at];
  if (here === undefined) return lastInView(box, rows);
  const by = key === "ArrowUp" ? -1 : 1;
  if (outreaches(box, here, by)) {
    box.scrollTop += by * LINE_PX;
    return here;
  }
  return rows[at + by] ?? here;
}

function lastInView(box: HTMLElement, rows: readonly HTMLElement[]): HTMLElement | null {
  const edge = box.getBoundingClientRect().bottom;
  return rows.findLast((row) => row.getBoundingClientRect().top < edge) ?? null;
}

// A message that goes on beyond the edge is read to its end before the next one is gone to.
function outreaches(box: HTMLElement, row: HTMLElement, by: number): boolean {
  const outer = box.getBoundingClientRect();
  const inner = row.getBoundingClientRect();
  return by < 0
    ? inner.top < outer.top - 1 && inner.bottom > outer.top + LINE_PX
    : inner.bottom > outer.bottom + 1 && inner.top < outer.bottom - LINE_PX;
}
