import { expect, test } from "vitest";

import type { KnownView } from "../api";
import { Switcher } from "./switcher.svelte";

function known(...names: string[]): KnownView[] {
  return names.map((nickname) => ({ peer: { nickname } }) as KnownView);
}

/** Answers when it is told to, in any order. */
function slow() {
  const waiting = new Map<string, { give: (rows: KnownView[]) => void; refuse: (failure: unknown) => void }>();
  const ask = (query: string): Promise<KnownView[]> =>
    new Promise((give, refuse) => waiting.set(query, { give, refuse }));
  return { ask, waiting };
}

test("an answer that comes late does not replace that to what was typed since", async () => {
  const { ask, waiting } = slow();
  const switcher = new Switcher(ask);
  switcher.query = "a";
  switcher.query = "an";
  waiting.get("an")?.give(known("Ann"));
  await Promise.resolve();
  waiting.get("a")?.give(known("Bob"));
  waiting.get("")?.give(known("Cleo"));
  await Promise.resolve();
  expect(switcher.rows.map((row) => row.peer.nickname)).toEqual(["Ann"]);
});

test("the arrows go around, and another query begins at the best again", async () => {
  const { ask, waiting } = slow();
  const switcher = new Switcher(ask);
  waiting.get("")?.give(known("Ann", "Bob", "Cleo"));
  await Promise.resolve();
  switcher.move(-1);
  expect(switcher.chosen?.peer.nickname).toBe("Cleo");
  switcher.move(1);
  switcher.move(1);
  expect(switcher.chosen?.peer.nickname).toBe("Bob");
  switcher.query = "c";
  expect(switcher.chosen?.peer.nickname, "what is shown stays until the answer").toBe("Bob");
  waiting.get("c")?.give(known("Cleo"));
  await Promise.resolve();
  expect(switcher.chosen?.peer.nickname).toBe("Cleo");
});

test("with nothing found nothing is chosen, and a failure is said", async () => {
  const { ask, waiting } = slow();
  const switcher = new Switcher(ask);
  switcher.move(1);
  expect(switcher.chosen).toBeNull();
  waiting.get("")?.refuse({ code: "storage" });
  await Promise.resolve();
  await Promise.resolve();
  expect(switcher.problem).toBe("storage");
  expect(switcher.answered).toBe(true);
});
