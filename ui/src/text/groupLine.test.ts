import { expect, test } from "vitest";

import type { GroupLine, NamedUser } from "../api";
import { settings } from "../settings/settings.svelte";
import { duration, partsOf, wordsOf } from "./groupLine";

const user = (userId: string, nickname: string, me = false): NamedUser => ({ userId, nickname, me });
const ann = user("1", "Ann");
const bob = user("2", "Bob");
const me = user("3", "Cleo", true);

function line(what: GroupLine["what"], by: NamedUser | null, to: NamedUser[] = [], count = to.length): GroupLine {
  return { what, by, to, count };
}

test("who did what to whom is said in both languages, and the reader is you", () => {
  const said = [
    line({ is: "invited" }, ann, [bob, me]),
    line({ is: "removed" }, me, [bob]),
    line({ is: "mutedMember", seconds: 7_200 }, ann, [bob]),
    line({ is: "renamed", name: "Harbour" }, null),
    line({ is: "entered" }, null, [me]),
  ];
  settings.change({ language: "en" });
  expect(said.map(wordsOf)).toEqual([
    "Ann brought Bob and you in",
    "You removed Bob",
    "Ann muted Bob for 2 hours",
    "The group is now called “Harbour”",
    "You joined the group",
  ]);
  settings.change({ language: "zh-CN" });
  expect(said.map(wordsOf)).toEqual([
    "Ann邀请Bob和你加入了群聊",
    "你将Bob移出了群聊",
    "Ann将Bob禁言2小时",
    "群名称改为“Harbour”",
    "你加入了群聊",
  ]);
  settings.change({ language: "en" });
});

test("whoever makes a group is said to make it with those who are in it from the beginning", () => {
  const said = [
    line({ is: "created" }, ann, [me, bob], 3),
    line({ is: "created" }, me),
    line({ is: "created" }, null, [bob]),
  ];
  settings.change({ language: "en" });
  expect(said.map(wordsOf)).toEqual([
    "Ann created the group with you, Bob and 1 more",
    "You created the group",
    "The group was created with Bob",
  ]);
  settings.change({ language: "zh-CN" });
  expect(said.map(wordsOf)).toEqual(["Ann邀请你、Bob和另外 1 人创建了群聊", "你创建了群聊", "群聊已创建，成员有Bob"]);
  settings.change({ language: "en" });
});

test("of many the first are named and the others counted", () => {
  settings.change({ language: "en" });
  expect(wordsOf(line({ is: "invited" }, ann, [bob, me], 1_002))).toBe("Ann brought Bob, you and 1,000 more in");
});

test("a name that looks like a place in the sentence is only a name", () => {
  settings.change({ language: "en" });
  const odd = user("4", "{to}");
  expect(partsOf(line({ is: "removed" }, odd, [bob]))).toEqual([odd, " removed ", bob]);
  expect(wordsOf(line({ is: "renamed", name: "{by}" }, odd))).toBe("{to} named the group “{by}”");
});

test("a time is said in the largest unit that says it whole", () => {
  settings.change({ language: "en" });
  expect([60, 90, 3_600, 86_400, 172_800].map(duration)).toEqual([
    "1 minute",
    "90 seconds",
    "1 hour",
    "1 day",
    "2 days",
  ]);
});
