import { describe, expect, test, vi } from "vitest";

import type { AccountView, Api, ConversationView, Event } from "../api";
import { conversation, later, message, page, problem, scripted } from "../testing/api";
import { Session } from "./session.svelte";

const account = (id: string, more: Partial<AccountView> = {}): AccountView => ({
  id,
  userId: `user-${id}`,
  account: id,
  nickname: id,
  server: "https://chat.example.org",
  serverKind: "selkie",
  link: { is: "online" },
  secretStore: "keychain",
  faceUrl: "",
  status: "",
  hasPassword: true,
  offers: {
    devices: true,
    recoveryCode: true,
    deletion: true,
    codes: { email: false, phone: false, required: false },
    privacy: true,
    friendships: true,
    exemptions: true,
    avatars: true,
    about: true,
    personalId: true,
    groupReceipts: true,
    receiptPushes: true,
    recallMs: 0,
  },
  ...more,
});

function started(calls: Partial<Api>): { session: Session; tell: (event: Event) => void; ready: Promise<void> } {
  let hear: (event: Event) => void = () => undefined;
  const session = new Session(
    scripted({
      listen: async (listener) => {
        hear = listener;
      },
      accounts: async () => [],
      conversations: async () => [],
      messages: async () => page([]),
      builtin: async () => ({ state: { is: "off" }, address: "", network: null, folder: "" }),
      ...calls,
    }),
  );
  return { session, tell: (event) => hear(event), ready: session.start() };
}

describe("coming in", () => {
  test("the answer of registering does not undo what events have told since", async () => {
    const { session, tell, ready } = started({});
    await ready;
    const answer = account("a", { link: { is: "connecting" } });
    tell({ is: "account", account: "a", view: answer });
    tell({ is: "link", account: "a", state: { is: "online" } });
    session.entered(answer);
    expect(session.account?.link).toEqual({ is: "online" });
    expect(session.entering).toBe(false);
  });

  test("an account that no event has named yet is taken from the answer", async () => {
    const { session, ready } = started({});
    await ready;
    session.entered(account("a"));
    expect(session.account?.id).toBe("a");
  });
});

describe("inviting", () => {
  test("the conversation of whoever comes by the invitation opens in its place", async () => {
    const { session, ready } = started({ accounts: async () => [account("a")] });
    await ready;
    session.question = "invite";
    session.receive(conversation("a guest", { unread: 1 }));
    expect(session.desk?.thread?.id).toBe("a guest");
    expect(session.question).toBeNull();
  });

  test("a guest finds the conversation with whoever invited open", async () => {
    const { session, ready } = started({ openConversation: async (_, userId) => conversation(userId) });
    await ready;
    session.entered(account("a"), "the host");
    await Promise.resolve();
    await Promise.resolve();
    expect(session.desk?.thread?.id).toBe("the host");
  });
});

