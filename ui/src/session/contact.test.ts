import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { CodeSent, CodeTo } from "../api";
import { later, problem } from "../testing/api";
import { Contact } from "./contact.svelte";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function contact(offered: { email?: boolean; phone?: boolean }): Contact {
  const it = new Contact();
  it.offered = { email: false, phone: false, required: false, ...offered };
  return it;
}

const sent = async (): Promise<CodeSent> => ({ sent: true, waitSeconds: 60 });

test("only what the server offers can be chosen", () => {
  expect(contact({ phone: true }).kind).toBe("phone");
  const it = contact({ email: true });
  it.choose("phone");
  expect(it.kind).toBe("email");
  it.offered = { email: true, phone: true, required: false };
  expect(it.kind).toBe("phone");
});

test("a code that is pasted with blanks, dashes or wide digits is the code", () => {
  const it = contact({ email: true });
  for (const written of ["123456", " 123 456 ", "123-456", "１２３４５６", "123\u00a0456"]) {
    it.code = written;
    expect(it.code).toBe("123456");
  }
});

test("a number goes out in one form, and not before both its parts are there", () => {
  const it = contact({ phone: true });
  it.area = "+";
  it.number = "138 0013-8000";
  expect(it.to).toBeNull();
  it.area = "86";
  expect(it.to).toEqual({ is: "phone", areaCode: "+86", number: "13800138000" });
  expect(it.words).toBe("+86 13800138000");
});

test("after a code the next waits, second by second, and another address does not", async () => {
  const asked: CodeTo[] = [];
  const it = contact({ email: true });
  it.email = "a@b.cn";
  const ask = (to: CodeTo): Promise<CodeSent> => (asked.push(to), sent());
  await it.send(ask);
  expect([it.wait, it.outcome]).toEqual([60, "sent"]);
  await vi.advanceTimersByTimeAsync(18_000);
  expect(it.wait).toBe(42);
  await it.send(ask);
  expect(asked.length).toBe(1);
  it.email = "other@b.cn";
  expect([it.wait, it.outcome]).toEqual([0, null]);
  it.email = "a@b.cn";
  await vi.advanceTimersByTimeAsync(42_000);
  expect(it.wait).toBe(0);
  await it.send(ask);
  expect(asked.length).toBe(2);
  it.end();
});

test("what came too early says how long it still takes", async () => {
  const it = contact({ email: true });
  it.email = "a@b.cn";
  await it.send(async () => ({ sent: false, waitSeconds: 12 }));
  expect([it.wait, it.outcome]).toEqual([12, "early"]);
  it.end();
});

test("two presses ask once, and a failure lets one ask again", async () => {
  const it = contact({ email: true });
  it.email = "a@b.cn";
  const answer = later<CodeSent>();
  let calls = 0;
  const first = it.send(() => (calls++, answer.promise));
  await it.send(() => (calls++, sent()));
  answer.resolve({ sent: true, waitSeconds: 0 });
  await first;
  expect(calls).toBe(1);
  await expect(it.send(() => problem("network"))).rejects.toEqual({ code: "network" });
  expect([it.busy, it.wait]).toEqual([false, 0]);
  it.end();
});
