import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { GroupApi } from "../api/groups";
import type { MemberView } from "../api";
import { member } from "../testing/groups";
import { Members, PAGE } from "./members.svelte";

/** A group of so many members, of which every call is noted. */
function crowd(size: number): { api: Pick<GroupApi, "groupMembers">; all: MemberView[]; calls: string[] } {
  const all = Array.from({ length: size }, (_, at) => member(`u${at}`));
  const calls: string[] = [];
  const api = {
    groupMembers: async (_account: string, _group: string, query: string, offset: number, limit: number) => {
      calls.push(`${query}@${offset}`);
      const found = all.filter((one) => one.user.userId.includes(query));
      return { members: found.slice(offset, offset + limit), total: found.length, lettersOnly: query !== "" };
    },
  };
  return { api, all, calls };
}

const settled = (): Promise<void> => vi.advanceTimersByTimeAsync(1000).then(() => undefined);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Where a hundred thousand rows are walked on a busy machine. */
const SLOW_MS = 30_000;

test("of a hundred thousand only those near the eye are asked for and held", { timeout: SLOW_MS }, async () => {
  const { api, calls } = crowd(100_000);
  const members = new Members(api, "a", "g");
  members.look(0, 1);
  await settled();
  expect(members.total).toBe(100_000);
  members.look(54_990, 55_005);
  await settled();
  expect(calls).toEqual(["@0", "@54900", "@55000"]);
  expect(members.at(55_001)?.user.userId).toBe("u55001");
  for (let at = 0; at < 100_000; at += 500) {
    members.look(at, at + 10);
    await settled();
  }
  expect(members.at(3)).toBeNull();
  expect(members.at(99_500)).not.toBeNull();
});

test("one page is asked for once, however often it is looked at", async () => {
  const { api, calls } = crowd(300);
  const members = new Members(api, "a", "g");
  for (let at = 0; at < 50; at++) members.look(at, at + 10);
  await settled();
  for (let at = 0; at < 50; at++) members.look(at, at + 10);
  await settled();
  expect(calls).toEqual(["@0"]);
});

test("a change shows at once, and asks for nothing", async () => {
  const { api, calls } = crowd(300);
  const members = new Members(api, "a", "g");
  members.look(0, 10);
  await settled();
  members.hear([member("u2", { mutedUntil: 9 })], []);
  expect(members.at(2)?.mutedUntil).toBe(9);
  await settled();
  expect(calls).toEqual(["@0"]);
});

test("who comes, goes or has another role has what is in view read again, once for many", async () => {
  const { api, all, calls } = crowd(300);
  const members = new Members(api, "a", "g");
  members.look(0, 10);
  await settled();
  all.splice(1, 2);
  members.hear([], ["u1"]);
  members.hear([], ["u2"]);
  expect(members.at(1)?.user.userId).toBe("u1");
  await settled();
  expect(calls).toEqual(["@0", "@0"]);
  expect(members.at(1)?.user.userId).toBe("u3");
  expect(members.total).toBe(298);
  members.hear([member("u5", { role: "admin" })], []);
  await settled();
  expect(calls).toHaveLength(3);
});

test("what was asked before another query is for nobody", async () => {
  const { api } = crowd(300);
  const members = new Members(api, "a", "g");
  members.look(0, 1);
  members.search("u29");
  await settled();
  expect(members.total).toBe(11);
  expect(members.lettersOnly).toBe(true);
  expect(members.at(0)?.user.userId).toBe("u29");
  expect(PAGE).toBeLessThanOrEqual(100);
});

test("a page that cannot be read is told, and can be asked for once more", async () => {
  const { api } = crowd(10);
  let broken = true;
  const flaky: Pick<GroupApi, "groupMembers"> = {
    groupMembers: (...asked) => (broken ? Promise.reject({ code: "network" }) : api.groupMembers(...asked)),
  };
  const members = new Members(flaky, "a", "g");
  members.look(0, 5);
  await settled();
  expect(members.problem).toBe("network");
  broken = false;
  members.again();
  await settled();
  expect(members.problem).toBeNull();
  expect(members.total).toBe(10);
});
