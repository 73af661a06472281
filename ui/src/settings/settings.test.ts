import { afterEach, beforeEach, describe, expect, test } from "vitest";

import type { Settings } from "../api";
import { later, problem, scripted } from "../testing/api";
import { Choices } from "./settings.svelte";

const kept = (more: Partial<Settings> = {}): Settings => ({ ...new Choices().value, ...more });

beforeEach(() => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) };
  Object.assign(globalThis, { localStorage: storage });
});
afterEach(() => Reflect.deleteProperty(globalThis, "localStorage"));

describe("what was chosen", () => {
  test("is read at the start, and is there for the first paint of the next one", async () => {
    const it = new Choices();
    await it.start(scripted({ settings: async () => kept({ theme: "dark", accent: "rose" }) }));
    expect(it.value.theme).toBe("dark");
    expect(new Choices().value.accent).toBe("rose");
  });

  test("holds at once and is kept behind it, the newest last", async () => {
    const told: Settings[] = [];
    const first = later<void>();
    const it = new Choices();
    await it.start(
      scripted({
        settings: async () => kept(),
        setSettings: (wanted) => (told.push(wanted), told.length === 1 ? first.promise : Promise.resolve()),
      }),
    );
    it.change({ theme: "dark" });
    it.change({ accent: "blue" });
    it.change({ theme: "light" });
    expect([it.value.theme, it.value.accent]).toEqual(["light", "blue"]);
    expect(told.map((one) => one.theme)).toEqual(["dark"]);
    first.resolve();
    await it.kept();
    expect(told.map((one) => [one.theme, one.accent])).toEqual([
      ["dark", "teal"],
      ["light", "blue"],
    ]);
  });

  test("goes back when it cannot be kept, and says why until the next change", async () => {
    let fails = true;
    const it = new Choices();
    await it.start(
      scripted({
        settings: async () => kept({ sendWith: "ctrlEnter" }),
        setSettings: () => (fails ? problem("diskFull") : Promise.resolve()),
      }),
    );
    it.change({ sendWith: "enter", theme: "dark" });
    await it.kept();
    expect([it.value.sendWith, it.value.theme]).toEqual(["ctrlEnter", "system"]);
    expect(it.problem).toBe("diskFull");
    fails = false;
    it.change({ theme: "dark" });
    expect(it.problem).toBeNull();
    await it.kept();
    expect(it.value.theme).toBe("dark");
  });

  test("goes back to what was kept last, when a change on top of a refused one is refused as well", async () => {
    const it = new Choices();
    await it.start(scripted({ settings: async () => kept(), setSettings: () => problem("storage") }));
    it.change({ theme: "dark" });
    it.change({ accent: "green" });
    await it.kept();
    expect([it.value.theme, it.value.accent, it.problem]).toEqual(["system", "teal", "storage"]);
  });

  test("before the engine has answered is not undone by the answer, and is kept", async () => {
    const answer = later<Settings>();
    const told: Settings[] = [];
    const it = new Choices();
    const ready = it.start(
      scripted({ settings: () => answer.promise, setSettings: async (wanted) => void told.push(wanted) }),
    );
    it.change({ language: "zh-CN" });
    answer.resolve(kept({ theme: "dark" }));
    await ready;
    expect(told.map((one) => [one.language, one.theme])).toEqual([["zh-CN", "dark"]]);
    expect(it.value.language).toBe("zh-CN");
  });

  test("is never written over by defaults when it could not be read", async () => {
    const it = new Choices();
    await it.start(scripted({ settings: () => problem("folderInUse") }));
    it.change({ theme: "dark" });
    await it.kept();
    expect(it.problem).toBeNull();
    expect(it.value.theme).toBe("dark");
  });
});
