import type { Api, Code, ConversationView, MessageView, Page, UserView } from "../api";

/** An engine of which a test gives the calls that it expects; any other call fails it. */
export function scripted(calls: Partial<Api>): Api {
  return new Proxy(calls as Api, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      if (call === undefined) throw new Error(`Call ${String(name)} was not expected`);
      return call;
    },
  });
}

/** A failure as the engine reports it. */
export function problem(code: Code): Promise<never> {
  return Promise.reject({ code });
}

/** A message from bob with this seq; without one, an own message that is being sent. */
export function message(seq: number | null, more: Partial<MessageView> = {}): MessageView {
  const local = more.local ?? seq ?? 1000;
  return {
    clientMsgId: `id-${seq ?? `local-${local}`}`,
    conversationId: "si_1_2",
    seq,
    local,
    senderId: seq === null ? "1" : "2",
    senderNickname: seq === null ? "" : "bob",
    senderFaceUrl: "",
    mine: seq === null,
    time: Date.UTC(2026, 0, 5, 12) + local * 1000,
    content: { is: "text", text: `text ${seq ?? local}`, mentions: [] },
    state: seq === null ? { is: "sending" } : { is: "received" },
    reactions: [],
    edited: null,
    pinned: false,
    burns: null,
    link: null,
    ...more,
  };
}

/** Messages with the seqs from `first` to `last`. */
export function messages(first: number, last: number): MessageView[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => message(first + at));
}

export function page(rows: MessageView[], older = false, unreadFrom: number | null = null): Page {
  return { messages: rows, older, unreadFrom };
}

export function user(id: string, more: Partial<UserView> = {}): UserView {
  return {
    userId: id,
    account: id,
    nickname: id,
    ownName: id,
    faceUrl: "",
    status: "",
    robot: false,
    deleted: false,
    friend: false,
    blocked: false,
    presence: "unknown",
    on: [],
    ...more,
  };
}

export function conversation(id: string, more: Partial<ConversationView> = {}): ConversationView {
  const peer = user(id);
  return {
    id,
    kind: "single",
    peer,
    last: null,
    time: 0,
    unread: 0,
    failed: false,
    draft: "",
    draftMeant: [],
    draftQuote: null,
    draftFiles: 0,
    notify: "all",
    pinned: null,
    archived: false,
    markedUnread: false,
    mentioned: null,
    burn: 0,
    keep: 0,
    ...more,
  };
}

/** A promise that the test settles when it wants. */
export function later<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void } {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
