import { deflateRawSync } from "node:zlib";

import { expect, test } from "vitest";

import { unzip } from "./zip";

interface Made {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly deflated?: boolean;
  /** What the zip says of its length. */
  readonly told?: number;
  readonly secret?: boolean;
}

function zip(files: readonly Made[]): Uint8Array {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, deflated = false, told, secret = false } of files) {
    const inside = Buffer.from(deflated ? deflateRawSync(bytes) : bytes);
    const called = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(called.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(secret ? 1 : 0, 8);
    entry.writeUInt16LE(deflated ? 8 : 0, 10);
    entry.writeUInt32LE(inside.length, 20);
    entry.writeUInt32LE(told ?? bytes.length, 24);
    entry.writeUInt16LE(called.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, called, inside);
    list.push(entry, called);
    at += 30 + called.length + inside.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...list, end]));
}

const bytes = (length: number, of = 7): Uint8Array => new Uint8Array(length).fill(of);

test("files come out of a zip by the last part of their names, packed or not", async () => {
  const made = zip([
    { name: "pack/a.png", bytes: bytes(5) },
    { name: "../../etc/b.gif", bytes: bytes(3000), deflated: true },
    { name: "c:\\x\\c.webp", bytes: bytes(4) },
    { name: "pack/", bytes: bytes(0) },
    { name: "__MACOSX/pack/a.png", bytes: bytes(5) },
    { name: "pack/.hidden", bytes: bytes(5) },
    { name: "secret.png", bytes: bytes(5), secret: true },
  ]);
  const files = await unzip(made, 4000, 10);
  expect(files.map((one) => [one.name, one.bytes.byteLength])).toEqual([
    ["a.png", 5],
    ["b.gif", 3000],
    ["c.webp", 4],
  ]);
});

test("a bomb, a lie about a length and more than are wanted are left inside", async () => {
  const bomb = { name: "bomb.png", bytes: bytes(5_000_000), deflated: true };
  const made = zip([
    bomb,
    { ...bomb, told: 10 },
    { name: "a.png", bytes: bytes(5) },
    { name: "b.png", bytes: bytes(5) },
  ]);
  expect((await unzip(made, 4000, 1)).map((one) => one.name)).toEqual(["a.png"]);
});

test("what is no zip, or one that was cut off or damaged, does no harm", async () => {
  const made = zip([{ name: "a.png", bytes: bytes(500), deflated: true }]);
  await expect(unzip(bytes(100), 4000, 10)).rejects.toThrow();
  await expect(unzip(made.slice(0, 60), 4000, 10)).rejects.toThrow();
  for (let at = 0; at < made.length; at++) {
    const damaged = made.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0xff;
    await unzip(damaged, 4000, 10).catch(() => []);
  }
});
