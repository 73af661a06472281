import type { ConversationKind, ConversationView, Meant, MessageView, Notify, Quoted, UserView } from "../index";
import type { Arranged } from "./acts";

/** A conversation of a made-up world. */
export interface Room extends Arranged {
  readonly id: string;
  readonly kind: ConversationKind;
  peer: UserView;
  rows: MessageView[];
  readSeq: number;
  time: number;
  draft: string;
  draftMeant: Meant[];
  draftQuote: Quoted | null;
  notify: Notify;
}

export function viewOf(room: Room): ConversationView {
  const last = room.rows.at(-1);
  return {
    id: room.id,
    kind: room.kind,
    peer: room.peer,
    last:
      last === undefined
        ? null
        : { mine: last.mine, sender: last.senderNickname, content: last.content, state: last.state },
    time: room.time,
    unread: room.rows.filter((row) => !row.mine && (row.seq ?? 0) > room.readSeq).length,
    failed: room.rows.some((row) => row.state.is === "failed"),
    draft: room.draft,
    draftMeant: room.draftMeant,
    draftQuote: room.draftQuote,
    draftFiles: 0,
    notify: room.notify,
    pinned: room.pinned,
    archived: room.archived,
    markedUnread: room.markedUnread,
    mentioned: null,
    burn: room.burn,
    keep: room.keep,
  };
}

export function nextSeq(room: Room): number {
  return room.rows.reduce((top, row) => Math.max(top, row.seq ?? 0), room.readSeq) + 1;
}
