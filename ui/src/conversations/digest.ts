import type { Content, Digest } from "../api";
import { t } from "../i18n/index.svelte";
import { wordsOf } from "../text/groupLine";
import { plainOf } from "../text/mentions";

/** A message in one line. */
export function lineOf(content: Content): string {
  switch (content.is) {
    case "text":
      return plainOf(content).replace(/\s+/gu, " ").trim();
    case "gone":
      return t.gone;
    case "befriended":
      return t.befriended;
    case "group":
      return wordsOf(content.line);
    case "unknown":
      return t.unknownShort;
  }
}

/** The last message of a conversation, with its writer where that is not plain. */
export function digestOf(digest: Digest | null, group: boolean): string {
  if (digest === null) return "";
  const line = lineOf(digest.content);
  if (digest.content.is === "gone" || digest.content.is === "group") return line;
  if (digest.mine) return t.yours(line);
  return group && digest.sender !== "" ? `${digest.sender}: ${line}` : line;
}
