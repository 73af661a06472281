/** So long it can be taken back. */
const UNDO_MS = 6000;

/** Rows that somebody took away, as long as that can be taken back; nothing of it leaves this window before. */
export class Leaving<Row extends { readonly id: string }> {
  readonly #settled: (rows: readonly Row[]) => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  rows = $state.raw<readonly Row[]>([]);

  /** `settled` removes them where they are kept, and at once from what is shown. */
  constructor(settled: (rows: readonly Row[]) => Promise<void>) {
    this.#settled = settled;
  }

  without<Of extends { readonly id: string }>(rows: readonly Of[]): readonly Of[] {
    if (this.rows.length === 0) return rows;
    const ids = new Set(this.rows.map((row) => row.id));
    return rows.filter((row) => !ids.has(row.id));
  }

  /** Takes these away; those before them do not come back any more. */
  take(rows: readonly Row[]): void {
    void this.settle();
    this.rows = rows;
    this.wait();
  }

  /** The time to take it back runs, from its beginning. */
  wait(): void {
    clearTimeout(this.#timer);
    if (this.rows.length > 0) this.#timer = setTimeout(() => void this.settle(), UNDO_MS);
  }

  /** While somebody is about to take it back, it does not run. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  undo(): void {
    clearTimeout(this.#timer);
    this.rows = [];
  }

  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    const { rows } = this;
    if (rows.length === 0) return;
    const settled = this.#settled(rows);
    this.rows = [];
    await settled;
  }
}
