import { expect, test } from "vitest";

import type { Content, Cursor, MessageView } from "../api";
import { message, scripted } from "../testing/api";
import { Look } from "./look.svelte";

const PICTURE: Content = {
  is: "picture",
  picture: { width: 4, height: 3, size: 1, name: "", hash: "", moves: false, album: "", sticker: false },
};

function conversation(count: number): { all: MessageView[]; asked: (Cursor | null)[]; look: (at: number) => Look } {
  // Newest first, as the engine answers.
  const all = Array.from({ length: count }, (_, at) => ({ ...message(count - at), content: PICTURE }));
  const asked: (Cursor | null)[] = [];
  const api = scripted({
    async album(_account, _conversation, _kept, before, limit) {
      asked.push(before);
      const from = before === null ? 0 : all.findIndex((row) => row.seq === before.seq) + 1;
      return all.slice(from, from + limit);
    },
  });
  return { all, asked, look: (at) => new Look(api, "a", all[at] ?? message(1)) };
}

test("one goes through all pictures of a conversation, wherever one begins", async () => {
  const { all, look } = conversation(120);
  const here = look(60);
  await here.read();
  expect(here.shown?.seq).toBe(all[60]?.seq);
  await here.go(-1);
  expect(here.shown?.seq).toBe(all[59]?.seq);
  for (let step = 0; step < 200; step++) await here.go(1);
  expect(here.shown?.seq).toBe(1);
  for (let step = 0; step < 200; step++) await here.go(-1);
  expect(here.shown?.seq).toBe(120);
});

test("what is larger stays under the pointer, and another picture begins anew", async () => {
  const { look } = conversation(3);
  const here = look(1);
  await here.read();
  here.scale(2, 100, 50);
  expect([here.zoom, here.x, here.y]).toEqual([2, -100, -50]);
  here.scale(100);
  expect(here.zoom).toBe(8);
  here.turn();
  await here.go(1);
  expect([here.zoom, here.turns, here.x]).toEqual([1, 0, 0]);
});
