import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { luminance } from "../testing/colours";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

function colour(name: string, dark: boolean): string {
  const both = new RegExp(`--${name}: (?:light-dark\\((#\\w{6}), (#\\w{6})\\)|(#\\w{6}));`, "u").exec(css);
  const hex = both?.[3] ?? both?.[dark ? 2 : 1];
  if (hex === undefined) throw new Error(`Token ${name} is not a plain colour`);
  return hex;
}

function contrast(one: string, other: string, dark: boolean): number {
  const [low, high] = [luminance(colour(one, dark)), luminance(colour(other, dark))].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (high + 0.05) / (low + 0.05);
}

const TEXT: [string, string][] = [
  ...["ground", "surface", "raised", "hover", "selected", "rail", "theirs"].map((on): [string, string] => ["text", on]),
  ...["ground", "surface", "hover", "rail", "theirs"].map((on): [string, string] => ["text-quiet", on]),
  ["accent", "ground"],
  ["accent", "surface"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-selected-quiet", "selected"],
  ["on-mine", "mine"],
  ["on-badge", "badge"],
  ["on-mine-quiet", "mine"],
  ["accent", "mine"],
  ["danger", "ground"],
  ["danger", "surface"],
  ["danger", "selected"],
  ["danger", "danger-ground"],
  ["warning", "warning-ground"],
  ["good-text", "ground"],
  ...Array.from({ length: 8 }, (_, at): [string, string] => ["on-avatar", `avatar-${at + 1}`]),
];

const SHAPES: [string, string][] = [
  ["line-strong", "ground"],
  ["line-strong", "surface"],
  ["accent", "surface"],
  ["accent", "ground"],
  ["good", "ground"],
  ["danger", "mine"],
];

describe.each([
  ["light", false],
  ["dark", true],
] as const)("in the %s theme", (_, dark) => {
  test.each(TEXT)("%s can be read on %s", (text, ground) => {
    expect(contrast(text, ground, dark)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPES)("%s is seen on %s", (shape, ground) => {
    expect(contrast(shape, ground, dark)).toBeGreaterThanOrEqual(3);
  });
});

test("no colour is written outside the tokens", () => {
  const root = join(import.meta.dirname, "..");
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!/\.(?:svelte|css)$/u.test(file) || file.endsWith("tokens.css")) continue;
    const styles = file.endsWith(".css")
      ? readFileSync(join(root, file), "utf8")
      : (/<style>([\s\S]*)<\/style>/u.exec(readFileSync(join(root, file), "utf8"))?.[1] ?? "");
    expect(styles, file).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/iu);
  }
});

test("every token that is used exists, and every one that exists is used", () => {
  const root = join(import.meta.dirname, "..");
  const text = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:svelte|css)$/u.test(file))
    .map((file) => readFileSync(join(root, file), "utf8"))
    .join("\n");
  const defined = new Set([...css.matchAll(/^\s+(--[\w-]+):/gmu)].map((match) => match[1] ?? ""));
  const own = new Set(["--quiet", "--around", "--size", "--hue", "--width", "--tile"]);
  const used = new Set([...text.matchAll(/var\((--[\w-]+)/gu)].map((match) => match[1] ?? ""));
  expect([...used].filter((name) => !defined.has(name) && !own.has(name) && name !== "--avatar-")).toEqual([]);
  expect([...defined].filter((name) => !used.has(name) && !/^--avatar-\d$/u.test(name))).toEqual([]);
});
