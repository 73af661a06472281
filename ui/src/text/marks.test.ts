import { expect, test } from "vitest";

import { marked } from "./marks";

test("stretches that look otherwise are cut out, and what makes no sense leaves the text whole", () => {
  const cut = marked("see the docs", [
    { from: 0, to: 3, look: "strong", url: "" },
    { from: 2, to: 5, look: "code", url: "" },
    { from: 8, to: 12, look: "plain", url: "https://example.org/" },
    { from: 12, to: 40, look: "code", url: "" },
  ]);
  expect(cut.map((one) => [one.text, one.look, one.url])).toEqual([
    ["see", "strong", ""],
    [" the ", "plain", ""],
    ["docs", "plain", "https://example.org/"],
  ]);
});
