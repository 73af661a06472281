import { expect, test } from "vitest";

import type { Content, MessageView } from "../api";
import { message } from "../testing/api";
import { layOut } from "./layout";

function picture(seq: number, album: string, over: Partial<MessageView> = {}): MessageView {
  const content: Content = {
    is: "picture",
    picture: { width: 4, height: 3, size: 1, name: "", hash: "", moves: false, album, sticker: false },
  };
  return message(seq, { content, time: 1000 + seq, ...over });
}

function laidOut(messages: readonly MessageView[], unreadFrom: number | null = null): (number | string)[] {
  const items = layOut(messages, message(0, { time: 1000 }), unreadFrom);
  return items.map((item) => (item.is === "album" ? item.messages.length : item.is));
}

test("pictures of one album stand together, and the words behind them by themselves", () => {
  const all = [picture(1, "a"), picture(2, "a"), picture(3, "a"), message(4, { time: 1004 })];
  expect(laidOut(all)).toEqual([3, "message"]);
  const [album, words] = layOut(all, null, null).slice(1);
  expect(album?.is === "album" && album.head).toBe(true);
  expect(words?.is === "message" && words.head).toBe(false);
});

test("what is of another album, of another sender or of none stands apart", () => {
  expect(laidOut([picture(1, "a"), picture(2, "a"), picture(3, "b"), picture(4, "b")])).toEqual([2, 2]);
  expect(laidOut([picture(1, ""), picture(2, "")])).toEqual(["message", "message"]);
  expect(laidOut([picture(1, "a"), picture(2, "a", { senderId: "somebody" })])).toEqual(["message", "message"]);
  expect(laidOut([picture(1, "a"), message(2, { time: 1002 }), picture(3, "a")])).toEqual([
    "message",
    "message",
    "message",
  ]);
  const gone = picture(2, "a", { content: { is: "gone" } });
  expect(laidOut([picture(1, "a"), gone, picture(3, "a"), picture(4, "a")])).toEqual(["message", "message", 2]);
});

test("the line of what is unread parts an album, and no album is larger than its mosaic", () => {
  expect(laidOut([picture(1, "a"), picture(2, "a"), picture(3, "a"), picture(4, "a")], 3)).toEqual([2, "unread", 2]);
  const many = Array.from({ length: 20 }, (_, at) => picture(at + 1, "a"));
  expect(laidOut(many)).toEqual([9, 9, 2]);
});
