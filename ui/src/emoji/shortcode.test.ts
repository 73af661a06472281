import { describe, expect, test } from "vitest";

import { writtenAt } from "./shortcode";

const at = (text: string) => writtenAt(text, text.length);

describe("a shortcode is being written", () => {
  test("at the beginning, after a space and after a sign", () => {
    expect(at(":smi")).toEqual({ from: 0, query: "smi" });
    expect(at("well :smi")).toEqual({ from: 5, query: "smi" });
    expect(at("(:smi")).toEqual({ from: 1, query: "smi" });
    expect(at("one\n:smi")).toEqual({ from: 4, query: "smi" });
  });

  test("in Chinese, and right after Chinese and after another emoji", () => {
    expect(at(":笑")).toEqual({ from: 0, query: "笑" });
    expect(at("好的:smi")).toEqual({ from: 2, query: "smi" });
    expect(at("😀:smi")).toEqual({ from: 2, query: "smi" });
    expect(at("❤️:smi")).toEqual({ from: 2, query: "smi" });
  });

  test("where the caret stands, not at the end of the text", () => {
    expect(writtenAt("a :smi and more", 6)).toEqual({ from: 2, query: "smi" });
    expect(writtenAt("a :smi and more", 10)).toBeNull();
  });

  test("with a thumb up", () => {
    expect(at(":+1")).toEqual({ from: 0, query: "+1" });
    expect(at(":-1")).toEqual({ from: 0, query: "-1" });
  });
});

describe("nothing is being written", () => {
  test.each([
    "",
    ":",
    ":s",
    "10:30",
    "at :30",
    "https://example.org",
    "localhost:8080",
    "note: text",
    "a:smi",
    ":smile: ",
  ])("by %s", (text) => expect(at(text)).toBeNull());

  test("by a long text without an end", () => {
    expect(at(`:${"a".repeat(10_000)}`)).toBeNull();
  });
});
