import { expect, test } from "vitest";

import { Completing, type Offer, type Source } from "./completing.svelte";
import { namingAt } from "./meant";

function person(name: string): Offer {
  return { is: "person", user: { userId: name } as never, name };
}

function names(completing: Completing): string[] {
  return completing.offers.map((offer) => (offer.is === "person" ? offer.name : offer.is));
}

/** Answers each query when it is told to. */
function slow(): { source: Source; answer: (query: string, ...offers: Offer[]) => Promise<void> } {
  const waiting = new Map<string, (offers: Offer[]) => void>();
  return {
    source: { writtenAt: namingAt, find: (query) => new Promise((give) => waiting.set(query, give)) },
    async answer(query, ...offers) {
      waiting.get(query)?.(offers);
      await Promise.resolve();
    },
  };
}

test("an answer to letters that were written on is not shown", async () => {
  const { source, answer } = slow();
  const completing = new Completing(() => [source]);
  void completing.look("@a", 2);
  void completing.look("@an", 3);
  await answer("an", person("Ann"));
  await answer("a", person("Adam"));
  expect(names(completing)).toEqual(["Ann"]);
  expect(completing.from).toBe(0);
});

test("an answer that comes when the caret has left is not shown", async () => {
  const { source, answer } = slow();
  const completing = new Completing(() => [source]);
  void completing.look("@a", 2);
  void completing.look("@a and", 6);
  await answer("a", person("Adam"));
  expect(names(completing)).toEqual([]);
  expect(completing.from).toBeNull();
});

test("the arrows go around what is offered, and begin at the best with every answer", async () => {
  const { source, answer } = slow();
  const completing = new Completing(() => [source]);
  void completing.look("@", 1);
  await answer("", { is: "everybody" }, person("Ann"));
  completing.move(-1);
  expect(completing.chosen).toEqual(person("Ann"));
  completing.move(1);
  expect(completing.chosen).toEqual({ is: "everybody" });
});

test("what cannot be looked for is not offered", async () => {
  const source: Source = { writtenAt: namingAt, find: () => Promise.reject(new Error("no answer")) };
  const completing = new Completing(() => [source]);
  await completing.look("@a", 2);
  expect(names(completing)).toEqual([]);
});
