import type { MessageView, Page } from "../api";
import { compare, newestSeq, upsert } from "./rows";

/** What events brought, sorted by what may be done with it. */
export interface Sorted {
  /** Is there already, follows without a gap, or has no place yet. */
  readonly sure: MessageView[];
  /** Lies beyond a gap: a hole, or a kind between that is not shown. */
  readonly doubtful: MessageView[];
}

/** Sorts what events brought; what is older than all that is loaded is left out, for paging will bring it. */
export function sortOut(changed: readonly MessageView[], rows: readonly MessageView[], older: boolean): Sorted {
  const known = new Set(rows.map((row) => row.clientMsgId));
  const bottom = older ? (rows[0]?.seq ?? null) : null;
  const sure: MessageView[] = [];
  const doubtful: MessageView[] = [];
  let last = newestSeq(rows) ?? 0;
  for (const row of [...changed].sort(compare)) {
    const tooOld = row.seq !== null && bottom !== null && row.seq < bottom && !known.has(row.clientMsgId);
    if (tooOld) continue;
    if (row.seq !== null && row.seq > last + 1) {
      doubtful.push(row);
      continue;
    }
    last = Math.max(last, row.seq ?? 0);
    sure.push(row);
  }
  return { sure, doubtful };
}

/**
 * Puts the newest page under what is loaded. `touched` are keys that events brought while the page was on its way: it
 * may be older than they are. `meets` tells whether the page reaches what was loaded; where it does not there is a hole
 * between them, and only the page is certain.
 */
export function mergeNewest(
  known: readonly MessageView[],
  page: Page,
  touched: ReadonlySet<string>,
): { rows: MessageView[]; meets: boolean } {
  const from = page.messages[0]?.seq ?? null;
  const to = newestSeq(known);
  const meets = !page.older || from === null || (to !== null && from <= to + 1);
  // Whatever the page leaves out within its reach is no longer there.
  const kept = known.filter(
    (row) =>
      touched.has(row.clientMsgId) || (meets && page.older && row.seq !== null && from !== null && row.seq < from),
  );
  return {
    rows: upsert(
      kept,
      page.messages.filter((row) => !touched.has(row.clientMsgId)),
    ),
    meets,
  };
}
