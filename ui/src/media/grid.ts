import type { MessageView } from "../api";

/** One row of what is kept: the name of a month, or as many messages as stand beside each other. */
export type Row =
  | { readonly is: "month"; readonly key: string; readonly time: number }
  | { readonly is: "messages"; readonly key: string; readonly messages: readonly MessageView[] };

function monthOf(time: number): number {
  const date = new Date(time);
  return date.getFullYear() * 12 + date.getMonth();
}

/** Puts messages into rows, those of each month under its name. */
export function rowsOf(messages: readonly MessageView[], columns: number): Row[] {
  const rows: Row[] = [];
  let month: number | null = null;
  let line: MessageView[] = [];
  for (const message of messages) {
    const own = monthOf(message.time);
    const key = message.clientMsgId;
    if (own !== month) rows.push({ is: "month", key: `month ${key}`, time: message.time });
    if (own !== month || line.length === columns) {
      line = [];
      rows.push({ is: "messages", key, messages: line });
    }
    month = own;
    line.push(message);
  }
  return rows;
}

/** Where each row begins, and where the last one ends. */
export function topsOf(rows: readonly Row[], month: number, line: number): number[] {
  const tops = [0];
  let top = 0;
  for (const row of rows) {
    top += row.is === "month" ? month : line;
    tops.push(top);
  }
  return tops;
}

/** The rows that are seen between two heights: arithmetic, however many there are. */
export function seen(tops: readonly number[], from: number, to: number): { first: number; end: number } {
  const rows = tops.length - 1;
  const first = Math.max(0, after(tops, from) - 1);
  return { first, end: Math.min(rows, Math.max(first, after(tops, to))) };
}

/** The first one that lies below a height. */
function after(tops: readonly number[], height: number): number {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle] ?? 0) > height) high = middle;
    else low = middle + 1;
  }
  return low;
}
