import { expect, test } from "vitest";

import { problem, scripted } from "../testing/api";
import { Stickers } from "./stickers.svelte";

const file = (name: string, size: number): File => new File([new Uint8Array(size)], name);

test("pictures are kept one by one, and what cannot be kept is counted and forgotten", async () => {
  const kept: string[] = [];
  let next = 0;
  const forgotten: string[] = [];
  const api = scripted({
    beginFile: async (_, name) => `${name}#${next++}`,
    addToFile: async () => undefined,
    endFile: async (_, id) => {
      if (id.startsWith("text")) throw { code: "badPicture" };
      return { id, name: id, size: 1, kind: "picture", picture: { width: 1, height: 1 }, film: null, odd: null };
    },
    forgetFile: async (_, id) => void forgotten.push(id),
    keepSticker: async (_, id) => {
      if (id.startsWith("wide")) return problem("pictureTooLarge");
      kept.push(id);
      return { content: id, name: "", width: 1, height: 1, moves: false };
    },
    stickers: async () => kept.map((content) => ({ content, name: "", width: 1, height: 1, moves: false })),
  });
  const stickers = new Stickers(api, "a");
  await stickers.add([
    file("a.png", 10),
    file("text.png", 10),
    file("wide.png", 10),
    file("large.png", 2 << 20),
    file("empty.png", 0),
    file("no.zip", 10),
    file("b.gif", 10),
  ]);
  expect(kept).toEqual(["a.png#0", "b.gif#3"]);
  expect(stickers.added).toEqual({ kept: 2, left: 5, code: null });
  expect(forgotten).toEqual(["text.png#1"]);
  expect(stickers.kept.map((one) => one.content)).toEqual(kept);
});
