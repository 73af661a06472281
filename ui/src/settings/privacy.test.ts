import { expect, test } from "vitest";

import type { PrivacyView } from "../api";
import { later, problem, scripted } from "../testing/api";
import { Privacy } from "./privacy.svelte";

const before: PrivacyView = { findByContact: true, findById: true, adding: "consent", pulled: true };

test("a change holds at once, and what the server says holds in the end", async () => {
  const answer = later<PrivacyView>();
  const asked: PrivacyView[] = [];
  const api = scripted({
    privacy: async () => before,
    setPrivacy: async (_, wanted) => {
      asked.push(wanted);
      return answer.promise;
    },
  });
  const it = new Privacy(api, "me");
  await it.read();
  it.change({ adding: "nobody" });
  expect(it.value?.adding).toBe("nobody");
  answer.resolve({ ...before, adding: "nobody", pulled: false });
  await it.kept();
  expect(asked).toEqual([{ ...before, adding: "nobody" }]);
  expect(it.value).toEqual({ ...before, adding: "nobody", pulled: false });
});

test("what the server refuses is put back, and said", async () => {
  const it = new Privacy(scripted({ privacy: async () => before, setPrivacy: () => problem("network") }), "me");
  await it.read();
  it.change({ findById: false });
  await it.kept();
  expect(it.value).toEqual(before);
  expect(it.problem).toBe("network");
});

test("two quick changes both arrive, also when the first one fails", async () => {
  const first = later<PrivacyView>();
  const asked: PrivacyView[] = [];
  const api = scripted({
    privacy: async () => before,
    setPrivacy: async (_, wanted) => {
      asked.push(wanted);
      return asked.length === 1 ? first.promise : wanted;
    },
  });
  const it = new Privacy(api, "me");
  await it.read();
  it.change({ findById: false });
  it.change({ pulled: false });
  first.reject({ code: "timeout" });
  await it.kept();
  expect(it.value).toEqual({ ...before, findById: false, pulled: false });
  expect(it.problem).toBeNull();
});

test("what cannot be read is said, and nothing can be changed", async () => {
  const it = new Privacy(scripted({ privacy: () => problem("network") }), "me");
  await it.read();
  it.change({ pulled: false });
  expect(it.value).toBeNull();
  expect(it.problem).toBe("network");
});
