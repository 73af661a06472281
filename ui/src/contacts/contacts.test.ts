import { describe, expect, test, vi } from "vitest";

import type { Api, FriendRequestView, FriendView, KnownView, UserView } from "../api";
import { later, problem, scripted, user } from "../testing/api";
import { Contacts } from "./contacts.svelte";

const ACCOUNT = "me";

function friend(userId: string, more: Partial<FriendView> = {}): FriendView {
  return {
    user: user(userId, { friend: true }),
    remark: "",
    note: "",
    pinned: false,
    key: userId,
    since: 0,
    ...more,
  };
}

function request(userId: string, more: Partial<FriendRequestView> = {}): FriendRequestView {
  return {
    user: user(userId),
    mine: false,
    message: "",
    answer: "",
    time: 0,
    state: "waiting",
    seen: false,
    ...more,
  };
}

function reading(friends: FriendView[], requests: FriendRequestView[] = [], more: Partial<Api> = {}): Contacts {
  const api = scripted({
    friends: async () => friends,
    friendRequests: async () => requests,
    blockedUsers: async () => [],
    ...more,
  });
  return new Contacts(api, ACCOUNT);
}

const names = (it: Contacts): string[] => [...it.friends.values()].map((one) => one.user.nickname).sort();

describe("friends", () => {
  test("come, change and go by events", async () => {
    const it = reading([friend("ann"), friend("bob")]);
    await it.refresh();
    const bobby = friend("bob", { remark: "Bobby", user: user("bob", { nickname: "Bobby" }) });
    it.hear({ is: "friends", account: ACCOUNT, changed: [bobby, friend("carl")], gone: ["ann"] });
    expect(names(it)).toEqual(["Bobby", "carl"]);
    it.hear({ is: "users", account: ACCOUNT, changed: [user("carl", { presence: "online", on: ["phone"] })] });
    expect(it.user("carl")?.on).toEqual(["phone"]);
  });

  test("an event wins over an answer that was on its way", async () => {
    const answer = later<FriendView[]>();
    const it = reading([], [], { friends: () => answer.promise });
    const read = it.refresh();
    it.hear({ is: "friends", account: ACCOUNT, changed: [friend("bob")], gone: ["ann"] });
    answer.resolve([friend("ann"), friend("carl")]);
    await read;
    expect(names(it)).toEqual(["bob", "carl"]);
  });

  test("what cannot be read is said, and what was known stays", async () => {
    const it = reading([], [], { friends: () => problem("damagedData") });
    it.hear({ is: "friends", account: ACCOUNT, changed: [friend("bob")], gone: [] });
    await it.refresh();
    expect(it.problem).toBe("damagedData");
    expect(names(it)).toEqual(["bob"]);
  });

  test("are found in the order of the engine, without groups and strangers", async () => {
    const known = (userId: string, kind: KnownView["kind"] = "single"): KnownView => ({
      kind,
      peer: user(userId),
      conversationId: null,
    });
    const it = reading([friend("ann"), friend("bob")], [], {
      findKnown: async () => [known("bob"), known("stranger"), known("ann", "group"), known("ann")],
    });
    await it.refresh();
    expect((await it.search("b")).map((one) => one.user.userId)).toEqual(["bob", "ann"]);
  });
});

describe("requests", () => {
  test("that wait and were not looked at are counted", async () => {
    const it = reading(
      [],
      [
        request("a"),
        request("b", { seen: true }),
        request("c", { state: "refused" }),
        request("d", { mine: true, seen: true }),
      ],
    );
    await it.refresh();
    expect(it.fresh).toBe(1);
    it.hear({ is: "friendRequests", account: ACCOUNT, changed: [request("a", { seen: true }), request("e")] });
    expect(it.fresh).toBe(1);
    it.hear({ is: "friendRequests", account: ACCOUNT, changed: [request("e", { state: "accepted" })] });
    expect(it.fresh).toBe(0);
  });

  test("stand newest first, one for each direction", async () => {
    const it = reading([], [request("a", { time: 1 }), request("b", { time: 5 })]);
    await it.refresh();
    const news = [request("a", { time: 9 }), request("b", { time: 2, mine: true })];
    it.hear({ is: "friendRequests", account: ACCOUNT, changed: news });
    expect(it.requests.map((one) => [one.user.userId, one.mine])).toEqual([
      ["a", false],
      ["b", false],
      ["b", true],
    ]);
    expect(it.request("b", true)?.time).toBe(2);
  });

  test("are told to be seen only when there is something new", async () => {
    const seeFriendRequests = vi.fn(async () => undefined);
    const it = reading([], [request("a")], { seeFriendRequests });
    await it.see();
    expect(seeFriendRequests).not.toHaveBeenCalled();
    await it.refresh();
    await it.see();
    expect(seeFriendRequests).toHaveBeenCalledTimes(1);
  });
});

describe("what is beside the list", () => {
  test("leads back to where one came from, and another choice from the list begins anew", () => {
    const it = reading([]);
    it.open({ is: "find" });
    it.follow({ is: "person", userId: "a" });
    expect(it.deep).toBe(true);
    it.back();
    expect(it.beside).toEqual({ is: "find" });
    it.follow({ is: "person", userId: "a" });
    it.open({ is: "requests" });
    expect(it.deep).toBe(false);
    it.back();
    expect(it.beside).toBeNull();
  });

  test("whoever is looked at is kept as events tell him", async () => {
    const it = reading([], [], { user: async () => user("x", { nickname: "Xu" }) });
    await it.look("x");
    it.hear({ is: "users", account: ACCOUNT, changed: [user("x", { nickname: "Xu Li" })] });
    expect(it.user("x")?.nickname).toBe("Xu Li");
    expect(it.user("y")).toBeNull();
  });

  test("an event about whoever is looked at wins over the answer that was on its way", async () => {
    const answer = later<UserView>();
    const it = reading([], [], { user: () => answer.promise });
    const look = it.look("x");
    it.hear({ is: "users", account: ACCOUNT, changed: [user("x", { presence: "online" })] });
    answer.resolve(user("x"));
    await look;
    expect(it.user("x")?.presence).toBe("online");
  });

  test("blocked people come and go", () => {
    const it = reading([]);
    it.hear({ is: "blocked", account: ACCOUNT, changed: [user("a"), user("b")], gone: [] });
    it.hear({ is: "blocked", account: ACCOUNT, changed: [user("c")], gone: ["a"] });
    expect(it.blocked.map((one) => one.userId)).toEqual(["c", "b"]);
  });
});
