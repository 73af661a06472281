import { expect, test } from "vitest";

import type { TransferView } from "../api";
import { later, problem, scripted } from "../testing/api";
import { Transfers } from "./transfers.svelte";

function transfer(clientMsgId: string, done: number, state: TransferView["state"]): TransferView {
  return { clientMsgId, up: true, done, total: 7, state };
}

test("an answer that is older than what was heard brings back nothing that has ended", async () => {
  const answer = later<TransferView[]>();
  const transfers = new Transfers(scripted({ transfers: () => answer.promise }), "a");
  transfers.hear(transfer("ended", 3, { is: "running" }));
  const read = transfers.read();
  transfers.hear(transfer("ended", 7, { is: "ended" }));
  answer.resolve([transfer("ended", 7, { is: "running" }), transfer("other", 1, { is: "running" })]);
  await read;
  expect(transfers.of("ended")).toBeNull();
  expect(transfers.of("other")?.done).toBe(1);
});

test("what was saved is told from what was given up in the dialog of the system, and from what failed", async () => {
  const places: (string | null)[] = ["/there/a.png", null];
  const api = scripted({
    saveFile: () => problem("fileLost"),
    saveFileAs: async () => places.shift() ?? null,
  });
  const transfers = new Transfers(api, "a");
  expect(await transfers.saveAs("one")).toBe(true);
  expect(await transfers.saveAs("one")).toBe(false);
  expect(transfers.savedAs("one")).toBe("/there/a.png");
  expect(await transfers.save("other")).toBe(false);
  expect([transfers.savedAs("other"), transfers.failureOf("other")]).toEqual([null, "fileLost"]);
});
