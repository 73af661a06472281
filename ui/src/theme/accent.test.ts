import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { luminance } from "../testing/colours";

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), "utf8");

function pairs(css: string): Map<string, readonly [string, string]> {
  const found = css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/gu);
  return new Map([...found].map(([, name, light, dark]) => [name ?? "", [light ?? "", dark ?? ""]]));
}

const plain = pairs(read("tokens.css"));
const accents = new Map(
  [...read("accent.tokens.css").matchAll(/\[data-accent="(\w+)"\] \{([^}]+)\}/gu)].map(([, name, body]) => [
    name ?? "",
    pairs(body ?? ""),
  ]),
);

const READ: [string, string, number][] = [
  ["accent", "ground", 4.5],
  ["accent", "surface", 4.5],
  ["accent", "mine", 4.5],
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-hover", 4.5],
  ["text", "selected", 4.5],
  ["text", "selection", 4.5],
  ["on-selected-quiet", "selected", 4.5],
  ["danger", "selected", 4.5],
  ["on-mine", "mine", 4.5],
  ["on-mine-quiet", "mine", 4.5],
  ["danger", "mine", 3],
];

test("every accent that can be chosen is there, and the first one is the plain one", () => {
  const types = readFileSync(join(import.meta.dirname, "..", "api", "types.gen.ts"), "utf8");
  const names = /export type Accent = ([^;]+);/u.exec(types)?.[1]?.match(/\w+/gu) ?? [];
  expect(names).toHaveLength(6);
  expect([...accents.keys()]).toEqual(names);
  expect(accents.get("teal")?.get("accent")).toEqual(plain.get("accent"));
});

describe.each([...accents.keys()])("with the accent %s", (accent) => {
  const tokens = new Map([...plain, ...(accents.get(accent) ?? [])]);
  const light = (name: string, theme: number): number => luminance(tokens.get(name)?.[theme] ?? "");

  test.each(READ)("%s is told from %s", (one, other, least) => {
    for (const theme of [0, 1]) {
      const [low, high] = [light(one, theme), light(other, theme)].sort((a, b) => a - b) as [number, number];
      expect((high + 0.05) / (low + 0.05)).toBeGreaterThanOrEqual(least);
    }
  });
});
