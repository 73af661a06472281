// Drawn above and below what is in view, so that a quick scroll meets rows.
const MARGIN = 8;

/** Which of `count` rows of one height to draw: those in view, some around them, and the one that has the focus. */
export function slice(count: number, top: number, height: number, row: number, focus: number): number[] {
  const first = Math.max(0, Math.floor(top / row) - MARGIN);
  const end = Math.min(count, Math.ceil((top + height) / row) + MARGIN);
  const drawn = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  if (focus < count && focus < first) return [focus, ...drawn];
  if (focus < count && focus >= end) return [...drawn, focus];
  return drawn;
}
