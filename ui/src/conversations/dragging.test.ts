import { expect, test } from "vitest";

import { conversation } from "../testing/api";
import { Dragging } from "./dragging.svelte";

function pinned(): { it: Dragging; placed: unknown[]; ids: () => string } {
  const rows = ["a", "b", "c", "d", "e"].map((id, at) => conversation(id, { pinned: at < 3 ? 9 - at : null }));
  const placed: unknown[] = [];
  const it = new Dragging(
    () => rows,
    (row, below) => placed.push([row.id, below]),
  );
  const ids = (): string => it.order.map((row) => row.id).join("");
  it.hold(rows[0]!, 100);
  return { it, placed, ids };
}

test("a press that hardly moves is a press", () => {
  const { it, placed, ids } = pinned();
  it.move(104, 1);
  expect(ids()).toBe("abcde");
  expect(it.drop()).toBe(false);
  expect(placed).toEqual([]);
});

test("the others make room while one is moved, and it is put down below its new neighbour", () => {
  const { it, placed, ids } = pinned();
  it.move(160, 1);
  expect(ids()).toBe("bacde");
  it.move(230, 2);
  expect(ids()).toBe("bcade");
  expect(it.drop()).toBe(true);
  expect(placed).toEqual([["a", "c"]]);
  expect(ids()).toBe("abcde");
});

test("a pinned one stays among the pinned ones, and on top stands below nobody", () => {
  const { it, placed, ids } = pinned();
  it.move(900, 40);
  expect(ids()).toBe("bcade");
  it.drop();
  const rows = it.order;
  it.hold(rows[2]!, 0);
  it.move(-500, -9);
  expect(ids()).toBe("cabde");
  it.drop();
  expect(placed).toEqual([
    ["a", "c"],
    ["c", null],
  ]);
});

test("what is given up or brought back to its place changes nothing", () => {
  const { it, placed, ids } = pinned();
  it.move(230, 2);
  it.cancel();
  expect(ids()).toBe("abcde");
  expect(it.drop()).toBe(false);
  it.hold(it.order[1]!, 0);
  it.move(50, 2);
  it.move(10, 1);
  expect(it.drop()).toBe(true);
  expect(placed).toEqual([]);
  expect(it.hold(it.order[3]!, 0)).toBe(false);
});
