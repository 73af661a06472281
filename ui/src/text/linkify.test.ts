import { describe, expect, test } from "vitest";

import { linkify } from "./linkify";

const links = (text: string): string[] => linkify(text).flatMap((piece) => (piece.is === "link" ? [piece.text] : []));

describe("addresses", () => {
  test.each([
    ["see https://example.org/a?b=c#d for more", ["https://example.org/a?b=c#d"]],
    ["(https://example.org/wiki/Checks_(release))", ["https://example.org/wiki/Checks_(release)"]],
    ["Look at https://example.org.", ["https://example.org"]],
    ["看https://example.org/budget，右边", ["https://example.org/budget"]],
    ["地址是http://localhost:3000/x。", ["http://localhost:3000/x"]],
    ["www.example.org and WWW.EXAMPLE.COM!", ["www.example.org", "WWW.EXAMPLE.COM"]],
    ["https://a.example https://b.example", ["https://a.example", "https://b.example"]],
    ["加我selkie://person?id=7&server=x，谢谢", ["selkie://person?id=7&server=x"]],
  ])("are found in %j", (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,<b>x</b>",
    "https://bank.example@evil.example/",
    "https://user:password@example.org/",
    "https://",
    "wwwexample.org",
    "nothttps://",
  ])("are not seen in %j", (text) => {
    expect(links(text)).toEqual([]);
  });

  test("open with the scheme that they show, and https where they show none", () => {
    expect(linkify("www.example.org")).toEqual([
      { is: "link", text: "www.example.org", url: "https://www.example.org/" },
    ]);
  });
});

test("nothing of a text is lost, and markup stays text", () => {
  const texts = [
    "",
    "<img src=x onerror=alert(1)> https://example.org/<b>",
    "a\n\nb",
    "\u202Ehttps://example.org\u202C",
    "x".repeat(10_000),
  ];
  for (const text of texts) {
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  }
});

test("a long text without an end is read in reasonable time", () => {
  const started = performance.now();
  linkify("https://example.org/" + "(".repeat(10_000) + ")".repeat(10_000));
  expect(performance.now() - started).toBeLessThan(1000);
});
