import type { AccountId, Api, MessageView, Page } from "../api";

// So far back the first unread message is gone to; beyond, the newest ones are shown.
export const LARGEST_BACKLOG = 2000;

/** Many own messages may lie between the unread ones, so that a page ends before the first of them: it is read further. */
export async function reachUnread(api: Api, account: AccountId, id: string, page: Page): Promise<Page> {
  const top = page.messages[0];
  if (top === undefined || top.seq === null || page.unreadFrom === null || !page.older) return page;
  const gap = top.seq - page.unreadFrom;
  if (gap < 0 || gap > LARGEST_BACKLOG) return page;
  const more = await api.messages(account, id, { seq: top.seq, local: top.local }, gap + 20);
  return { ...page, messages: [...more.messages, ...page.messages], older: more.older };
}

/** Where the unread ones begin when so many are unread, as far as these rows tell. */
export function guessUnread(rows: readonly MessageView[], unread: number): number | null {
  if (unread === 0) return null;
  let left = unread;
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at];
    if (row === undefined || row.mine || row.seq === null) continue;
    left--;
    if (left === 0) return row.seq;
  }
  return null;
}
