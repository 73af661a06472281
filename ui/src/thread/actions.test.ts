import { describe, expect, test } from "vitest";

import type { MessageView } from "../api";
import { message } from "../testing/api";
import { type Around, actionOf, actionsFor, actionsInside, canReact } from "./actions";

const HERE: Around = { kind: "single", role: null, writes: true, recallMs: 0 };
const mine = message(3, { mine: true, state: { is: "sent" } });

describe("what can be done", () => {
  test("with what another wrote, neither editing nor taking back", () => {
    const can = actionsFor(message(2), HERE);
    expect([...can].sort()).toEqual(["copy", "copyLink", "delete", "favourite", "forward", "pin", "quote", "select"]);
  });

  test("with a picture and with a file, what one does with them; what may run is only saved", () => {
    const picture = { width: 4, height: 3, size: 1, name: "", hash: "", moves: false, album: "", sticker: false };
    const file = { kind: "other" as const, name: "a", size: 1, seconds: 0, program: false, here: false };
    const names = ["look", "copyPicture", "openFile", "save"] as const;
    const can = (one: MessageView): string[] => names.filter((name) => actionsFor(one, HERE).has(name));
    expect(can(message(1, { content: { is: "picture", picture } }))).toEqual(["look", "copyPicture", "save"]);
    expect(can(message(1, { content: { is: "file", file } }))).toEqual(["openFile", "save"]);
    expect(can(message(1, { content: { is: "file", file: { ...file, program: true } } }))).toEqual(["save"]);
    expect(can(message(1))).toEqual([]);
    const sending = message(1, { seq: null, state: { is: "sending" }, content: { is: "picture", picture } });
    expect(can(sending)).toEqual([]);
  });

  test("with what oneself wrote, those too", () => {
    const can = actionsFor(mine, HERE);
    expect(can.has("edit") && can.has("recall")).toBe(true);
  });

  test("whoever leads a group may take back what others wrote", () => {
    const group: Around = { ...HERE, kind: "group", role: "admin" };
    expect(actionsFor(message(2), group).has("recall")).toBe(true);
    expect(actionsFor(message(2), { ...group, role: "member" }).has("recall")).toBe(false);
  });

  test("what one wrote is taken back for as long as the server lets one", () => {
    const around: Around = { ...HERE, recallMs: 60_000 };
    expect(actionsFor(mine, around, mine.time + 59_000).has("recall")).toBe(true);
    expect(actionsFor(mine, around, mine.time + 61_000).has("recall")).toBe(false);
    const owner: Around = { ...around, kind: "group", role: "owner" };
    expect(actionsFor(mine, owner, mine.time + 61_000).has("recall")).toBe(true);
  });

  test("where nothing can be sent, nothing that is sent", () => {
    const can = actionsFor(mine, { ...HERE, writes: false });
    expect([...can].sort()).toEqual(["copy", "copyLink", "delete", "favourite", "forward", "select"]);
    expect(canReact(mine, { ...HERE, writes: false })).toBe(false);
  });

  test("what failed is sent again or thrown away, and what is on its way is left alone", () => {
    const failed = message(null, { state: { is: "failed", code: "blocked" } });
    expect([...actionsFor(failed, HERE)].sort()).toEqual(["copy", "copyLink", "discard", "resend"]);
    expect([...actionsFor(message(null), HERE)].sort()).toEqual(["copy", "copyLink"]);
  });

  test("lines are only put out of sight", () => {
    for (const is of ["gone", "befriended"] as const) {
      expect([...actionsFor(message(2, { content: { is } }), HERE)]).toEqual(["delete"]);
      expect(canReact(message(2, { content: { is } }), HERE)).toBe(false);
    }
  });
});

test("a line between the messages is not answered, sent on or selected", () => {
  const special = { is: "special", kind: "poke", fields: {}, english: "[Poke]", chinese: "[戳一下]" } as const;
  const poke = message(2, { content: { ...special, quiet: true } });
  expect([...actionsFor(poke, HERE)]).toEqual(["delete"]);
  const packet = message(2, { content: { ...special, kind: "redPacket", quiet: false } });
  expect([...actionsFor(packet, HERE)].sort()).toEqual(["delete", "favourite", "forward", "pin", "quote", "select"]);
});

test("out of others that were sent on as one, a message is copied, saved, sent on and kept, unless they burn", () => {
  const inside = { seq: null, state: { is: "received" } } as const;
  const said = (more: Partial<MessageView>, kept = true) => [
    ...actionsInside(message(1, { ...inside, ...more }), kept),
  ];
  expect(said({}).sort()).toEqual(["copy", "favourite", "forward"]);
  expect(said({}, false)).toEqual(["copy"]);
  const picture = { width: 4, height: 3, size: 1, name: "", hash: "", moves: false, album: "", sticker: false };
  const drawn = said({ content: { is: "picture", picture } });
  expect(drawn.sort()).toEqual(["copyPicture", "favourite", "forward", "save", "saveAs"]);
  expect(said({ content: { is: "gone" } })).toEqual([]);
});

test("a key does what its message can, pinned or not", () => {
  expect(actionOf("r", actionsFor(mine, HERE))).toBe("quote");
  expect(actionOf("p", actionsFor(mine, HERE))).toBe("pin");
  expect(actionOf("p", actionsFor({ ...mine, pinned: true }, HERE))).toBe("unpin");
  expect(actionOf("e", actionsFor(message(2), HERE))).toBeNull();
  expect(actionOf("Delete", actionsFor(mine, HERE))).toBe("delete");
  expect(actionOf("k", actionsFor(mine, HERE))).toBe("favourite");
  const burns = message(2, { burns: { seconds: 30, at: null } });
  expect(actionOf("k", actionsFor(burns, HERE))).toBeNull();
  expect(actionOf("x", actionsFor(mine, HERE))).toBeNull();
});
