import { expect, test } from "vitest";

import { message } from "../testing/api";
import { layOut } from "./layout";

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 2, day, hour, minute).getTime();

test("days stand between messages, and a sender is named once in one go", () => {
  const items = layOut(
    [
      message(1, { time: at(1, 9) }),
      message(2, { time: at(1, 9, 2) }),
      message(3, { time: at(1, 9, 30) }),
      message(4, { time: at(2, 0, 1), senderId: "3" }),
    ],
    null,
    null,
  );
  expect(
    items.map((item) => (item.is === "message" ? `${item.message.seq}${item.head ? " named" : ""}` : item.is)),
  ).toEqual(["day", "1 named", "2", "3 named", "day", "4 named"]);
});

test("a slice goes on from the message before it", () => {
  const items = layOut([message(2, { time: at(1, 9, 1) })], message(1, { time: at(1, 9) }), null);
  expect(items).toMatchObject([{ is: "message", head: false }]);
});

test("the unread line stands once, before the first unread message", () => {
  const rows = [1, 2, 3, 4].map((seq) => message(seq, { time: at(1, 9, seq) }));
  const kinds = layOut(rows, null, 3).map((item) => item.is);
  expect(kinds).toEqual(["day", "message", "message", "unread", "message", "message"]);
});

test("the unread line is found where the first unread message itself is not shown", () => {
  const rows = [1, 2, 5].map((seq) => message(seq, { time: at(1, 9, seq) }));
  expect(layOut(rows, null, 4).map((item) => item.is)).toEqual(["day", "message", "message", "unread", "message"]);
});

test("every key is its own, even when a clock went back over midnight", () => {
  const rows = [at(1, 12), at(2, 12), at(1, 12), at(2, 12)].map((time, seq) => message(seq + 1, { time }));
  const keys = layOut(rows, null, 2).map((item) => item.key);
  expect(new Set(keys).size).toBe(keys.length);
});
