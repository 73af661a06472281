import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { FriendView, UserView } from "../api";
import { problem, user } from "../testing/api";
import { secondsOf } from "./mute";
import { MOST_PICKED, Picked, type Source, suggested, tooLong } from "./picked.svelte";

const friend = (id: string, name: string, key: string): FriendView => ({
  user: user(id, { nickname: name, ownName: name, friend: true }),
  key,
  remark: "",
  note: "",
  pinned: false,
  since: 0,
});

const FRIENDS = [friend("2", "Marta", "marta"), friend("1", "林薇", "linwei"), friend("3", "Bot", "bot")];

/** Friends that are found by their key, and what the server finds. */
function source(found: () => Promise<UserView[]> = async () => []): Source {
  return {
    friends: new Map(FRIENDS.map((one) => [one.user.userId, one])),
    search: async (query) => FRIENDS.filter((one) => one.key.includes(query)),
    find: found,
  };
}

const ids = (picked: Picked): string[] => picked.shown.map((one) => one.userId);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("friends stand by their letters, and are picked and let go again", () => {
  const picked = new Picked(source(), ["9"]);
  expect(ids(picked)).toEqual(["3", "1", "2"]);
  for (const id of ["2", "1", "2", "9"]) picked.toggle(user(id));
  expect(picked.chosen.map((one) => one.userId)).toEqual(["1"]);
});

test("whom the server finds stands after the friends, without robots and once", async () => {
  const picked = new Picked(
    source(async () => [user("1"), user("5"), user("6", { robot: true })]),
    [],
  );
  picked.look("lin");
  await vi.advanceTimersByTimeAsync(1);
  expect(ids(picked)).toEqual(["1"]);
  expect(picked.searching).toBe(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ids(picked)).toEqual(["1", "5"]);
  expect(picked.searching).toBe(false);
  picked.look("");
  expect(ids(picked)).toEqual(["3", "1", "2"]);
});

test("without a server friends are found all the same", async () => {
  const picked = new Picked(
    source(() => problem("network")),
    [],
  );
  picked.look("mar");
  await vi.advanceTimersByTimeAsync(1000);
  expect(ids(picked)).toEqual(["2"]);
  expect(picked.searching).toBe(false);
});

test("more than one call can bring are not picked", () => {
  const many = Array.from({ length: MOST_PICKED }, (_, at) => user(`${at}`));
  const picked = new Picked(source(), [], many);
  picked.toggle(user("one more"));
  expect(picked.full).toBe(true);
  expect(picked.chosen).toHaveLength(MOST_PICKED);
});

test("a suggested name tells the first people, and is never too long", () => {
  expect(suggested(["Ann", "Bob", "Cy", "Di", "Ed"], ", ")).toBe("Ann, Bob, Cy, Di");
  expect(suggested(["沈知夏", "林薇"], "、")).toBe("沈知夏、林薇");
  expect(suggested(["x".repeat(60), "yyyyy"], ", ")).toBe("x".repeat(60));
  expect(Array.from(suggested(["🦭".repeat(90)], ", "))).toHaveLength(64);
  expect(suggested([], ", ")).toBe("");
});

test("a name of 64 characters is not too long, whatever a character takes", () => {
  expect(tooLong(` ${"🦭".repeat(64)} `)).toBe(false);
  expect(tooLong("🦭".repeat(65))).toBe(true);
});

test.each([
  ["10", 600],
  [" 5270400 ", 316_224_000],
  ["３０", 1800],
  ["5270401", null],
  ["0", null],
  ["-3", null],
  ["1.5", null],
  ["ten", null],
  ["", null],
])("%j minutes of silence", (written, seconds) => {
  expect(secondsOf(written)).toBe(seconds);
});
