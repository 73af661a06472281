import { expect, test } from "vitest";

import type { MemberPage } from "../api";
import { settings } from "../settings/settings.svelte";
import { user } from "../testing/api";
import { group, member } from "../testing/groups";
import { mentionable } from "./mentionable";
import type { Place } from "./place";

function place(members: MemberPage["members"]): { it: Place; asked: string[] } {
  const asked: string[] = [];
  const api = {
    async groupMembers(_account: string, _group: string, query: string): Promise<MemberPage> {
      asked.push(query);
      return { members, total: members.length, lettersOnly: false };
    },
  };
  return { it: { api, account: { id: "here", userId: "1" } } as unknown as Place, asked };
}

test("others are offered by the names that they bear in the group, and oneself is not", async () => {
  const { it, asked } = place([member("1"), member("2", { nickname: "Captain" })]);
  const offers = await mentionable(it, group("7"), "cap");
  expect(asked).toEqual(["cap"]);
  expect(offers.map((offer) => (offer.is === "person" ? offer.name : offer.is))).toEqual(["Captain"]);
});

test("somebody whose account is gone is not offered", async () => {
  const { it } = place([member("2", { user: { ...user("2"), deleted: true } })]);
  expect(await mentionable(it, group("7"), "")).toEqual([]);
});

test("only who leads the group mentions everybody, in the words of his language", async () => {
  const { it } = place([]);
  settings.change({ language: "en" });
  const led = group("7", { role: "admin" });
  expect(await mentionable(it, led, "")).toEqual([{ is: "everybody" }]);
  expect(await mentionable(it, led, "Ever")).toEqual([{ is: "everybody" }]);
  expect(await mentionable(it, led, "bob")).toEqual([]);
  expect(await mentionable(it, group("7"), "")).toEqual([]);
  settings.change({ language: "zh-CN" });
  expect(await mentionable(it, led, "所有")).toEqual([{ is: "everybody" }]);
  settings.change({ language: "en" });
});
