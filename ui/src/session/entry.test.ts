import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { AccountView, Api, CodeRequest, CodeSignIn, NewAccount, PasswordReset, ServerView, SignIn } from "../api";
import { later, problem, scripted } from "../testing/api";
import { Address } from "./address.svelte";
import { Entry } from "./entry.svelte";

const server = (more: Partial<ServerView> = {}): ServerView => ({
  address: "https://chat.example.org",
  kind: "selkie",
  name: "Seals",
  registration: "open",
  codes: { email: false, phone: false, required: false },
  fingerprint: null,
  ...more,
});
const view = { id: "a", server: "https://chat.example.org" } as AccountView;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("the address", () => {
  test("is looked up when the hand rests, once", async () => {
    const asked: string[] = [];
    const it = new Address(scripted({ lookUpServer: async (text) => (asked.push(text), server()) }), "");
    for (const text of ["c", "ch", "chat.example.org"]) it.text = text;
    expect(it.found).toEqual({ is: "looking" });
    await vi.runAllTimersAsync();
    expect(asked).toEqual(["chat.example.org"]);
    expect(it.server?.name).toBe("Seals");
  });

  test("an answer about an earlier text is not taken for the present one", async () => {
    const answers: ReturnType<typeof later<ServerView>>[] = [];
    const it = new Address(scripted({ lookUpServer: () => (answers.push(later()), answers.at(-1)!.promise) }), "");
    it.text = "one.example.org";
    await vi.runAllTimersAsync();
    it.text = "two.example.org";
    answers[0]?.resolve(server({ name: "One" }));
    await vi.advanceTimersByTimeAsync(1);
    expect(it.found).toEqual({ is: "looking" });
    await vi.runAllTimersAsync();
    answers[1]?.resolve(server({ name: "Two" }));
    await vi.runAllTimersAsync();
    expect(it.server?.name).toBe("Two");
  });

  test("an unknown certificate has to be agreed to, and another one asks anew", async () => {
    let print = "AA:BB";
    const it = new Address(scripted({ lookUpServer: async () => server({ fingerprint: print }) }), "x.example.org");
    await vi.runAllTimersAsync();
    expect(it.asksTrust).toBe(true);
    expect(it.fingerprint).toBeUndefined();
    it.agree();
    expect(it.asksTrust).toBe(false);
    expect(it.fingerprint).toBe("AA:BB");
    print = "CC:DD";
    await it.look();
    expect(it.asksTrust).toBe(true);
    expect(it.fingerprint).toBeUndefined();
  });

  test("what is wrong with it is said", async () => {
    const it = new Address(scripted({ lookUpServer: () => problem("notAServer") }), "www.example.org");
    await vi.runAllTimersAsync();
    expect(it.found).toEqual({ is: "problem", code: "notAServer" });
  });
});

