import type { Content, Say } from "../index";
import { PEOPLE } from "./people";

const POKE: Content = {
  is: "special",
  kind: "poke",
  quiet: true,
  fields: {},
  english: "[Poke]",
  chinese: "[戳一下]",
};

/** What is said beside words and files, as it is drawn. */
export function saidOf(what: Exclude<Say, { is: "linked" }>): Content {
  switch (what.is) {
    case "card": {
      const user = PEOPLE.find((one) => one.userId === what.userId);
      return { is: "card", userId: what.userId, name: user?.nickname ?? "", faceUrl: "" };
    }
    case "location":
      return {
        is: "location",
        name: what.name,
        latitude: what.latitude.toFixed(6),
        longitude: what.longitude.toFixed(6),
      };
    case "markdown":
      return { is: "markdown", text: what.text };
    case "poke":
      return POKE;
  }
}

/** Kinds that somebody sent in the made-up worlds. */
export const KINDS: readonly Content[] = [
  {
    is: "markdown",
    text: "## Release notes\n\nNow with **stickers** and *places*:\n\n- `geo:` links are read\n- [the list](https://example.org/notes) is longer\n\n> It is quiet here.\n\n```\nmake demo\n```",
  },
  {
    is: "rich",
    text: "Read the guide first, then call me.",
    marks: [
      { from: 0, to: 4, look: "strong", url: "" },
      { from: 9, to: 14, look: "plain", url: "https://example.org/guide" },
    ],
  },
  { is: "card", userId: "1003", name: "陈师傅", faceUrl: "" },
  { is: "location", name: "The old harbour, north quay", latitude: "59.329300", longitude: "18.068600" },
  {
    is: "special",
    kind: "redPacket",
    quiet: false,
    fields: { greeting: "恭喜发财" },
    english: "[Red packet] 恭喜发财",
    chinese: "[红包] 恭喜发财",
  },
  { is: "special", kind: "later", quiet: false, fields: {}, english: "[A later kind]", chinese: "[以后的类型]" },
  {
    is: "official",
    title: "Front desk",
    text: "The lift is repaired on Monday, from nine to eleven.",
    url: "https://example.org/lift",
    picture: null,
  },
  { is: "face" },
  { is: "custom", description: "A call of another app" },
  POKE,
];
