import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Api, MessageView, Page } from "../api";
import { later, message, messages, page, problem, scripted } from "../testing/api";
import { LIMIT } from "./rows";
import { Thread } from "./thread.svelte";

const ID = "si_1_2";
const thread = (calls: Partial<Api>): Thread => new Thread(scripted(calls), "me", ID);
const seqs = (it: Thread): (number | null)[] => it.shown.rows.map((row) => row.seq);

/** A conversation of `count` messages, paged as the engine does it. */
function history(count: number, unreadFrom: number | null = null): Partial<Api> {
  return {
    messages: async (_account, _id, before, limit): Promise<Page> => {
      const end = before === null ? count : (before.seq ?? count + 1) - 1;
      const start = Math.max(0, end - limit);
      return page(messages(start + 1, end), start > 0, before === null ? unreadFrom : null);
    },
    messagesFrom: async (_account, _id, seq, limit) => {
      const end = Math.min(count, seq + limit - 1);
      return { messages: messages(seq, end), newer: end < count };
    },
    markRead: async () => undefined,
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("reading", () => {
  test("opens with the newest page and follows", async () => {
    const it = thread(history(500));
    await it.open(0);
    expect(seqs(it).at(-1)).toBe(500);
    expect(it.following).toBe(true);
    expect(it.older).toBe(true);
  });

  test("pages upward without a hole to the very beginning", async () => {
    const it = thread(history(500));
    await it.open(0);
    for (let step = 0; step < 20; step++) await it.showOlder();
    expect(seqs(it)).toEqual(messages(1, 500).map((row) => row.seq));
    expect(it.atStart).toBe(true);
    expect(it.visible.length).toBeLessThanOrEqual(LIMIT);
  });

  test("the oldest one that is loaded is not drawn before the one above it is known", async () => {
    const it = thread(history(200));
    await it.open(0);
    while (it.shown.first > 0) await it.showOlder();
    expect(it.visible[0]?.seq).toBe(142);
    expect(it.before?.seq).toBe(141);
    await it.showOlder();
    expect(it.visible.map((row) => row.seq)).toContain(141);
    expect(it.before).not.toBeNull();
  });

  test("a page that begins with the first unread message is not the whole of what is read", async () => {
    const it = thread(history(200, 141));
    await it.open(40);
    expect(it.goal?.clientMsgId).toBe("id-141");
    expect(it.visible.map((row) => row.seq)).toContain(141);
    expect(it.before).not.toBeNull();
  });

  test("an unread conversation opens at its first unread message, even one far above", async () => {
    const it = thread(history(900, 301));
    await it.open(200);
    expect(it.unreadFrom).toBe(301);
    expect(it.goal?.clientMsgId).toBe("id-301");
    expect(it.following).toBe(false);
    expect(it.visible.map((row) => row.seq)).toContain(301);
    expect(seqs(it).at(-1)).toBe(900);
  });

  test("a message that is looked for is brought into view, also one far above", async () => {
    const it = thread(history(1500));
    await it.open(0);
    await it.goTo(420);
    expect(it.goal?.clientMsgId).toBe("id-420");
    expect(it.found).toBe("id-420");
    expect(it.following).toBe(false);
    expect(it.visible.map((row) => row.seq)).toContain(420);
    expect(seqs(it)).toEqual(messages(seqs(it)[0] ?? 0, seqs(it).at(-1) ?? 0).map((row) => row.seq));
    await it.goTo(1499);
    expect(it.found).toBe("id-1499");
    await it.open(0);
    expect(it.found).toBeNull();
  });

  test("a backlog too large to be read at once shows the newest messages", async () => {
    const it = thread(history(9000, 2));
    await it.open(8000);
    expect(it.goal).toBeNull();
    expect(it.following).toBe(true);
  });

  test("says why nothing can be read, and reads when asked again", async () => {
    let fails = true;
    const it = thread({ messages: async () => (fails ? problem("storage") : page(messages(1, 3))) });
    await it.open(0);
    expect(it.problem).toBe("storage");
    expect(it.loaded).toBe(false);
    fails = false;
    await it.refresh();
    expect(it.problem).toBeNull();
    expect(seqs(it)).toEqual([1, 2, 3]);
  });

  test("a failed older page keeps what is there and can be tried again", async () => {
    let fails = true;
    const good = history(200);
    const it = thread({
      ...good,
      messages: (account, id, before, limit) =>
        before !== null && fails
          ? problem("network")
          : (good.messages?.(account, id, before, limit) ?? problem("internal")),
    });
    await it.open(0);
    // The first step is in memory.
    await it.showOlder();
    await it.showOlder();
    expect(it.problem).toBe("network");
    expect(seqs(it)).toHaveLength(60);
    fails = false;
    await it.showOlder();
    expect(it.problem).toBeNull();
    expect(seqs(it)).toHaveLength(160);
  });
});

describe("events", () => {
  test("before the first page bring nothing, for they might leave a hole", () => {
    const it = thread({});
    expect(it.hear([message(7)])).toEqual([]);
    expect(seqs(it)).toEqual([]);
  });

  test("while the first page is on its way make it be read once more", async () => {
    const answers = [later<Page>(), later<Page>()];
    let asked = 0;
    const it = thread({ messages: () => answers[asked++]?.promise ?? problem("internal") });
    const opening = it.open(0);
    it.hear([message(4)]);
    answers[0]?.resolve(page(messages(1, 3)));
    answers[1]?.resolve(page(messages(1, 4)));
    await opening;
    await vi.runAllTimersAsync();
    expect(seqs(it)).toEqual([1, 2, 3, 4]);
  });

  test("a new message is added and told as arrived; a changed one is replaced in silence", async () => {
    const it = thread(history(3));
    await it.open(0);
    expect(it.hear([message(4)]).map((row) => row.seq)).toEqual([4]);
    expect(it.hear([message(4, { content: { is: "gone" } })])).toEqual([]);
    expect(it.shown.rows.at(-1)?.content).toEqual({ is: "gone" });
    expect(seqs(it)).toEqual([1, 2, 3, 4]);
  });

  test("newer than an answer that is still on its way win over it", async () => {
    const answer = later<Page>();
    let first = true;
    const it = thread({
      messages: async () => {
        if (!first) return answer.promise;
        first = false;
        return page(messages(1, 3));
      },
    });
    await it.open(0);
    const reading = it.refresh();
    it.hear([message(3, { content: { is: "gone" } }), message(4)]);
    answer.resolve(page(messages(1, 3)));
    await reading;
    expect(seqs(it)).toEqual([1, 2, 3, 4]);
    expect(it.shown.rows[2]?.content).toEqual({ is: "gone" });
  });

  test("far older than what is loaded are left to paging", async () => {
    const it = thread(history(500));
    await it.open(0);
    it.hear([message(3)]);
    expect(seqs(it)[0]).toBe(441);
  });

  test("after a hole the newest page is read again, and nothing stands on both sides of the hole", async () => {
    const server = { count: 100 };
    const it = thread({
      messages: (account, id, before, limit) =>
        history(server.count).messages?.(account, id, before, limit) ?? problem("internal"),
    });
    await it.open(0);
    server.count = 1000;
    it.hear([message(1000)]);
    await vi.runAllTimersAsync();
    expect(seqs(it)).toEqual(messages(941, 1000).map((row) => row.seq));
    expect(it.older).toBe(true);
    for (let step = 0; step < 40; step++) await it.showOlder();
    expect(seqs(it)).toEqual(messages(1, 1000).map((row) => row.seq));
  });

  test("an own message that gets its seq after a hole moves nowhere else", async () => {
    const sending = message(null, { local: 900 });
    let rows = [...messages(1, 10), sending];
    const it = thread({ messages: async () => page(rows) });
    await it.open(0);
    rows = [...messages(1, 12), { ...sending, seq: 13, state: { is: "sent" } }];
    it.hear([rows.at(-1) ?? sending]);
    await vi.runAllTimersAsync();
    expect(it.shown.rows.map((row) => row.seq)).toEqual(rows.map((row) => row.seq));
    expect(it.shown.rows.at(-1)?.state).toEqual({ is: "sent" });
  });

  test("a seq that is left out because its kind is not shown loses nothing", async () => {
    const rows = [...messages(1, 50), message(52)];
    let stored = rows.slice(0, 50);
    const it = thread({ messages: async () => page(stored) });
    await it.open(0);
    stored = rows;
    expect(it.hear([message(52)]).map((row) => row.seq)).toEqual([52]);
    await vi.runAllTimersAsync();
    expect(seqs(it)).toEqual(rows.map((row) => row.seq));
  });

  test("a message that vanished meanwhile is gone after reading again", async () => {
    let rows: MessageView[] = [
      ...messages(1, 3),
      message(null, { local: 9, state: { is: "failed", code: "blocked" } }),
    ];
    const it = thread({ messages: async () => page(rows) });
    await it.open(0);
    expect(it.shown.rows).toHaveLength(4);
    rows = messages(1, 3);
    await it.refresh();
    expect(seqs(it)).toEqual([1, 2, 3]);
  });
});

describe("writing", () => {
  const own = (local: number, text: string): MessageView =>
    message(null, { local, content: { is: "text", text, mentions: [] } });

  test("a text is shown as sending, in the order in which it was written", async () => {
    const sent: string[] = [];
    const it = thread({
      ...history(2),
      sendText: async (_account, _id, { text }) => {
        // The first one takes longer on its way than the second.
        if (sent.push(text) === 1) await new Promise((resolve) => setTimeout(resolve, 50));
        return own(100 + sent.length, text);
      },
    });
    await it.open(0);
    it.draft = "one";
    const first = it.send();
    it.draft = "two";
    const second = it.send();
    await vi.runAllTimersAsync();
    await Promise.all([first, second]);
    expect(it.shown.rows.slice(-2).map((row) => (row.content.is === "text" ? row.content.text : ""))).toEqual([
      "one",
      "two",
    ]);
    expect(it.draft).toBe("");
  });

  test("an event that was faster than the answer is not undone by it", async () => {
    const it = thread({
      ...history(2),
      sendText: async (_account, _id, { text }) => {
        const row = own(100, text);
        it.hear([{ ...row, seq: 3, state: { is: "sent" } }]);
        return row;
      },
    });
    await it.open(0);
    it.draft = "quick";
    await it.send();
    expect(it.shown.rows.at(-1)?.state).toEqual({ is: "sent" });
    expect(it.shown.rows).toHaveLength(3);
  });

  test("what is not taken comes back, before what was typed since, with the reason", async () => {
    const refusal = later<MessageView>();
    const it = thread({ ...history(2), sendText: () => refusal.promise });
    await it.open(0);
    it.draft = "kept";
    const sending = it.send();
    it.draft = "typed since";
    refusal.reject({ code: "diskFull" });
    await sending;
    expect(it.draft).toBe("kept\ntyped since");
    expect([it.refusal, it.textRefused]).toEqual(["diskFull", true]);
  });

  test("a poke that is refused is not called a text", async () => {
    const it = thread({ ...history(2), say: () => problem("tooManyTries") });
    await it.open(0);
    await it.say({ is: "poke" });
    expect([it.refusal, it.textRefused]).toEqual(["tooManyTries", false]);
  });

  test("nothing but blanks is not sent", async () => {
    const it = thread(history(1));
    await it.open(0);
    it.draft = " \n ";
    await it.send();
    expect(it.shown.rows).toHaveLength(1);
  });

  test("sending brings the reader back to the newest message", async () => {
    const it = thread({ ...history(500), sendText: async (_a, _i, { text }) => own(900, text) });
    await it.open(0);
    for (let step = 0; step < 6; step++) await it.showOlder();
    it.following = false;
    expect(it.atEnd).toBe(false);
    it.draft = "back";
    await it.send();
    expect(it.following).toBe(true);
    expect(it.visible.at(-1)?.content).toEqual({ is: "text", text: "back", mentions: [] });
  });

  test("a discarded message goes away", async () => {
    const failed = message(null, { local: 9, state: { is: "failed", code: "blocked" } });
    const it = thread({ messages: async () => page([message(1), failed]), discard: async () => undefined });
    await it.open(0);
    await it.discard(failed.clientMsgId);
    expect(seqs(it)).toEqual([1]);
  });
});

describe("read marks", () => {
  test("grow, are told once, and stand for all that was scrolled past", async () => {
    const marked: number[] = [];
    const it = thread({ ...history(50, 11), markRead: async (_account, _id, seq) => void marked.push(seq) });
    await it.open(40);
    it.see(15);
    it.see(22);
    it.see(18);
    await vi.runAllTimersAsync();
    expect(marked).toEqual([18]);
    it.see(50);
    it.see(50);
    await vi.runAllTimersAsync();
    expect(marked).toEqual([18, 50]);
  });

  test("one that failed is told again with the next look", async () => {
    let fails = true;
    const marked: number[] = [];
    const it = thread({
      ...history(5, 4),
      markRead: async (_account, _id, seq) => {
        if (fails) return problem("storage");
        marked.push(seq);
      },
    });
    await it.open(2);
    it.see(5);
    await vi.runAllTimersAsync();
    fails = false;
    it.see(5);
    await vi.runAllTimersAsync();
    expect(marked).toEqual([5]);
  });

  test("messages that come while one reads above are counted below", async () => {
    const it = thread(history(100));
    await it.open(0);
    it.see(100);
    it.following = false;
    it.hear([message(101), message(102), message(103, { mine: true })]);
    expect(it.newBelow).toBe(2);
    it.see(103);
    expect(it.newBelow).toBe(0);
  });
});

test("memory is given back when a long conversation is left at its end", async () => {
  const it = thread(history(5000));
  await it.open(0);
  for (let step = 0; step < 60; step++) await it.showOlder();
  it.showNewest();
  it.leave();
  expect(it.shown.rows).toHaveLength(300);
  expect(it.older).toBe(true);
});
