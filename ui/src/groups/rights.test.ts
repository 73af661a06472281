import { expect, test } from "vitest";

import type { GroupRole, GroupState } from "../api";
import { user } from "../testing/api";
import { group, member } from "../testing/groups";
import { actsOn, leads, owns, silenceOf } from "./rights";

const NOW = 1_000_000;

function acts(mine: GroupRole, his: GroupRole, more: Parameters<typeof group>[1] = {}): string[] {
  return actsOn(group("g", { role: mine, ...more }), "me", member("bob", { role: his }), NOW);
}

test("what is offered of a member follows the roles", () => {
  expect(acts("owner", "member")).toEqual(["profile", "message", "promote", "mute", "remove"]);
  expect(acts("owner", "admin")).toEqual(["profile", "message", "demote", "mute", "remove"]);
  expect(acts("admin", "member")).toEqual(["profile", "message", "mute", "remove"]);
  expect(acts("admin", "admin")).toEqual(["profile", "message"]);
  expect(acts("admin", "owner")).toEqual(["profile", "message"]);
  expect(acts("member", "member")).toEqual(["profile", "message"]);
});

test("who is muted can be let write again, until it ends by itself", () => {
  const muted = member("bob", { mutedUntil: NOW + 1 });
  const own = group("g", { role: "admin" });
  expect(actsOn(own, "me", muted, NOW)).toContain("unmute");
  expect(actsOn(own, "me", muted, NOW)).not.toContain("mute");
  expect(actsOn(own, "me", muted, NOW + 1)).toContain("mute");
});

test("members are let write while all are muted, where the server offers it", () => {
  const own = group("g", { role: "admin" });
  expect(actsOn(own, "me", member("bob"), NOW, true)).toContain("exempt");
  expect(actsOn(own, "me", member("bob", { exempt: true }), NOW, true)).toContain("bind");
  expect(actsOn(own, "me", member("bob"), NOW, false)).not.toContain("exempt");
  expect(actsOn(group("g", { role: "owner" }), "me", member("bob", { role: "admin" }), NOW, true)).not.toContain(
    "exempt",
  );
  expect(silenceOf(group("g", { state: "muted", exempt: true }), NOW)).toBeNull();
});

test("nobody acts on himself, but for his own profile", () => {
  expect(actsOn(group("g", { role: "owner" }), "me", member("me", { role: "owner" }), NOW)).toEqual(["profile"]);
});

test("where members are hidden from one another, friends are not, and nobody is from who leads", () => {
  expect(acts("member", "member", { membersOpen: false })).toEqual([]);
  expect(acts("admin", "owner", { membersOpen: false })).toEqual(["profile", "message"]);
  const friend = member("bob", { user: user("bob", { friend: true }) });
  expect(actsOn(group("g", { membersOpen: false }), "me", friend, NOW)).toEqual(["profile", "message"]);
});

test("an ended or closed group has nobody who leads it", () => {
  for (const state of ["dismissed", "banned"] as const) {
    expect(leads(group("g", { role: "owner", state }))).toBe(false);
    expect(owns(group("g", { role: "owner", state }))).toBe(false);
    expect(acts("owner", "member", { state })).toEqual(["profile", "message"]);
  }
  expect(leads(group("g", { role: "admin", state: "muted" }))).toBe(true);
  expect(leads(group("g", { role: null }))).toBe(false);
});

test.each<[GroupRole | null, GroupState, number, unknown]>([
  ["member", "open", 0, null],
  ["member", "open", NOW + 5, { is: "until", time: NOW + 5 }],
  ["member", "open", NOW, null],
  ["member", "muted", 0, { is: "everybody" }],
  ["admin", "muted", 0, null],
  ["owner", "banned", 0, { is: "banned" }],
  [null, "open", 0, { is: "gone" }],
  [null, "dismissed", 0, { is: "dismissed" }],
  ["owner", "dismissed", NOW + 5, { is: "dismissed" }],
])("a %s of a group that is %s, muted until %d", (role, state, mutedUntil, silence) => {
  expect(silenceOf(group("g", { role, state, mutedUntil }), NOW)).toEqual(silence);
});
