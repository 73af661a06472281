import { expect, test } from "vitest";

import { type Block, type Inline, blocksOf, inlineOf } from "./markdown";
import { unmarked } from "./unmarked";

/** A short way to write down what was read. */
function said(inside: readonly Inline[]): string {
  return inside
    .map((one) => {
      if (one.is === "text") return one.text;
      if (one.is === "code") return `<code ${one.text}>`;
      return `<${one.is}${one.is === "link" ? ` ${one.url}` : ""}: ${said(one.inside)}>`;
    })
    .join("");
}

const LINES = [
  ["a **b** c", "a <strong: b> c"],
  ["*a* _b_ ~~c~~ `d`", "<slanted: a> <slanted: b> <struck: c> <code d>"],
  ["**a *b* c**", "<strong: a <slanted: b> c>"],
  ["[the *docs*](https://example.org/a)", "<link https://example.org/a: the <slanted: docs>>"],
  ["![a picture](https://example.org/a.png)", "<link https://example.org/a.png: a picture>"],
  ["snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"],
  ["\\*not slanted\\* **open", "*not slanted* **open"],
  ["[x](javascript:alert(1)) [y](https://a@b.example/)", "[x](javascript:alert(1)) [y](https://a@b.example/)"],
  ["<b>no markup</b> & <script>alert(1)</script>", "<b>no markup</b> & <script>alert(1)</script>"],
] as const;

test("a line is drawn with what is marked in it, and what is no markdown stays as it is", () => {
  for (const [text, wanted] of LINES) expect(said(inlineOf(text)), text).toBe(wanted);
});

test("headings, lists, quotes, code and rules are blocks, and what follows them is a paragraph", () => {
  const text =
    "# Title\nwords\ngo on\n\n- one\n- two\n  more\n3. three\n> said\n> - inside\n```ts\n**no**\n```\n---\nend";
  const shown = (block: Block): string => {
    switch (block.is) {
      case "list":
        return `list ${block.start}: ${block.items.map(said).join("|")}`;
      case "quote":
        return `quote(${block.blocks.map(shown).join(", ")})`;
      case "code":
        return `code: ${block.text}`;
      case "rule":
        return "rule";
      default:
        return `${block.is}: ${said(block.inside)}`;
    }
  };
  expect(blocksOf(text).map(shown)).toEqual([
    "heading: Title",
    "paragraph: words\ngo on",
    "list null: one|two\nmore",
    "list 3: three",
    "quote(paragraph: said, list null: inside)",
    "code: **no**",
    "rule",
    "paragraph: end",
  ]);
  expect(unmarked("# Hi\n**you** see [this](https://example.org/)")).toBe("Hi\nyou see this");
});

test("whatever is written is read in a moment, and its words are there", () => {
  let seed = 7;
  const draw = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
  const pieces = [
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "[",
    "](",
    ")",
    "![",
    "> ",
    "- ",
    "1. ",
    "#",
    "\n",
    "\\",
    "a",
    "猫",
    " ",
    "~~",
  ];
  const began = Date.now();
  for (let round = 0; round < 400; round++) {
    const text = Array.from({ length: 60 }, () => pieces[draw(pieces.length)]).join("") + " seal";
    expect(JSON.stringify(blocksOf(text))).toContain("seal");
  }
  for (const piece of pieces) {
    expect(JSON.stringify(blocksOf(`${piece.repeat(20_000 / piece.length)}\n\nseal`))).toContain("seal");
  }
  expect(Date.now() - began).toBeLessThan(20_000);
});
