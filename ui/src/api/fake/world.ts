import type {
  Code,
  Content,
  ConversationAct,
  ConversationView,
  Event,
  MessageState,
  MessageView,
  Notify,
  Page,
  KnownView,
  UserView,
  Written,
} from "../index";
import { PLAIN, arrange } from "./acts";
import { paint, quoted } from "./doing";
import { type Room, nextSeq, viewOf } from "./room";
import { MEDIA } from "./kept";
import { KINDS } from "./special";
import { PEOPLE, STRANGERS, crowd, person } from "./people";
import { ANSWERS, LONG_TALK, type Line, TALKS } from "./talk";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Conversations of one person, kept as a server and an engine together would keep them. */
export class World {
  readonly account: string;
  readonly me: string;
  readonly #tell: (event: Event) => void;
  readonly #rooms = new Map<string, Room>();
  #local = 0;
  #answer = 0;
  online = true;
  /** Why the person may not write in a group; null: he may. */
  refuses: (id: string) => Code | null = () => null;
  /** Who answers in a group. */
  speaker: (id: string) => UserView | null = () => null;

  constructor(account: string, me: string, tell: (event: Event) => void, extra: number, now: number) {
    this.account = account;
    this.me = me;
    this.#tell = tell;
    const ages = [4, 35, 26 * 60, 190, 3 * 24 * 60, 50, 8 * 24 * 60, 2 * 24 * 60, 40 * 24 * 60, 400 * 24 * 60, 5 * 60];
    PEOPLE.forEach((peer, at) => this.#fill(peer, now - (ages[at] ?? 500) * MINUTE));
    crowd(extra).forEach((peer, at) =>
      this.#add(peer, [[at % 2 === 0, LONG_TALK[at % LONG_TALK.length] ?? "", 0]], now - 9 * DAY - at * 7 * MINUTE),
    );
    this.#colour();
  }

  conversations(): ConversationView[] {
    return [...this.#rooms.values()]
      .filter((room) => room.rows.length > 0 && !room.deleted)
      .map((room) => viewOf(room));
  }

  /** All of them, each conversation's in their order. */
  messages(): MessageView[] {
    return [...this.#rooms.values()].flatMap((room) => room.rows);
  }

  page(id: string, before: { seq: number | null; local: number } | null, limit: number): Page {
    const room = this.#room(id);
    const end = before === null ? room.rows.length : room.rows.findIndex((row) => row.local === before.local);
    const start = Math.max(0, end - limit);
    const unread = room.rows.find((row) => !row.mine && (row.seq ?? 0) > room.readSeq);
    return {
      messages: room.rows.slice(start, end),
      older: start > 0,
      unreadFrom: before === null ? (unread?.seq ?? null) : null,
    };
  }

  find(query: string): UserView[] {
    const wanted = query.trim().toLowerCase();
    return [...PEOPLE, ...STRANGERS].filter(
      (user) => user.userId === wanted || user.account.includes(wanted) || user.nickname.toLowerCase().includes(wanted),
    );
  }

  known(query: string): KnownView[] {
    const wanted = query.trim().toLowerCase();
    return this.conversations()
      .filter(({ peer }) => [peer.nickname, peer.account].some((name) => name.toLowerCase().includes(wanted)))
      .sort((a, b) => b.time - a.time)
      .map(({ kind, peer, id }) => ({ kind, peer, conversationId: id }));
  }

  open(userId: string): ConversationView | null {
    const user = [...PEOPLE, ...STRANGERS].find((one) => one.userId === userId);
    if (user === undefined) return null;
    const id = this.#id(user);
    if (!this.#rooms.has(id)) this.#add(user, [], Date.now());
    return viewOf(this.#room(id));
  }

  send(id: string, { text, quote }: Written): MessageView {
    const row = quote === null ? null : this.find1(quote);
    if (row === null) return this.say(id, { is: "text", text, mentions: [] });
    return this.say(id, { is: "quote", text, mentions: [], quoted: quoted(row) });
  }

  rows(id: string): readonly MessageView[] {
    return this.#room(id).rows;
  }

  find1(clientMsgId: string): MessageView | null {
    return this.#find(clientMsgId)?.row ?? null;
  }

  /** Makes another one of a message; null: it goes. */
  alter(clientMsgId: string, make: (row: MessageView) => MessageView | null): void {
    const found = this.#find(clientMsgId);
    if (found === null) throw { code: "notFound" };
    const { room } = found;
    const row = make(found.row);
    if (row !== null) return this.#change(room, row);
    room.rows = room.rows.filter((one) => one.clientMsgId !== clientMsgId);
    this.#tell({ is: "discarded", account: this.account, conversationId: room.id, clientMsgId });
    this.#say(room, []);
  }

  say(id: string, content: Content): MessageView {
    const room = this.#room(id);
    const row = this.#append(room, true, content, Date.now(), { is: "sending" }, false);
    this.#say(room, [row]);
    this.#deliver(room, row.clientMsgId);
    return row;
  }

  resend(clientMsgId: string): void {
    const found = this.#find(clientMsgId);
    if (found === null) return;
    this.#change(found.room, { ...found.row, state: { is: "sending" } });
    this.#deliver(found.room, clientMsgId);
  }

  discard(clientMsgId: string): void {
    const found = this.#find(clientMsgId);
    if (found === null) return;
    found.room.rows = found.room.rows.filter((row) => row !== found.row);
    this.#say(found.room, []);
  }

  read(id: string, seq: number): void {
    const room = this.#room(id);
    if (seq <= room.readSeq && !room.markedUnread) return;
    room.readSeq = Math.max(room.readSeq, seq);
    room.markedUnread = false;
    this.#say(room, []);
  }

  setDraft(id: string, { text, mentions, quote }: Written): void {
    const room = this.#room(id);
    const row = quote === null ? null : this.find1(quote);
    room.draft = text;
    room.draftMeant = mentions;
    room.draftQuote = row === null ? null : quoted(row);
    this.#say(room, []);
  }

  setNotify(id: string, notify: Notify): void {
    const room = this.#room(id);
    room.notify = notify;
    this.#say(room, []);
  }

  /** The conversation of a group, new or old. */
  group(groupId: string, name: string, time = Date.now()): ConversationView {
    const id = groupRoom(groupId);
    if (!this.#rooms.has(id)) this.#add({ ...person(groupId, "", name, "unknown"), ownName: "" }, [], time, id);
    return viewOf(this.#room(id));
  }

  rename(groupId: string, name: string): void {
    const room = this.#room(groupRoom(groupId));
    room.peer = { ...room.peer, nickname: name };
    this.#say(room, []);
  }

  /** Somebody says something in a group, or something happens there. */
  hears(groupId: string, from: UserView, content: Content, time = Date.now(), seen = false): void {
    const room = this.#room(groupRoom(groupId));
    const mine = from.userId === this.me;
    const row = this.#append(room, mine, content, time, mine ? { is: "sent" } : { is: "received" }, true, from);
    if (seen) room.readSeq = row.seq ?? 0;
    this.#say(room, [row]);
  }

  act(ids: readonly string[], act: ConversationAct): void {
    for (const room of [...ids].reverse().map((id) => this.#room(id))) {
      const end = nextSeq(room);
      const changed = arrange([...this.#rooms.values()], room, act, end);
      if (act.is === "clear" || act.is === "delete") {
        this.#tell({ is: "cleared", account: this.account, conversationId: room.id, before: end });
      }
      if (room.deleted) this.#tell({ is: "conversations", account: this.account, changed: [], gone: [room.id] });
      else for (const one of changed) this.#say(one, []);
    }
  }

  /** The connection is back: what waits goes out. */
  mend(): void {
    this.online = true;
    for (const room of this.#rooms.values()) {
      for (const row of room.rows) if (row.state.is === "sending") this.#deliver(room, row.clientMsgId);
    }
  }

  #deliver(room: Room, clientMsgId: string): void {
    if (!this.online) return;
    setTimeout(() => {
      const row = room.rows.find((one) => one.clientMsgId === clientMsgId);
      if (row === undefined || !this.online) return;
      const refusal = room.peer.account === "blocked.one" ? "blocked" : this.refuses(room.id);
      if (refusal !== null) {
        this.#change(room, { ...row, state: { is: "failed", code: refusal } });
        return;
      }
      this.#change(room, { ...row, seq: nextSeq(room), time: Date.now(), state: { is: "sent" } });
      this.#answerTo(room, clientMsgId);
    }, 350);
  }

  #answerTo(room: Room, clientMsgId: string): void {
    setTimeout(() => {
      const row = room.rows.find((one) => one.clientMsgId === clientMsgId);
      if (row !== undefined) this.#change(room, { ...row, state: { is: "read" } });
    }, 900);
    setTimeout(() => {
      const text = ANSWERS[this.#answer++ % ANSWERS.length] ?? "";
      const from = room.kind === "group" ? this.speaker(room.id) : room.peer;
      if (from === null) return;
      const said: Content = { is: "text", text, mentions: [] };
      this.#say(room, [this.#append(room, false, said, Date.now(), { is: "received" }, true, from)]);
    }, 2200);
  }

  #change(room: Room, row: MessageView): void {
    room.rows = room.rows.map((one) => (one.clientMsgId === row.clientMsgId ? row : one));
    room.rows.sort((a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || a.local - b.local);
    this.#say(room, [row]);
  }

  #say(room: Room, changed: MessageView[]): void {
    if (changed.length > 0) {
      this.#tell({ is: "messages", account: this.account, conversationId: room.id, changed });
    }
    this.#tell({ is: "conversations", account: this.account, changed: [viewOf(room)], gone: [] });
  }

  #fill(peer: UserView, end: number): void {
    if (peer.account !== "archive") return this.#add(peer, TALKS[peer.userId] ?? [], end);
    const lines = Array.from({ length: 5000 }, (_, at): Line => [
      at % 3 === 0,
      LONG_TALK[(at * 7) % LONG_TALK.length] ?? "",
      at % 40 === 0 ? 900 : 3,
    ]);
    this.#add(peer, lines, end);
  }

  #add(peer: UserView, lines: readonly Line[], end: number, id = this.#id(peer)): void {
    const kind = id.startsWith("sg_") ? "group" : "single";
    const room: Room = {
      id,
      kind,
      peer,
      rows: [],
      readSeq: 0,
      time: end,
      draft: "",
      draftMeant: [],
      draftQuote: null,
      notify: "all",
      ...PLAIN,
    };
    this.#rooms.set(room.id, room);
    let time = end - lines.reduce((sum, line) => sum + line[2] * MINUTE, 0);
    for (const [mine, text, minutes] of lines) {
      time += minutes * MINUTE;
      this.#append(
        room,
        mine,
        { is: "text", text, mentions: [] },
        time,
        mine ? { is: "read" } : { is: "received" },
        true,
      );
    }
    room.readSeq = room.rows.length;
  }

  // The states that a first look should find: unread, sending, failed, taken back, and a kind that is not known.
  #colour(): void {
    this.#roomOf("1001").readSeq -= 2;
    this.#roomOf("1006").readSeq -= 1;
    this.#roomOf("1007").readSeq -= 120;
    const marta = this.#roomOf("1002");
    for (const content of [...MEDIA, ...KINDS])
      this.#append(marta, false, content, marta.time + MINUTE, { is: "received" }, true);
    this.#append(marta, false, { is: "unknown", contentType: 108 }, marta.time + MINUTE, { is: "received" }, true);
    marta.rows = paint(marta.rows);
    this.#append(marta, false, { is: "gone" }, marta.time + MINUTE, { is: "received" }, true);
    marta.readSeq = marta.rows.length;
    const lunch = this.#roomOf("1011");
    this.#append(
      lunch,
      true,
      { is: "text", text: "Hello?", mentions: [] },
      lunch.time + MINUTE,
      { is: "failed", code: "blocked" },
      false,
    );
    const chen = this.#roomOf("1003");
    this.#append(
      chen,
      true,
      { is: "text", text: "我带两瓶水", mentions: [] },
      chen.time + MINUTE,
      { is: "sending" },
      false,
    );
    this.#roomOf("1008").draft = "I will look at it as soon as";
    this.#roomOf("1009").notify = "none";
    this.#roomOf("1004").notify = "mentions";
    this.#roomOf("1006").notify = "none";
  }

  #append(
    room: Room,
    mine: boolean,
    content: Content,
    time: number,
    state: MessageState,
    numbered: boolean,
    from = room.peer,
  ): MessageView {
    const local = ++this.#local;
    const row: MessageView = {
      clientMsgId: `${this.account}${local}`.padStart(32, "0"),
      conversationId: room.id,
      seq: numbered ? nextSeq(room) : null,
      local,
      senderId: mine ? this.me : from.userId,
      senderNickname: mine ? "" : from.nickname,
      senderFaceUrl: mine ? "" : from.faceUrl,
      mine,
      time,
      content,
      state,
      reactions: [],
      edited: null,
      pinned: false,
      burns: room.burn === 0 ? null : { seconds: room.burn, at: null },
      link: null,
    };
    const unsent = row.seq === null ? -1 : room.rows.findIndex((one) => one.seq === null);
    if (unsent < 0) room.rows.push(row);
    else room.rows.splice(unsent, 0, row);
    room.time = Math.max(room.time, time);
    room.deleted = false;
    return row;
  }

  #find(clientMsgId: string): { room: Room; row: MessageView } | null {
    for (const room of this.#rooms.values()) {
      const row = room.rows.find((one) => one.clientMsgId === clientMsgId);
      if (row !== undefined) return { room, row };
    }
    return null;
  }

  #room(id: string): Room {
    const room = this.#rooms.get(id);
    if (room === undefined) throw { code: "notFound" };
    return room;
  }

  #roomOf(userId: string): Room {
    return this.#room(`si_${this.me}_${userId}`);
  }

  #id(peer: UserView): string {
    return `si_${this.me}_${peer.userId}`;
  }
}

function groupRoom(groupId: string): string {
  return `sg_${groupId}`;
}
