import { describe, expect, test } from "vitest";

import { destinationOf } from "./destination";

test("a plain address is taken apart, and nothing is warned of", () => {
  expect(destinationOf("https://chat.example.org:8443/a/b?c=d#e")).toEqual({
    url: "https://chat.example.org:8443/a/b?c=d#e",
    before: "https://",
    host: "chat.example.org:8443",
    after: "/a/b?c=d#e",
    warnings: [],
  });
  expect(destinationOf("https://example.org/")?.after).toBe("");
});

describe("a host that passes for another is shown in ASCII and warned of", () => {
  test.each([
    ["Cyrillic letters among Latin ones", "https://\u0430pple.com/", "xn--pple-43d.com"],
    ["a whole foreign word", "https://\u0430\u0440\u0440\u04cf\u0435.com/", "xn--80ak6aa92e.com"],
    ["already written in ASCII", "https://xn--pple-43d.com/", "xn--pple-43d.com"],
    ["from right to left", "https://\u05e9\u05dc\u05d5\u05dd.example/", "xn--9dbne9b.example"],
    ["deeper in the name", "https://www.b\u00fccher.example/", "www.xn--bcher-kva.example"],
  ])("%s", (_, url, host) => {
    const destination = destinationOf(url);
    expect(destination?.host).toBe(host);
    expect(destination?.warnings).toContain("lookalike");
  });
});

test("what only looks like the end of the host stays behind it", () => {
  const destination = destinationOf("https://example.org.evil.example/https://example.org/");
  expect(destination?.host).toBe("example.org.evil.example");
});

test("clear text is warned of", () => {
  expect(destinationOf("http://example.org/")?.warnings).toEqual(["plain"]);
});

test("what is no address of the web, or hides its host behind a name, leads nowhere", () => {
  for (const url of ["javascript:alert(1)", "file:///etc/passwd", "https://bank.example@evil.example/", "nonsense"]) {
    expect(destinationOf(url), url).toBeNull();
  }
});

test("a path in another script can be read, unless it deceives", () => {
  expect(destinationOf("https://example.org/会议纪要?q=早 上")?.after).toBe("/会议纪要?q=早%20上");
  expect(destinationOf("https://example.org/a%2Fb%20c")?.after).toBe("/a%2Fb%20c");
  expect(destinationOf("https://example.org/%E2%80%AEgpj.exe")?.after).toBe("/%E2%80%AEgpj.exe");
  expect(destinationOf("https://example.org/%FF")?.after).toBe("/%FF");
});