describe("starting", () => {
  test("without an account the welcome is shown", async () => {
    const { session, ready } = started({});
    await ready;
    expect(session.entering).toBe(true);
    expect(session.account).toBeNull();
  });

  test("with accounts the first one is in front, each with its own desk", async () => {
    const { session, ready } = started({
      accounts: async () => [account("a"), account("b")],
      conversations: async (id) => [
        conversation(`with-${id}`, { unread: 3 }),
        conversation("muted", { unread: 5, notify: "none" }),
      ],
    });
    await ready;
    await Promise.resolve();
    expect(session.entering).toBe(false);
    expect(session.account?.id).toBe("a");
    expect(session.unreadOf("a") + session.unreadOf("b")).toBe(6);
    expect(session.desk?.conversations.rows.map((row) => row.id)).toContain("with-a");
  });

  test("the window shows itself with its list, and without one that does not come", async () => {
    vi.useFakeTimers();
    const list = later<ConversationView[]>();
    const late = started({ accounts: async () => [account("a")], conversations: () => list.promise });
    await vi.advanceTimersByTimeAsync(400);
    expect(late.session.account).toBeNull();
    await vi.advanceTimersByTimeAsync(200);
    expect(late.session.account?.id).toBe("a");

    const soon = started({ accounts: async () => [account("a")], conversations: async () => [conversation("b")] });
    await soon.ready;
    expect(soon.session.desk?.conversations.rows.length).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test("what events say while the accounts are read is not undone by the answer", async () => {
    const answer = later<AccountView[]>();
    const { session, tell, ready } = started({ accounts: () => answer.promise });
    await Promise.resolve();
    tell({ is: "link", account: "a", state: { is: "offline", code: "network" } });
    tell({ is: "signedOut", account: "b" });
    answer.resolve([account("a"), account("b")]);
    await ready;
    expect(session.accounts.map((one) => [one.id, one.link.is])).toEqual([["a", "offline"]]);
  });

  test("a folder in use is said, and can be tried again", async () => {
    let fails = true;
    const { session, ready } = started({ accounts: () => (fails ? problem("folderInUse") : Promise.resolve([])) });
    await ready;
    expect(session.problem).toBe("folderInUse");
    fails = false;
    await session.start();
    expect(session.problem).toBeNull();
    expect(session.entering).toBe(true);
  });
});

describe("entering", () => {
  test("the event of a new account does not take the recovery code away", async () => {
    const { session, tell, ready } = started({});
    await ready;
    tell({ is: "account", account: "a", view: account("a") });
    expect(session.entering).toBe(true);
    session.entered(account("a"));
    expect(session.entering).toBe(false);
    expect(session.account?.id).toBe("a");
    expect(session.accounts).toHaveLength(1);
  });

  test("a sign-in link comes before everything, and can be put aside", async () => {
    const { session, tell, ready } = started({ accounts: async () => [account("a")] });
    await ready;
    tell({ is: "signInLink", link: { address: "https://chat.example.org", userId: "7", token: "secret" } });
    expect(session.entering).toBe(true);
    expect(session.link?.userId).toBe("7");
    session.cancelEntering();
    expect(session.entering).toBe(false);
    expect(session.link).toBeNull();
  });

  test("signing out the account in front brings the next one, and after the last the welcome", async () => {
    const { session, tell, ready } = started({
      accounts: async () => [account("a"), account("b")],
      signOut: async () => undefined,
    });
    await ready;
    await session.signOut("a", false);
    expect(session.account?.id).toBe("b");
    expect(session.deskOf("a")).toBeUndefined();
    tell({ is: "signedOut", account: "b" });
    expect(session.entering).toBe(true);
  });
});

describe("a conversation that is chosen outside the window", () => {
  const open = { is: "open", account: "b", conversationId: "x" } as const;
  const both: Partial<Api> = { accounts: async () => [account("a"), account("b")] };

  test("comes to the front in its own account, before settings and questions", async () => {
    const { session, tell, ready } = started(both);
    await ready;
    session.section = "chats";
    session.question = "shortcuts";
    tell(open);
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.account?.id).toBe("b");
    expect(session.desk?.thread?.id).toBe("x");
    expect([session.section, session.question]).toEqual([null, null]);
  });

  test("shows its newest messages where it is open already, far back", async () => {
    const { session, tell, ready } = started({ ...both, conversations: async () => [conversation("x")] });
    await ready;
    tell(open);
    await new Promise((resolve) => setTimeout(resolve));
    const thread = session.desk?.thread;
    if (thread === null || thread === undefined) throw new Error("nothing is open");
    thread.following = false;
    tell(open);
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.desk?.thread).toBe(thread);
    expect(thread.following).toBe(true);
  });

  test("waits for the accounts of a window that is just opening, and for its list", async () => {
    const list = later<ConversationView[]>();
    const { session, tell, ready } = started({ ...both, conversations: () => list.promise });
    tell(open);
    await ready;
    expect(session.account?.id).toBe("b");
    expect(session.desk?.thread).toBeNull();
    list.resolve([conversation("x", { unread: 2 })]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.desk?.thread?.id).toBe("x");
  });

  test("waits behind an account that is being entered, and is of no account that is gone", async () => {
    const { session, tell, ready } = started(both);
    await ready;
    session.enter(account("a"));
    tell(open);
    expect(session.entering).toBe(true);
    expect(session.again?.id).toBe("a");
    session.cancelEntering();
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.desk?.thread?.id).toBe("x");
    tell({ ...open, account: "gone" });
    expect(session.account?.id).toBe("b");
  });
});

