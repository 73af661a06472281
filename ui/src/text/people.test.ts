import { expect, test } from "vitest";

import { settings } from "../settings/settings.svelte";
import { user } from "../testing/api";
import { called } from "./people";

test("of many people the first are named and the others counted, in either language", () => {
  const people = ["Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus"].map((name) => user(name));
  settings.change({ language: "en" });
  expect(called(people, ["Bob"])).toBe("Bob");
  expect(called(people, ["Ann", "Bob", "Cleo"])).toBe("Ann, Bob and Cleo");
  const all = people.map((one) => one.userId);
  expect(called(people, all)).toBe("Ann, Bob, Cleo, Dan, Eve and 2 more");
  settings.change({ language: "zh-CN" });
  expect(called(people, ["Ann", "Bob", "Cleo"])).toBe("Ann、Bob和Cleo");
  settings.change({ language: "system" });
});
