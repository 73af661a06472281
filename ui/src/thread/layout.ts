import type { MessageView } from "../api";
import { dayOf } from "../text/dates";
import { isLine } from "./actions";

/** One entry of the thread as it is drawn. */
export type Item =
  | { readonly is: "day"; readonly key: string; readonly time: number }
  | { readonly is: "unread"; readonly key: string }
  | { readonly is: "message"; readonly key: string; readonly message: MessageView; readonly head: boolean };

// After a pause of this length the sender is named again.
const PAUSE_MS = 5 * 60_000;

/** Puts day separators and the unread line between messages, and marks where a sender begins to speak. */
export function layOut(
  messages: readonly MessageView[],
  before: MessageView | null,
  unreadFrom: number | null,
): Item[] {
  const items: Item[] = [];
  let previous = before;
  for (const message of messages) {
    const newDay = previous === null || dayOf(previous.time) !== dayOf(message.time);
    const line = unreadFrom !== null && isFirstUnread(message, previous, unreadFrom);
    // Keyed by the message below it, for a clock that went back may bring the same day twice.
    if (newDay) items.push({ is: "day", key: `day ${message.clientMsgId}`, time: message.time });
    if (line) items.push({ is: "unread", key: "unread" });
    const head =
      isLine(message) ||
      newDay ||
      line ||
      previous === null ||
      isLine(previous) ||
      previous.senderId !== message.senderId ||
      Math.abs(message.time - previous.time) > PAUSE_MS;
    items.push({ is: "message", key: message.clientMsgId, message, head });
    previous = message;
  }
  return items;
}

function isFirstUnread(message: MessageView, previous: MessageView | null, unreadFrom: number): boolean {
  if (message.seq === null || message.seq < unreadFrom) return false;
  return previous === null || (previous.seq !== null && previous.seq < unreadFrom);
}