describe("a desk", () => {
  test("takes only what is told of its own account", async () => {
    const { session, tell, ready } = started({ accounts: async () => [account("a"), account("b")] });
    await ready;
    tell({ is: "conversations", account: "b", changed: [conversation("x", { unread: 1 })], gone: [] });
    expect(session.deskOf("a")?.conversations.rows).toEqual([]);
    expect(session.unreadOf("b")).toBe(1);
  });

  test("tells what arrived in the open conversation, not what arrived elsewhere", async () => {
    const { session, tell, ready } = started({
      accounts: async () => [account("a")],
      messages: async () => page([message(1)]),
    });
    await ready;
    const desk = session.desk;
    desk?.open("si_1_2");
    await new Promise((resolve) => setTimeout(resolve));
    tell({ is: "messages", account: "a", conversationId: "si_1_3", changed: [message(5)] });
    expect(desk?.arrived).toEqual([]);
    tell({ is: "messages", account: "a", conversationId: "si_1_2", changed: [message(2)] });
    expect(desk?.arrived.map((row) => row.seq)).toEqual([2]);
  });

  test("keeps draft and messages of a conversation that is left and opened again", async () => {
    const { session, ready } = started({
      accounts: async () => [account("a")],
      messages: async (_account, id) => page([message(1, { conversationId: id })]),
    });
    await ready;
    const desk = session.desk;
    desk?.open("x");
    await new Promise((resolve) => setTimeout(resolve));
    if (desk?.thread) desk.thread.draft = "half a sentence";
    desk?.open("y");
    expect(desk?.draftOf("x")).toBe("half a sentence");
    desk?.open("x");
    expect(desk?.thread?.draft).toBe("half a sentence");
    expect(desk?.thread?.loaded).toBe(true);
  });

  test("forgets the messages of conversations left long ago, never a draft", async () => {
    const { session, ready } = started({ accounts: async () => [account("a")] });
    await ready;
    const desk = session.desk;
    desk?.open("first");
    if (desk?.thread) desk.thread.draft = "kept";
    for (let at = 0; at < 60; at++) desk?.open(`c${at}`);
    expect(desk?.draftOf("first")).toBe("kept");
  });

  test("a close button that does not know what to do is asked about, with what this system can", async () => {
    const { session, tell, ready } = started({ accounts: async () => [account("a")] });
    await ready;
    tell({ is: "closing", tray: true });
    expect(session.question).toBe("closing");
    expect(session.tray).toBe(true);
  });

  test("reads everything again after a gap in the events", async () => {
    let count = 1;
    const { session, tell, ready } = started({
      accounts: async () => [account("a", { nickname: `name ${count}` })],
      conversations: async () => [conversation("x", { unread: count })],
      messages: async () => page([message(1), message(2)].slice(0, count)),
    });
    await ready;
    const desk = session.desk;
    desk?.open("x");
    await new Promise((resolve) => setTimeout(resolve));
    count = 2;
    tell({ is: "resync", account: "a" });
    await new Promise((resolve) => setTimeout(resolve));
    expect(session.account?.nickname).toBe("name 2");
    expect(session.unreadOf("a")).toBe(2);
    expect(desk?.thread?.shown.rows).toHaveLength(2);
  });
});
