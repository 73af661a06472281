import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "svelte/compiler";
import { afterEach, expect, test } from "vitest";

import { settings } from "../settings/settings.svelte";
import { en } from "./en";
import { fromSystem, t } from "./index.svelte";
import { zh } from "./zh";

const ROOT = join(import.meta.dirname, "..");

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.ts$|\.svelte$/u.test(file) && !/^(?:i18n|testing)\b/u.test(file))
    .map((file) => join(folder, file));
}

const SPOKEN = new Set(["aria-label", "title", "placeholder", "alt", "label", "hint"]);

/** What a component would write by itself: its text, and the attributes that are read to somebody. */
function written(node: unknown, found: string[]): string[] {
  if (typeof node !== "object" || node === null) return found;
  const { type, data, name, value } = node as Record<string, unknown>;
  if (type === "Text" && typeof data === "string") found.push(data);
  if (type === "StyleDirective") return found;
  if (type === "Attribute") return SPOKEN.has(String(name)) ? written(value, found) : found;
  for (const child of Object.values(node)) written(child, found);
  return found;
}

afterEach(() => {
  settings.change({ language: "system" });
});

test("both languages have the same words, none of them empty", () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  expect(Object.keys(zh.reasons).sort()).toEqual(Object.keys(en.reasons).sort());
  for (const words of [
    ...Object.values(en),
    ...Object.values(zh),
    ...Object.values(en.reasons),
    ...Object.values(zh.reasons),
  ]) {
    if (typeof words === "string") expect(words.trim()).not.toBe("");
  }
});

test("every word is used", () => {
  const text = files(ROOT)
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const unused = Object.keys(en).filter((key) => !new RegExp(`\\bt\\.${key}\\b`, "u").test(text));
  expect(unused).toEqual([]);
});

test("every reason that the engine knows has a sentence", () => {
  const types = readFileSync(join(ROOT, "api", "types.gen.ts"), "utf8");
  const codes = /export type Code = ([^;]+);/u.exec(types)?.[1]?.match(/\w+/gu) ?? [];
  expect(codes.length).toBeGreaterThan(30);
  expect(Object.keys(en.reasons).sort()).toEqual([...codes].sort());
});

test("no text for people stands outside the catalogues", () => {
  for (const file of files(ROOT).filter((one) => one.endsWith(".svelte"))) {
    const text = written(parse(readFileSync(file, "utf8"), { modern: true }).fragment, []);
    expect(
      text.filter((piece) => /\p{L}/u.test(piece)),
      file,
    ).toEqual([]);
  }
});

test("the language changes while running", () => {
  settings.change({ language: "zh-CN" });
  expect(t.send).toBe(zh.send);
  expect(t.unreadCount(3)).toBe("3 条未读消息");
  settings.change({ language: "en" });
  expect(t.send).toBe(en.send);
  expect(t.unreadCount(1)).toBe("1 unread message");
  expect(t.unreadCount(1200)).toBe("1,200 unread messages");
});

test("the system's wish is followed where it can be", () => {
  expect(fromSystem(["zh-TW", "en"])).toBe("zh-CN");
  expect(fromSystem(["fr", "zh-Hans-SG"])).toBe("zh-CN");
  expect(fromSystem(["de-DE", "en-GB"])).toBe("en");
  expect(fromSystem(["fr"])).toBe("en");
  expect(fromSystem([])).toBe("en");
});
