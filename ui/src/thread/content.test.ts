import { render } from "svelte/server";
import { expect, test } from "vitest";

import type { Content, LinkCard, TextLook } from "../api";
import { lineOf } from "../conversations/digest";
import Placed from "../testing/Placed.svelte";
import { message } from "../testing/api";

const PIECES = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "javascript:alert(1)",
  "https://example.org/<b>",
  "[x](javascript:alert(1))",
  "![y](https://tracker.example/pixel.png)",
  "**_`~~",
  "```\n",
  "> > > ",
  "\u202e\u2066",
  "\ud800",
  "\u0000",
  "👩‍👩‍👧‍👦",
  "猫",
  " ",
  "\n\n- ",
  "{greeting}",
  "a",
];

let seed = 11;
const draw = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
const words = (): string => Array.from({ length: draw(7) }, () => PIECES[draw(PIECES.length)]).join("");
const number = (): number => [0, 1, -1, 100_000, 2 ** 40][draw(5)] ?? 0;

const picture = () => ({
  width: Math.abs(number()),
  height: Math.abs(number()),
  size: Math.abs(number()),
  name: words(),
  hash: words(),
  moves: draw(2) === 1,
  album: "",
  sticker: draw(2) === 1,
});

/** A message of each kind, of whatever the engine lets through. */
function drawn(): Content[] {
  const looks: readonly TextLook[] = ["plain", "strong", "slanted", "struck", "code"];
  // Only the web gets through.
  const web = (): string => (draw(2) === 1 ? "" : 'https://example.org/"><script>');
  const mark = () => ({ from: number(), to: number(), look: looks[draw(5)] ?? "plain", url: web() });
  const said: Content = {
    is: "text",
    text: words(),
    mentions: [{ userId: words(), me: false, from: 0, to: number() }],
  };
  return [
    said,
    {
      is: "quote",
      text: words(),
      mentions: [],
      quoted: { clientMsgId: "", seq: 1, senderId: words(), senderName: words(), mine: false, content: said },
    },
    { is: "markdown", text: words() },
    { is: "rich", text: words(), marks: [mark(), mark(), mark()] },
    { is: "card", userId: words(), name: words(), faceUrl: "" },
    { is: "location", name: words(), latitude: words(), longitude: words() },
    { is: "custom", description: words() },
    {
      is: "special",
      kind: "redPacket",
      quiet: false,
      fields: { greeting: words() },
      english: words(),
      chinese: words(),
    },
    { is: "special", kind: "poke", quiet: true, fields: {}, english: words(), chinese: words() },
    { is: "special", kind: words(), quiet: false, fields: { [words()]: words() }, english: words(), chinese: words() },
    { is: "official", title: words(), text: words(), url: web(), picture: draw(2) === 1 ? picture() : null },
    { is: "picture", picture: picture() },
    { is: "merged", title: words(), lines: [words(), words()], count: Math.abs(number()) },
    { is: "unknown", contentType: number() },
    { is: "face" },
  ];
}

test("whatever the engine lets through is drawn as text, and nothing of it is markup or fetched", () => {
  const place = { api: { media: () => "media://x" }, account: { id: "a" }, desk: { conversation: null } };
  for (let round = 0; round < 60; round++) {
    const link: LinkCard = {
      url: "https://example.org/",
      title: words(),
      words: words(),
      site: words(),
      pictured: round % 3 === 0,
    };
    for (const content of drawn()) {
      const shown = message(2, { content, senderNickname: words(), link: round % 2 === 0 ? link : null });
      const { body } = render(Placed, { props: { place: place as never, message: shown } });
      const tags = body.replace(/<!--[^]*?-->/gu, "").match(/<[a-z][^>]*>/giu) ?? [];
      expect(tags.length, content.is).toBeGreaterThan(0);
      for (const tag of tags) {
        expect(tag).not.toMatch(/^<(?:script|iframe|object|embed|link|style)\b/iu);
        expect(tag).not.toMatch(/\s(?:onload|onerror)="(?!this)[^"]*alert/iu);
        const source = /\ssrc="([^"]*)"/u.exec(tag)?.[1] ?? "";
        expect(source === "" || source.startsWith("media:") || source.startsWith("/stickers/"), tag).toBe(true);
        expect(/\shref="([^"]*)"/u.exec(tag)?.[1] ?? "", tag).not.toMatch(/^\s*javascript:/iu);
      }
      expect(typeof lineOf(content)).toBe("string");
    }
  }
});
