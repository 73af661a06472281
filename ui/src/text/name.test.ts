import { expect, test } from "vitest";

import { t } from "../i18n/index.svelte";
import { user } from "../testing/api";
import { nameOf, openNameOf } from "./name";

test("a name, else the ID, and for who is gone the word of the reader's language", () => {
  expect(nameOf({ userId: "7", nickname: "林岚" })).toBe("林岚");
  expect(nameOf({ userId: "7", nickname: "" })).toBe("7");
  expect(nameOf({ userId: "7", nickname: "Deleted account", deleted: true })).toBe(t.deletedAccount);
});

test("where others read it too, people have their own names", () => {
  expect(openNameOf(user("7", { nickname: "Grumpy boss", ownName: "林岚" }))).toBe("林岚");
  expect(openNameOf(user("7", { nickname: "林岚", ownName: "" }))).toBe("林岚");
  expect(openNameOf(user("7", { nickname: "", ownName: "" }))).toBe("7");
});
