import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { ConversationView, UserView } from "../api";
import { conversation, later, problem, scripted } from "../testing/api";
import { Conversations } from "./conversations.svelte";
import { Find } from "./find.svelte";

const ids = (it: Conversations): string[] => it.rows.map((row) => row.id);

describe("the list", () => {
  test("is newest first, and a changed row finds its new place", async () => {
    const rows = [conversation("a", { time: 1 }), conversation("b", { time: 3 }), conversation("c", { time: 2 })];
    const it = new Conversations(scripted({ conversations: async () => rows }), "me");
    await it.refresh();
    expect(ids(it)).toEqual(["b", "c", "a"]);
    it.hear([conversation("a", { time: 9, unread: 2 })]);
    expect(ids(it)).toEqual(["a", "b", "c"]);
    expect(it.unread).toBe(2);
  });

  test("rows of one moment keep one order", async () => {
    const it = new Conversations(scripted({}), "me");
    it.hear([conversation("b"), conversation("a")]);
    it.hear([conversation("b")]);
    expect(ids(it)).toEqual(["a", "b"]);
  });

  test("an event wins over an answer that was on its way", async () => {
    const answer = later<ConversationView[]>();
    const it = new Conversations(scripted({ conversations: () => answer.promise }), "me");
    const reading = it.refresh();
    it.hear([conversation("a", { unread: 0, time: 5 })]);
    answer.resolve([conversation("a", { unread: 7, time: 4 }), conversation("b", { time: 1 })]);
    await reading;
    expect(it.rows.map((row) => [row.id, row.unread])).toEqual([
      ["a", 0],
      ["b", 0],
    ]);
  });

  test("asking while it reads reads once more afterwards", async () => {
    let count = 0;
    const it = new Conversations(
      scripted({ conversations: async () => [conversation("a", { unread: ++count })] }),
      "me",
    );
    await Promise.all([it.refresh(), it.refresh(), it.refresh()]);
    await vi.waitFor(() => expect(it.unread).toBe(2));
  });

  test("what cannot be read is said, and what was known stays", async () => {
    const it = new Conversations(scripted({ conversations: () => problem("damagedData") }), "me");
    it.hear([conversation("a")]);
    await it.refresh();
    expect(it.problem).toBe("damagedData");
    expect(ids(it)).toEqual(["a"]);
  });

  test("a person's new name and presence are shown", () => {
    const it = new Conversations(scripted({}), "me");
    it.hear([conversation("a"), conversation("g", { kind: "group" })]);
    it.hearUsers([
      {
        userId: "a",
        account: "a",
        nickname: "Ann",
        ownName: "Ann",
        faceUrl: "",
        status: "",
        robot: false,
        deleted: false,
        friend: false,
        blocked: false,
        presence: "online",
        on: [],
      },
    ]);
    it.hearUsers([
      {
        userId: "g",
        account: "",
        nickname: "not the group",
        ownName: "not the group",
        faceUrl: "",
        status: "",
        robot: false,
        deleted: false,
        friend: false,
        blocked: false,
        presence: "online",
        on: [],
      },
    ]);
    expect(it.get("a")?.peer.nickname).toBe("Ann");
    expect(it.get("g")?.peer.nickname).toBe("g");
  });
});

describe("finding", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const user = (userId: string): UserView => conversation(userId).peer;

  test("asks once the hand rests, and an older answer never replaces a newer one", async () => {
    const answers = new Map<string, ReturnType<typeof later<UserView[]>>>();
    const it = new Find((query) => {
      const answer = later<UserView[]>();
      answers.set(query, answer);
      return answer.promise;
    });
    it.query = "b";
    it.query = "bo";
    await vi.runAllTimersAsync();
    it.query = "bob";
    await vi.runAllTimersAsync();
    expect([...answers.keys()]).toEqual(["bo", "bob"]);
    answers.get("bob")?.resolve([user("bob")]);
    answers.get("bo")?.resolve([user("bo")]);
    await vi.runAllTimersAsync();
    expect(it.people.map((one) => one.userId)).toEqual(["bob"]);
    expect(it.searching).toBe(false);
  });

  test("emptied, it forgets", async () => {
    const it = new Find(async () => [user("bob")]);
    it.query = "bob";
    await vi.runAllTimersAsync();
    it.clear();
    expect(it.people).toEqual([]);
    expect(it.active).toBe(false);
  });

  test("says why it cannot ask", async () => {
    const it = new Find(() => problem("network"));
    it.query = "AN";
    await vi.runAllTimersAsync();
    expect(it.problem).toBe("network");
    expect(it.people).toEqual([]);
  });
});