describe("the forms", () => {
  function entry(calls: Partial<Api>): { it: Entry; entered: AccountView[] } {
    const entered: AccountView[] = [];
    const api = scripted({ lookUpServer: async () => server(), ...calls });
    const it = new Entry(api, {}, (account) => entered.push(account));
    it.address.text = "chat.example.org";
    return { it, entered };
  }

  test("name the first thing that is missing", async () => {
    const { it } = entry({});
    await it.address.look();
    await it.submit();
    expect(it.trouble).toEqual({ field: "account", code: "fieldNeeded" });
    it.account = "alice";
    await it.submit();
    expect(it.trouble).toEqual({ field: "password", code: "fieldNeeded" });
  });

  test("do not go on saying what has been mended", async () => {
    const { it } = entry({});
    await it.address.look();
    await it.submit();
    it.account = "alice";
    expect(it.troubleAt("account")).toBeNull();
  });

  test("forget that no server answered as soon as one does", async () => {
    let answers = false;
    const { it } = entry({ lookUpServer: async () => (answers ? server() : problem("network")) });
    await it.submit();
    expect(it.troubleAt("address")).toBe("addressNeeded");
    answers = true;
    it.address.text = "chat.example.com";
    await vi.runAllTimersAsync();
    expect(it.troubleAt("address")).toBeNull();
  });

  test("look the address up themselves when Enter is faster than the hand's rest", async () => {
    const { it, entered } = entry({ signIn: async () => view });
    it.account = " alice ";
    it.password = " pass word ";
    await it.submit();
    expect(entered).toEqual([view]);
  });

  test("send names without blanks around them, and a password as it is", async () => {
    const sent: SignIn[] = [];
    const { it } = entry({ signIn: async (request) => (sent.push(request), view) });
    it.account = " alice ";
    it.password = " pass word ";
    await it.submit();
    expect(sent).toEqual([{ address: "https://chat.example.org", account: "alice", password: " pass word " }]);
  });

  test("put a reason at the field that it concerns, else below the form", async () => {
    let code: "wrongPassword" | "server" = "wrongPassword";
    const { it } = entry({ signIn: () => problem(code) });
    it.account = "alice";
    it.password = "12345678";
    await it.submit();
    expect(it.troubleAt("password")).toBe("wrongPassword");
    code = "server";
    await it.submit();
    expect(it.troubleAt(null)).toBe("server");
    expect(it.busy).toBe(false);
  });

  test("a second press while one is under way sends nothing", async () => {
    const answer = later<AccountView>();
    let calls = 0;
    const { it } = entry({ signIn: () => (calls++, answer.promise) });
    it.account = "alice";
    it.password = "12345678";
    const first = it.submit();
    await vi.runAllTimersAsync();
    await it.submit();
    answer.resolve(view);
    await first;
    expect(calls).toBe(1);
  });

  test("no password goes to a server whose certificate nobody has agreed to", async () => {
    const sent: SignIn[] = [];
    const { it } = entry({
      lookUpServer: async () => server({ fingerprint: "AA:BB" }),
      signIn: async (request) => (sent.push(request), view),
    });
    it.account = "alice";
    it.password = "12345678";
    await it.submit();
    expect(it.trouble).toEqual({ field: "address", code: "pinNeeded" });
    expect(sent).toEqual([]);
    it.address.agree();
    await it.submit();
    expect(sent[0]?.fingerprint).toBe("AA:BB");
  });

  test("registering shows the recovery code before anything else", async () => {
    const sent: NewAccount[] = [];
    const { it, entered } = entry({
      register: async (request) => (sent.push(request), { account: view, recoveryCode: "AAAA-BBBB" }),
    });
    it.way = "register";
    it.account = "alice";
    it.password = "12345678";
    it.nickname = "Alice";
    await it.submit();
    expect(it.recovery?.code).toBe("AAAA-BBBB");
    expect(entered).toEqual([]);
    await it.recovery?.done();
    expect(entered).toEqual([view]);
    expect(sent[0]).not.toHaveProperty("invitation");
  });

  test("a reset shows the new code and then signs in with the new password", async () => {
    const sent: SignIn[] = [];
    const { it, entered } = entry({
      resetPassword: async () => "CCCC-DDDD",
      signIn: async (request) => (sent.push(request), view),
    });
    it.way = "reset";
    it.account = "alice";
    it.recoveryCode = "AAAA-BBBB";
    it.password = "new password";
    await it.submit();
    expect(it.recovery).toMatchObject({ code: "CCCC-DDDD", replaced: true });
    await it.recovery?.done();
    expect(sent[0]?.password).toBe("new password");
    expect(entered).toEqual([view]);
  });

  test("a code is asked for what is being done, and signs in", async () => {
    const asked: CodeRequest[] = [];
    const sent: CodeSignIn[] = [];
    const { it, entered } = entry({
      lookUpServer: async () => server({ codes: { email: true, phone: false, required: false } }),
      sendCode: async (request) => (asked.push(request), { sent: true, waitSeconds: 60 }),
      signInWithCode: async (request) => (sent.push(request), view),
    });
    it.way = "code";
    await it.sendCode();
    expect(it.trouble).toEqual({ field: "contact", code: "fieldNeeded" });
    it.contact.email = " a@b.cn ";
    await it.sendCode();
    expect(asked[0]).toMatchObject({ to: { is: "email", email: "a@b.cn" }, purpose: "signIn" });
    await it.submit();
    expect(it.trouble).toEqual({ field: "code", code: "fieldNeeded" });
    it.contact.code = "123 456";
    await it.submit();
    expect(sent[0]).toMatchObject({ to: { is: "email", email: "a@b.cn" }, code: "123456" });
    expect(entered).toEqual([view]);
    it.end();
  });

  test("a server that takes nobody without a code is asked for one, also where it tells so late", async () => {
    const codes = { email: true, phone: true, required: true };
    const { it } = entry({ lookUpServer: async () => server({ kind: "openIm", codes }) });
    await it.address.look();
    it.way = "register";
    expect(it.needed).toEqual(["account", "password", "contact", "code"]);
    const late = entry({
      lookUpServer: async () => server({ kind: "openIm" }),
      register: () => problem("codeNeeded"),
    }).it;
    late.way = "register";
    late.account = "alice";
    late.password = "12345678";
    await late.submit();
    expect(late.troubleAt("contact")).toBe("codeNeeded");
    expect(late.needed).toContain("code");
  });

  test("a new account takes an address along only where somebody wants it", async () => {
    const sent: NewAccount[] = [];
    const { it } = entry({
      lookUpServer: async () => server({ codes: { email: true, phone: true, required: false } }),
      register: async (request) => (sent.push(request), { account: view, recoveryCode: null }),
    });
    it.way = "register";
    it.account = "alice";
    it.password = "12345678";
    it.contact.email = "a@b.cn";
    await it.submit();
    expect(sent[0]).not.toHaveProperty("to");
    it.withContact = true;
    it.contact.code = "123456";
    await it.submit();
    expect(sent[1]).toMatchObject({ to: { is: "email", email: "a@b.cn" }, code: "123456" });
  });

  test("a password that a code replaced signs in at once, by the address", async () => {
    const resets: PasswordReset[] = [];
    const sent: SignIn[] = [];
    const { it, entered } = entry({
      lookUpServer: async () => server({ codes: { email: true, phone: false, required: false } }),
      resetPassword: async (request) => (resets.push(request), ""),
      signIn: async (request) => (sent.push(request), view),
    });
    await it.address.look();
    it.way = "reset";
    expect(it.needed).toEqual(["account", "recoveryCode", "password"]);
    it.resetByCode = true;
    it.contact.email = "a@b.cn";
    it.contact.code = "123456";
    it.password = "new password";
    await it.submit();
    expect(resets[0]).toMatchObject({ to: { is: "email", email: "a@b.cn" }, code: "123456" });
    expect(sent[0]).toMatchObject({ account: "a@b.cn", password: "new password" });
    expect([it.recovery, entered]).toEqual([null, [view]]);
  });

  test("a sign-in link fills the token form and sends nothing by itself", async () => {
    const link = { address: "https://chat.example.org", userId: "7", token: "secret-token" };
    const it = new Entry(scripted({ lookUpServer: async () => server() }), { link }, () => undefined);
    await vi.runAllTimersAsync();
    expect([it.way, it.userId, it.token]).toEqual(["token", "7", "secret-token"]);
  });
});
