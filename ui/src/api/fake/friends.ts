import type { Api, Event, FriendRequestView, FriendView, PrivacyView, UserView } from "../index";
import { PEOPLE, STRANGERS, crowd } from "./people";

type Calls = Pick<
  Api,
  | "friends"
  | "friendRequests"
  | "blockedUsers"
  | "user"
  | "seeFriendRequests"
  | "addFriend"
  | "answerFriend"
  | "describeFriend"
  | "pinFriend"
  | "deleteFriend"
  | "setBlocked"
  | "privacy"
  | "setPrivacy"
>;

const DAY = 24 * 60 * 60_000;

/** Friends of the fake world: the first people, two who ask, and one who was asked. */
export function friends(tell: (event: Event) => void, extra: number): Calls {
  const many = crowd(extra);
  const known = [...PEOPLE, ...STRANGERS, ...many];
  const called = new Map<string, FriendView>();
  const blocked = new Map<string, UserView>();
  const requests: FriendRequestView[] = [];
  let privacy: PrivacyView = { findByContact: true, findById: true, adding: "consent", pulled: true };

  const find = (userId: string): UserView => {
    const user = known.find((one) => one.userId === userId);
    if (user === undefined) throw { code: "userNotFound" };
    return user;
  };
  const friendOf = (userId: string): FriendView => {
    const friend = called.get(userId);
    if (friend === undefined) throw { code: "notFound" };
    return friend;
  };
  const shown = (friend: FriendView): FriendView => {
    const own = find(friend.user.userId);
    const user = { ...own, nickname: friend.remark === "" ? own.ownName : friend.remark, friend: true };
    // As pinyin would have it, which the accounts of these people are.
    const key = (/^[a-z]/iu.test(user.nickname) ? user.nickname : user.account).toLowerCase();
    return { ...friend, key, user: { ...user, blocked: blocked.has(own.userId) } };
  };
  const befriend = (userId: string, since: number): void => {
    called.set(userId, shown({ user: find(userId), remark: "", note: "", pinned: false, key: "", since }));
  };
  const change = (account: string, friend: FriendView): void => {
    const next = shown(friend);
    called.set(next.user.userId, next);
    tell({ is: "friends", account, changed: [next], gone: [] });
    tell({ is: "users", account, changed: [next.user] });
  };
  const ask = (userId: string, mine: boolean, message: string, time: number): FriendRequestView => {
    const request: FriendRequestView = {
      user: find(userId),
      mine,
      message,
      answer: "",
      time,
      state: "waiting",
      seen: mine,
    };
    const at = requests.findIndex((one) => one.user.userId === userId && one.mine === mine);
    if (at >= 0) requests.splice(at, 1);
    requests.unshift(request);
    return request;
  };

  PEOPLE.slice(0, 9).forEach((user, at) => befriend(user.userId, Date.now() - (at + 1) * DAY));
  many.forEach((user, at) => befriend(user.userId, Date.now() - at * 60_000));
  ask("2003", true, "我是志霞", Date.now() - 2 * DAY);
  ask("2002", false, "", Date.now() - DAY);
  ask("2001", false, "We met at the harbour.", Date.now() - 3_600_000);

  return {
    async friends() {
      const pinnedFirst = (a: FriendView, b: FriendView): number => Number(b.pinned) - Number(a.pinned);
      return [...called.values()].sort((a, b) => pinnedFirst(a, b) || a.since - b.since);
    },
    async friendRequests() {
      return requests;
    },
    async blockedUsers() {
      return [...blocked.values()];
    },
    async user(_account, userId) {
      return called.get(userId)?.user ?? { ...find(userId), blocked: blocked.has(userId) };
    },
    async seeFriendRequests(account) {
      const fresh = requests.filter((one) => !one.seen);
      fresh.forEach((one) => (requests[requests.indexOf(one)] = { ...one, seen: true }));
      tell({ is: "friendRequests", account, changed: fresh.map((one) => ({ ...one, seen: true })) });
    },
    async addFriend(account, userId, message) {
      if (called.has(userId)) throw { code: "alreadyFriends" };
      if (find(userId).account === "blocked.one") throw { code: "blocked" };
      tell({ is: "friendRequests", account, changed: [ask(userId, true, message, Date.now())] });
      return "waiting";
    },
    async answerFriend(account, userId, accept, message) {
      const at = requests.findIndex((one) => one.user.userId === userId && !one.mine);
      const request = requests[at];
      if (request === undefined) throw { code: "notFound" };
      if (request.state !== "waiting") throw { code: "requestAnswered" };
      const answered: FriendRequestView = { ...request, answer: message, state: accept ? "accepted" : "refused" };
      requests[at] = answered;
      tell({ is: "friendRequests", account, changed: [answered] });
      if (!accept) return;
      befriend(userId, Date.now());
      change(account, friendOf(userId));
    },
    async describeFriend(account, userId, remark, note) {
      change(account, { ...friendOf(userId), remark: remark.trim(), note });
    },
    async pinFriend(account, userId, pinned) {
      change(account, { ...friendOf(userId), pinned });
    },
    async deleteFriend(account, userId) {
      friendOf(userId);
      called.delete(userId);
      tell({ is: "friends", account, changed: [], gone: [userId] });
      tell({ is: "users", account, changed: [find(userId)] });
    },
    async setBlocked(account, userId, is) {
      const user = { ...(called.get(userId)?.user ?? find(userId)), blocked: is };
      if (is) blocked.set(userId, user);
      else blocked.delete(userId);
      tell({ is: "blocked", account, changed: is ? [user] : [], gone: is ? [] : [userId] });
      tell({ is: "users", account, changed: [user] });
    },
    async privacy() {
      return privacy;
    },
    async setPrivacy(_account, wanted) {
      privacy = wanted;
      return privacy;
    },
  };
}
