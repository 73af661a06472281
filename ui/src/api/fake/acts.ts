import type { ConversationAct, MessageView, Notify } from "../index";

/** What a person sets for a conversation. */
export interface Arranged {
  readonly id: string;
  rows: MessageView[];
  readSeq: number;
  notify: Notify;
  pinned: number | null;
  archived: boolean;
  markedUnread: boolean;
  deleted: boolean;
  burn: number;
  keep: number;
}

export const PLAIN = { pinned: null, archived: false, markedUnread: false, deleted: false, burn: 0, keep: 0 };

/** Does it with one conversation, whose next message has the seq `end`, and answers with all that look otherwise now. */
export function arrange<Room extends Arranged>(
  all: readonly Room[],
  room: Room,
  act: ConversationAct,
  end: number,
): Room[] {
  const top = Math.max(0, ...all.map((one) => one.pinned ?? 0)) + 1;
  if (act.is === "notify") room.notify = act.notify;
  else if (act.is === "pin") room.pinned = act.on ? top : null;
  else if (act.is === "place" && act.below !== null) return place(all, room, act.below);
  else if (act.is === "place") room.pinned = top;
  else if (act.is === "archive") room.archived = act.on;
  else if (act.is === "burn") room.burn = act.seconds;
  else if (act.is === "keep") room.keep = act.seconds;
  else if (act.is === "unread") room.markedUnread = true;
  else {
    room.readSeq = end - 1;
    room.markedUnread = false;
    if (act.is !== "read") room.rows = [];
    room.deleted = act.is === "delete";
  }
  return [room];
}

function place<Room extends Arranged>(all: readonly Room[], room: Room, below: string): Room[] {
  const pinned = all.filter((one) => one.pinned !== null && one !== room);
  pinned.sort((a, b) => (a.pinned ?? 0) - (b.pinned ?? 0));
  const at = pinned.findIndex((one) => one.id === below);
  pinned.splice(at, 0, room);
  pinned.forEach((one, index) => (one.pinned = index + 1));
  return pinned;
}
