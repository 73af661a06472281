import { expect, test } from "vitest";

import type { KnownView } from "../api";
import { later, user } from "../testing/api";
import { MOST_TARGETS, Targets } from "./targets.svelte";

const known = (id: string, kind: KnownView["kind"] = "single"): KnownView => ({
  kind,
  peer: user(id),
  conversationId: null,
});

test("an answer that a later letter overtook is left, and notices are no target", async () => {
  const slow = later<KnownView[]>();
  const it = new Targets((query) =>
    query === "a" ? slow.promise : Promise.resolve([known("bob"), known("n", "notice")]),
  );
  const first = it.look("a");
  await it.look("b");
  slow.resolve([known("ann")]);
  await first;
  expect(it.shown.map((one) => one.peer.userId)).toEqual(["bob"]);
});

test("a person and a group of one ID are two, and there is an end", () => {
  const it = new Targets(async () => []);
  it.toggle(known("7"));
  it.toggle(known("7", "group"));
  expect(it.chosen).toHaveLength(2);
  it.toggle(known("7"));
  expect(it.chosen.map((one) => one.kind)).toEqual(["group"]);
  for (let at = 0; at < 30; at++) it.toggle(known(`p${at}`));
  expect(it.chosen).toHaveLength(MOST_TARGETS);
  expect(it.full).toBe(true);
});
