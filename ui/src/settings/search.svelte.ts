import { createContext } from "svelte";

import { ROWS, type RowName, type SectionName, findRows } from "./rows";

/** What is looked for on the page of settings. */
export class Search {
  query = $state("");
  readonly found: ReadonlySet<RowName> = $derived.by(() => findRows(this.query));
  readonly active = $derived(this.query.trim() !== "");

  shows(row: RowName): boolean {
    return this.found.has(row);
  }

  in(section: SectionName): boolean {
    return [...this.found].some((row) => ROWS[row].section === section);
  }
}

export const [searchHere, setSearch] = createContext<Search>();
