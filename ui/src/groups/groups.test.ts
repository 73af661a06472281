import { expect, test } from "vitest";

import type { GroupRequestView, GroupView, MemberView } from "../api";
import { Desk } from "../session/desk.svelte";
import { later, problem, scripted } from "../testing/api";
import { group, member, request } from "../testing/groups";
import { Groups } from "./groups.svelte";
import type { Members } from "./members.svelte";

function groups(answer: GroupView[], requests: GroupRequestView[] = []): Groups {
  return new Groups({ groups: async () => answer, groupRequests: async () => requests }, "a");
}

test("groups are known by their ID and told by name", async () => {
  const all = groups([group("2", { name: "Beta" }), group("1", { name: "Alpha" })]);
  await all.refresh();
  expect(all.all.map((one) => one.name)).toEqual(["Alpha", "Beta"]);
  expect(all.get("2")?.name).toBe("Beta");
  expect(all.get("3")).toBeNull();
});

test("what an event tells while the list is on its way is newer than the list", async () => {
  const answer = later<GroupView[]>();
  const all = new Groups({ groups: () => answer.promise, groupRequests: async () => [] }, "a");
  const reading = all.refresh();
  all.hear([group("1", { name: "new" }), group("3")], ["2"]);
  answer.resolve([group("1", { name: "old" }), group("2")]);
  await reading;
  expect(all.all.map((one) => one.groupId).sort()).toEqual(["1", "3"]);
  expect(all.get("1")?.name).toBe("new");
});

test("a list that cannot be read is told, and what is known stays", async () => {
  const all = groups([group("1")]);
  await all.refresh();
  const broken = new Groups({ groups: () => problem("storage"), groupRequests: async () => [] }, "a");
  broken.hear([group("1")], []);
  await broken.refresh();
  expect(broken.problem).toBe("storage");
  expect(broken.get("1")).not.toBeNull();
});

test("requests that wait for an answer of this person are counted, his own are not", async () => {
  const all = groups(
    [],
    [
      request("1", "bob"),
      request("2", "me", { side: "invited" }),
      request("3", "me", { side: "asking" }),
      request("4", "eve", { state: "refused" }),
    ],
  );
  await all.refresh();
  expect(all.waiting).toBe(2);
  all.hearRequests([request("1", "bob", { state: "accepted", time: 5 })]);
  expect(all.waiting).toBe(1);
  expect(all.requests.map((one) => one.groupId)[0]).toBe("1");
  expect(all.requests).toHaveLength(4);
});

test("a desk hears of its groups, of requests, and tells the lists of members that are open", async () => {
  const desk = new Desk(scripted({}), "a");
  const heard: string[] = [];
  const list = { hear: (changed: readonly MemberView[]) => heard.push(...changed.map((one) => one.user.userId)) };
  const leave = desk.followMembers("1", list as unknown as Members);
  desk.hear({ is: "groups", account: "a", changed: [group("1")], gone: [] });
  desk.hear({ is: "groupRequests", account: "a", changed: [request("1", "bob")] });
  desk.hear({ is: "groupMembers", account: "a", groupId: "1", changed: [member("bob")], gone: [] });
  desk.hear({ is: "groupMembers", account: "a", groupId: "2", changed: [member("eve")], gone: [] });
  leave();
  desk.hear({ is: "groupMembers", account: "a", groupId: "1", changed: [member("ann")], gone: [] });
  expect(desk.groups.get("1")).not.toBeNull();
  expect(desk.groups.waiting).toBe(1);
  expect(heard).toEqual(["bob"]);
});
