import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Api, FavouriteView } from "../api";
import { later, message, problem } from "../testing/api";
import { Favourites } from "./favourites.svelte";

function one(id: string): FavouriteView {
  return { id, kept: 0, waiting: false, place: "bob", group: false, at: 1, message: message(1) };
}

function ids(favourites: Favourites): string {
  return favourites.rows.map((row) => row.id).join(" ");
}

function over(all: readonly FavouriteView[], more = false) {
  const api = {
    favourites: vi.fn<Api["favourites"]>(() => Promise.resolve({ all: [...all], more })),
    removeFavourites: vi.fn<Api["removeFavourites"]>(() => Promise.resolve()),
  };
  return { api, it: new Favourites(api, "a") };
}

describe("what somebody keeps", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("is asked for by kind and words, and an answer that was overtaken is not shown", async () => {
    const { api, it } = over([one("a")]);
    const slow = later<Awaited<ReturnType<Api["favourites"]>>>();
    api.favourites.mockImplementationOnce(() => slow.promise);
    const first = it.read();
    it.kind = "files";
    it.query = "plan";
    await vi.runAllTimersAsync();
    slow.resolve({ all: [one("old")], more: true });
    await first;
    expect(ids(it)).toBe("a");
    expect(it.more).toBe(false);
    expect(api.favourites).toHaveBeenLastCalledWith("a", { query: "plan", kind: "files" }, 50);
  });

  test("is read on as far as somebody scrolls", async () => {
    const { api, it } = over([one("a")], true);
    await it.read();
    await it.readOn();
    expect(api.favourites).toHaveBeenLastCalledWith("a", { query: "", kind: null }, 100);
  });

  test("is read anew at news only by whoever looks at it, and says what was refused", async () => {
    const { api, it } = over([one("a")]);
    it.hear(null);
    expect(api.favourites).not.toHaveBeenCalled();
    await it.read();
    it.hear("favouritesFull");
    await vi.runAllTimersAsync();
    expect(api.favourites).toHaveBeenCalledTimes(2);
    expect(it.problem).toBe("favouritesFull");
  });

  test("is removed only when nobody took that back", async () => {
    const { api, it } = over([one("a"), one("b")]);
    await it.read();
    it.opened = it.rows[0] ?? null;
    it.remove([one("a")]);
    expect(ids(it)).toBe("b");
    expect(it.opened).toBe(null);
    it.leaving.undo();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ids(it)).toBe("a b");
    expect(api.removeFavourites).not.toHaveBeenCalled();
    it.remove([one("a")]);
    it.leaving.hold();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.removeFavourites).not.toHaveBeenCalled();
    it.remove([one("b")]);
    expect(api.removeFavourites).toHaveBeenLastCalledWith("a", ["a"]);
    await vi.advanceTimersByTimeAsync(6000);
    expect(api.removeFavourites).toHaveBeenLastCalledWith("a", ["b"]);
  });

  test("is selected one by one, from one to another and whole, and removed together", async () => {
    const { api, it } = over(["a", "b", "c", "d"].map(one));
    await it.read();
    it.picked.toggle("b");
    it.picked.toggle("d");
    it.picked.toggle("b");
    expect(it.picked.rows.map((row) => row.id)).toEqual(["d"]);
    it.picked.end();
    expect(it.picked.ids).toBe(null);
    it.picked.extend("c", "b");
    it.picked.extend("a", null);
    expect(it.picked.rows.map((row) => row.id)).toEqual(["a", "b"]);
    expect(it.picked.meant("c").map((row) => row.id)).toEqual(["c"]);
    it.remove(it.picked.meant("a"));
    expect(ids(it)).toBe("c d");
    expect(it.picked.ids).toBe(null);
    it.leaving.undo();
    expect(ids(it)).toBe("a b c d");
    it.picked.everything();
    it.remove(it.picked.rows);
    await vi.advanceTimersByTimeAsync(6000);
    expect(api.removeFavourites).toHaveBeenLastCalledWith("a", ["a", "b", "c", "d"]);
  });

  test("is removed a hundred at a time", async () => {
    const { api, it } = over(Array.from({ length: 250 }, (_, at) => one(String(at))));
    await it.read();
    it.picked.everything();
    it.remove(it.picked.rows);
    await it.leaving.settle();
    expect(api.removeFavourites.mock.calls.map(([, ids]) => ids.length)).toEqual([100, 100, 50]);
  });

  test("stays when it could not be removed", async () => {
    const { api, it } = over([one("a")]);
    await it.read();
    api.removeFavourites.mockImplementation(() => problem("storage"));
    it.remove([one("a")]);
    await it.leaving.settle();
    expect(ids(it)).toBe("a");
    expect(it.problem).toBe("storage");
  });
});
