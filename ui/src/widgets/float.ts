const EDGE = 8;

/** Where something that floats begins, so that it stands within the window wherever it was wanted. */
export function within(wanted: number, size: number, room: number): number {
  return Math.max(EDGE, Math.min(wanted, room - size - EDGE));
}

/** The item of a menu to which a key leads; null where the key leads nowhere. Before the first one is -1. */
export function stepped(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return at <= 0 ? count - 1 : at - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
