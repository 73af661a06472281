import { expect, test } from "vitest";

import { conversation, user } from "../testing/api";
import { Guests } from "./guests";

test("who writes for the first time is a guest, and nobody else is", () => {
  const guests = new Guests();
  expect(guests.among([conversation("an old friend", { unread: 1 })])).toBe(null);
  expect(guests.among([conversation("an old friend", { unread: 2 }), conversation("opened by oneself")])).toBe(null);
  // The assistant greets when it has time for it.
  const robot = { unread: 1, peer: user("assistant", { robot: true }) };
  expect(guests.among([conversation("an old friend"), conversation("the assistant", robot)])).toBe(null);
  const guest = conversation("a guest", { unread: 1 });
  // The row may be there before a message is.
  expect(guests.among([conversation("a guest")])).toBe(null);
  expect(guests.among([conversation("an old friend", { unread: 2 }), guest])).toBe(guest);
});
