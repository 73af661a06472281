import type { ConversationView } from "../api";

// A hand that presses is never quite still.
const SLACK_PX = 6;

/** A pinned row that somebody moves among its like with the pointer. */
export class Dragging {
  readonly #rows: () => readonly ConversationView[];
  readonly #place: (row: ConversationView, below: string | null) => void;

  /** The row on its way; null before it was moved far enough to be meant. */
  row = $state.raw<ConversationView | null>(null);
  /** Where among the pinned ones it would be put down. */
  to = $state(0);

  // What is pressed, and from where.
  #held: { row: ConversationView; y: number } | null = null;

  /** The rows as they would stand. */
  readonly order = $derived(this.#moved());

  constructor(rows: () => readonly ConversationView[], place: (row: ConversationView, below: string | null) => void) {
    this.#rows = rows;
    this.#place = place;
  }

  #pinned(): readonly ConversationView[] {
    return this.#rows().filter((one) => one.pinned !== null);
  }

  #moved(): readonly ConversationView[] {
    const { row } = this;
    if (row === null) return this.#rows();
    const rows = this.#rows().filter((one) => one.id !== row.id);
    rows.splice(this.to, 0, row);
    return rows;
  }

  /** Whether the press may become a move. */
  hold(row: ConversationView, y: number): boolean {
    if (row.pinned === null || this.#pinned().length < 2) return false;
    this.#held = { row, y };
    return true;
  }

  /** The pointer is at `y` now, and over this place of the list. */
  move(y: number, at: number): void {
    if (this.#held === null) return;
    const { row } = this.#held;
    if (this.row === null && Math.abs(y - this.#held.y) < SLACK_PX) return;
    this.row = row;
    this.to = Math.max(0, Math.min(this.#pinned().length - 1, at));
  }

  /** Puts it down. Whether it was moved at all, so that the press meant no row. */
  drop(): boolean {
    const { row, to } = this;
    const moved = row !== null;
    if (row !== null) {
      const pinned = this.#pinned();
      const others = pinned.filter((one) => one.id !== row.id);
      if (pinned[to]?.id !== row.id) this.#place(row, others[to - 1]?.id ?? null);
    }
    this.cancel();
    return moved;
  }

  cancel(): void {
    this.#held = null;
    this.row = null;
  }
}
