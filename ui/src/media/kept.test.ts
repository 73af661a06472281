import { describe, expect, it } from "vitest";

import type { Api, Content, MessageView } from "../api";
import { KeptHere } from "./kept.svelte";

const PICTURE: Content = {
  is: "picture",
  picture: { width: 4, height: 3, size: 1, name: "", hash: "", moves: false, album: "", sticker: false },
};
const GONE: Content = { is: "gone" };

function row(seq: number | null, content: Content = PICTURE): MessageView {
  return { clientMsgId: `m${seq ?? "new"}`, seq, local: seq ?? 1000, time: 0, content } as MessageView;
}

/** Pictures with the seqs from `count` down to 1, and the calls that were made. */
function kept(count: number) {
  const asked: (number | null)[] = [];
  const api = {
    album: async (_account: string, _conversation: string, _kept: string, before, limit) => {
      asked.push(before?.seq ?? null);
      const from = (before?.seq ?? count + 1) - 1;
      return Array.from({ length: Math.min(limit, from) }, (_, at) => row(from - at));
    },
    search: async () => ({ hits: [], next: null, indexing: null }),
  } as Pick<Api, "album" | "search">;
  return { asked, here: new KeptHere(api, "a", "c") };
}

describe("what is kept of a conversation", () => {
  it("goes on where the last page ended, until all of it is here", async () => {
    const { here, asked } = kept(200);
    await here.show("pictures");
    await here.more();
    await here.more();
    await here.more();
    expect(asked).toEqual([null, 111, 21]);
    expect(here.rows.map((one) => one.seq)).toEqual(Array.from({ length: 200 }, (_, at) => 200 - at));
    expect(here.whole).toBe(true);
  });

  it("puts what is new first, and lets go of what was taken back", async () => {
    const { here } = kept(3);
    await here.show("pictures");
    here.hear([row(null), row(5), row(2, GONE)]);
    expect(here.rows.map((one) => one.clientMsgId)).toEqual(["mnew", "m3", "m1"]);
    here.drop("mnew");
    here.hear([row(5), row(4, { is: "text", text: "No picture", mentions: [] })]);
    expect(here.rows.map((one) => one.clientMsgId)).toEqual(["m5", "m3", "m1"]);
  });

  it("takes no late answer for what is not looked at any more", async () => {
    const { here } = kept(3);
    const late = here.show("pictures");
    await here.show("links");
    await late;
    expect(here.rows).toEqual([]);
    expect(here.answered).toBe(true);
  });
});
