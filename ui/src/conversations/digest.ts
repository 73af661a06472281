import type { Content, Digest } from "../api";
import { language, t } from "../i18n/index.svelte";
import { lengthTold, wordsOfFile } from "../media/words";
import { moodOf } from "../stickers/pack";
import { wordsOf } from "../text/groupLine";
import { plainOf } from "../text/mentions";
import { unmarked } from "../text/unmarked";

/** A message in one line. */
export function lineOf(content: Content): string {
  switch (content.is) {
    case "text":
    case "quote":
      return oneLine(plainOf(content));
    case "picture":
      if (content.picture.sticker) return stickerWords(content.picture.name);
      return content.picture.name === "" ? t.picture : t.pictureNamed(content.picture.name);
    case "file":
      return wordsOfFile(content.file);
    case "voice":
      return t.voiceShort(lengthTold(content.voice.seconds));
    case "video":
      return t.videoShort(lengthTold(content.video.seconds));
    case "gone":
      return t.gone;
    case "befriended":
      return t.befriended;
    case "burning":
      return burningWords(content);
    case "group":
      return wordsOf(content.line);
    case "recalled":
      return recalledWords(content);
    case "merged":
      return t.mergedShort(content.title);
    case "card":
      return t.cardShort(content.name === "" ? content.userId : content.name);
    case "location":
      return t.locationShort(content.name);
    case "custom":
      return content.description === "" ? t.unknownShort : content.description;
    case "special":
      return language.locale === "en" ? content.english : content.chinese;
    case "markdown":
      return oneLine(unmarked(content.text));
    case "rich":
      return oneLine(content.text);
    case "official":
      return content.text === "" ? t.picture : oneLine(content.text);
    case "face":
      return t.faceShort;
    case "unknown":
      return t.unknownShort;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function stickerWords(name: string): string {
  const mood = moodOf(name);
  return mood === null ? t.faceShort : t.stickerNamed(t.stickerNames[mood]);
}

/** What says by itself who did it. */
function isLine(content: Content): boolean {
  return content.is === "gone" || content.is === "group" || content.is === "recalled" || content.is === "burning";
}

/** Who has switched burning after reading. */
export function burningWords({ on, me, name }: Extract<Content, { is: "burning" }>): string {
  if (me) return on ? t.burnOnByMe : t.burnOffByMe;
  return on ? t.burnOnBy(name) : t.burnOffBy(name);
}

/** Who took back what. */
export function recalledWords(content: Extract<Content, { is: "recalled" }>): string {
  const { name, userId, me, own } = content;
  if (me) return own ? t.recalledByMe : t.recalledOthersByMe;
  const who = name === "" ? userId : name;
  return own ? t.recalledBy(who) : t.recalledOthersBy(who);
}

/** The last message of a conversation, with its writer where that is not plain. */
export function digestOf(digest: Digest | null, group: boolean): string {
  if (digest === null) return "";
  const line = lineOf(digest.content);
  if (isLine(digest.content)) return line;
  if (digest.mine) return t.yours(line);
  return group && digest.sender !== "" ? t.heard(digest.sender, line) : line;
}
