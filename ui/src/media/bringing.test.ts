import { expect, test } from "vitest";

import type { Attachment } from "../api";
import { problem, scripted } from "../testing/api";
import { Bringing } from "./bringing.svelte";

function engine(taken: string[], sent: (readonly Attachment[])[] = [], full = false, kept: string[] = []) {
  let next = 0;
  return scripted({
    async beginFile(_account, name, size) {
      if (size > 40_000_000) return problem("fileTooLarge");
      taken.push(`begin ${name}`);
      return `id-${next++}`;
    },
    addToFile: (_account, id, bytes) => {
      if (full) return problem("diskFull");
      taken.push(`${id} ${bytes.length}`);
      return Promise.resolve();
    },
    async endFile(_account, id) {
      return { id, name: id, size: 1, kind: "other", picture: null, odd: null, film: null };
    },
    async forgetFile(_account, id) {
      taken.push(`forget ${id}`);
    },
    async keepDraftFiles(_account, _conversation, ids) {
      kept.splice(0, kept.length, ...ids);
    },
    async draftFiles() {
      return ["old-1", "old-2"].map((id) => ({
        id,
        name: id,
        size: 1,
        kind: "other",
        picture: null,
        odd: null,
        film: null,
      }));
    },
    async sendFiles(_account, _conversation, files) {
      sent.push(files);
      return [];
    },
  });
}

async function settled(bringing: Bringing): Promise<void> {
  while (!bringing.ready) await new Promise((resolve) => setTimeout(resolve));
}

test("a file goes over in pieces, one file after the other", async () => {
  const taken: string[] = [];
  const bringing = new Bringing(engine(taken), "a", "c");
  bringing.add([new File([new Uint8Array((1 << 20) + 3)], "large"), new File(["words"], "small")]);
  await settled(bringing);
  expect(taken).toEqual(["begin large", "id-0 1048576", "id-0 3", "begin small", "id-1 5"]);
});

test("what cannot be read is said, and the others go in the order that was chosen", async () => {
  const taken: string[] = [];
  const sent: (readonly Attachment[])[] = [];
  const bringing = new Bringing(engine(taken, sent), "a", "c");
  const gone = new File(["words"], "gone");
  gone.slice = () =>
    ({ arrayBuffer: () => Promise.reject(new DOMException("", "NotReadableError")) }) as unknown as Blob;
  bringing.add([new File(["1"], "one"), gone, new File([], "empty"), new File(["2"], "two")]);
  await settled(bringing);
  expect(bringing.items.map((item) => item.trouble)).toEqual([null, "changed", "empty", null]);
  const [first] = bringing.items;
  if (first !== undefined) for (let step = 0; step < 4; step++) bringing.move(first, 1);
  await bringing.send("");
  expect(sent[0]?.map((file) => file.id)).toEqual(["id-2", "id-0"]);
});

test("a full disk is said and leaves nothing behind", async () => {
  const taken: string[] = [];
  const bringing = new Bringing(engine(taken, [], true), "a", "c");
  bringing.add([new File(["words"], "one")]);
  await settled(bringing);
  expect(bringing.items[0]?.trouble).toBe("diskFull");
  expect(taken).toEqual(["begin one", "forget id-0"]);
});

test("what is put away is not sent", async () => {
  const taken: string[] = [];
  const sent: (readonly Attachment[])[] = [];
  const bringing = new Bringing(engine(taken, sent), "a", "c");
  bringing.add([new File(["1"], "one"), new File(["2"], "two")]);
  await settled(bringing);
  const [first] = bringing.items;
  if (first !== undefined) bringing.remove(first);
  await bringing.send("words");
  expect(sent[0]?.map((file) => file.id)).toEqual(["id-1"]);
  expect(taken).toContain("forget id-0");
});

test("what was brought is kept with the draft in its order, and what was kept comes back before it", async () => {
  const kept: string[] = [];
  const bringing = new Bringing(engine([], [], false, kept), "a", "c");
  bringing.add([new File(["1"], "one"), new File(["2"], "two")]);
  await settled(bringing);
  await bringing.restore();
  expect(bringing.items.map((item) => item.id)).toEqual(["old-1", "old-2", "id-0", "id-1"]);
  const [first] = bringing.items;
  if (first !== undefined) bringing.move(first, 1);
  expect(kept).toEqual(["old-2", "old-1", "id-0", "id-1"]);
  bringing.leave();
  expect(bringing.items).toHaveLength(4);
});

test("a video gets its picture before it can be sent, and goes without where there is none", async () => {
  const posters: string[] = [];
  const film = { width: 2, height: 1, seconds: 3 };
  const api = scripted({
    beginFile: async (_account, name) => name,
    addToFile: async () => undefined,
    endFile: async (_account, id) => ({ id, name: id, size: 1, kind: "video", picture: null, odd: null, film }),
    setPoster: (_account, id) => {
      posters.push(id);
      return id === "odd" ? problem("badPicture") : Promise.resolve();
    },
    keepDraftFiles: async () => undefined,
    media: (_account, _what, id) => `of ${id}`,
  });
  const poster = async (file: File): Promise<Uint8Array | null> => (file.name === "none" ? null : new Uint8Array(1));
  const bringing = new Bringing(api, "a", "c", poster);
  bringing.add(["good", "none", "odd"].map((name) => new File(["film"], name)));
  await settled(bringing);
  expect(posters).toEqual(["good", "odd"]);
  expect(bringing.items.map((item) => bringing.pictureOf(item))).toEqual(["of good", null, null]);
  expect([bringing.films, bringing.pictures]).toEqual([true, false]);
});

test("what is larger than is taken is said before anything of it is read", async () => {
  const taken: string[] = [];
  const bringing = new Bringing(engine(taken), "a", "c");
  const film = new File([new Uint8Array(1)], "film.mkv");
  Object.defineProperty(film, "size", { value: 5_000_000_000 });
  bringing.add([film]);
  await settled(bringing);
  expect(bringing.items[0]?.trouble).toBe("fileTooLarge");
  expect(taken).toEqual([]);
});
