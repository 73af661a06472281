/** Which rows of a list are selected, one by one or from one to another. */
export class Picked<Row extends { readonly id: string }> {
  readonly #rows: () => readonly Row[];
  // From where Shift selects.
  #anchor: string | null = null;

  /** Null: nobody selects. */
  ids = $state.raw<ReadonlySet<string> | null>(null);
  /** Those that are selected, as they stand in the list. */
  readonly rows = $derived.by(() => this.#rows().filter((row) => this.has(row.id)));

  constructor(rows: () => readonly Row[]) {
    this.#rows = rows;
  }

  has(id: string): boolean {
    return this.ids?.has(id) === true;
  }

  begin(): void {
    this.ids = new Set();
  }

  end(): void {
    this.ids = null;
    this.#anchor = null;
  }

  /** Adds one, or takes it out. */
  toggle(id: string): void {
    const ids = new Set(this.ids ?? []);
    if (!ids.delete(id)) ids.add(id);
    this.ids = ids;
    this.#anchor = id;
  }

  /** Selects everything from where the selection began, or from `from`, to this one. */
  extend(id: string, from: string | null): void {
    const ids = this.#rows().map((row) => row.id);
    const anchor = this.#anchor !== null && ids.includes(this.#anchor) ? this.#anchor : (from ?? id);
    const [first, last] = [ids.indexOf(anchor), ids.indexOf(id)].sort((a, b) => a - b);
    this.ids = new Set(ids.slice(first, (last ?? 0) + 1));
    this.#anchor = anchor;
  }

  everything(): void {
    this.ids = new Set(this.#rows().map((row) => row.id));
  }

  /** Those with which something is to be done when it is asked for at this one: all that are selected, if it is among them. */
  meant(id: string): readonly Row[] {
    return this.has(id) ? this.rows : this.#rows().filter((row) => row.id === id);
  }
}
