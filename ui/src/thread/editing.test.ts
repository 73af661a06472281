import { expect, test } from "vitest";

import { message, page, problem, scripted } from "../testing/api";
import { Thread } from "./thread.svelte";

const mine = message(1, { mine: true, state: { is: "sent" } });

async function editing(act: () => Promise<void>): Promise<Thread> {
  const it = new Thread(
    scripted({
      messages: async () => page([mine], false),
      pinnedMessages: async () => [],
      markRead: async () => undefined,
      setDraft: async () => undefined,
      actOnMessages: act,
    }),
    "me",
    "si_1_2",
  );
  await it.open(0);
  it.draft = "half a sentence";
  it.draft = it.acting.startEditing(mine, it.draft);
  it.draft = "better words";
  return it;
}

test("an edit that is refused at once keeps its words where they are", async () => {
  const it = await editing(() => problem("noPermission"));
  await it.send();
  expect(it.draft).toBe("better words");
  expect(it.acting.note).toEqual({ is: "refused", code: "noPermission" });
});

test("an edit that is refused later gives its words back, before what was typed since", async () => {
  const it = await editing(async () => undefined);
  await it.send();
  expect(it.draft).toBe("half a sentence");
  it.giveBack("better words");
  expect(it.draft).toBe("better words\nhalf a sentence");
});

test("what is taken back while it is edited leaves the new words, and those that were written before", async () => {
  const it = await editing(async () => undefined);
  it.hear([{ ...mine, content: { is: "gone" } }]);
  expect(it.acting.editing).toBeNull();
  expect(it.draft).toBe("better words\nhalf a sentence");
});
