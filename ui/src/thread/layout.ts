import type { MessageView } from "../api";
import { dayOf } from "../text/dates";
import { isLine } from "./actions";

/** The newest one is what stands for them all. */
export interface Album {
  readonly is: "album";
  readonly key: string;
  readonly messages: readonly MessageView[];
  readonly head: boolean;
}

/** One entry of the thread as it is drawn. */
export type Item =
  | { readonly is: "day"; readonly key: string; readonly time: number }
  | { readonly is: "unread"; readonly key: string }
  | { readonly is: "message"; readonly key: string; readonly message: MessageView; readonly head: boolean }
  | Album;

/** As many pictures make one mosaic, whatever somebody sends. */
const MOST_IN_ALBUM = 9;

function albumOf({ content }: MessageView): string {
  return content.is === "picture" ? content.picture.album : "";
}

/** With this one more, where it belongs to the pictures before it. */
function joined(last: Item | undefined, message: MessageView): Album | null {
  const album = albumOf(message);
  if (album === "" || (last?.is !== "message" && last?.is !== "album")) return null;
  const before = last.is === "album" ? last.messages : [last.message];
  const first = before[0];
  if (first === undefined || before.length === MOST_IN_ALBUM) return null;
  if (albumOf(first) !== album || first.senderId !== message.senderId) return null;
  return { is: "album", key: `album ${first.clientMsgId}`, messages: [...before, message], head: last.head };
}

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
    const album = joined(items.at(-1), message);
    if (album === null) items.push({ is: "message", key: message.clientMsgId, message, head });
    else items[items.length - 1] = album;
    previous = message;
  }
  return items;
}

function isFirstUnread(message: MessageView, previous: MessageView | null, unreadFrom: number): boolean {
  if (message.seq === null || message.seq < unreadFrom) return false;
  return previous === null || (previous.seq !== null && previous.seq < unreadFrom);
}
