/** A file out of a zip. */
export interface Packed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is larger is no pack of stickers. */
const LARGEST_ZIP = 64 << 20;
const MOST_ENTRIES = 1000;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  readonly way: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

/**
 * The files of a zip that are no longer than `longest`, at most `most` of them, by the last part of their names: where they
 * would lie is nobody's business here. What the zip says of a length is not believed. Throws where it is none.
 */
export async function unzip(bytes: Uint8Array, longest: number, most: number): Promise<Packed[]> {
  if (bytes.byteLength > LARGEST_ZIP) throw new Error("The zip is too large");
  const files: Packed[] = [];
  for (const entry of entriesOf(bytes)) {
    if (files.length === most) break;
    const name = entry.name.split(/[\\/]/u).at(-1) ?? "";
    if (name === "" || name.startsWith(".") || /(?:^|\/)__MACOSX\//u.test(entry.name) || entry.size > longest) continue;
    const inside = await contentOf(bytes, entry, longest);
    if (inside !== null && inside.byteLength > 0) files.push({ name, bytes: inside });
  }
  return files;
}

function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  // A word of at most 64 kB stands behind the end.
  let end = bytes.byteLength - 22;
  const first = Math.max(0, end - 0xffff);
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) throw new Error("No zip");
  const count = Math.min(view.getUint16(end + 10, true), MOST_ENTRIES);
  let at = view.getUint32(end + 16, true);
  const entries: Entry[] = [];
  for (let one = 0; one < count; one++) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== ENTRY) break;
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    const secret = (view.getUint16(at + 8, true) & 1) === 1;
    const entry = {
      name: text.decode(bytes.subarray(at + 46, at + 46 + name)),
      way: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    };
    if (!secret) entries.push(entry);
    at += 46 + name + extra + comment;
  }
  return entries;
}

async function contentOf(bytes: Uint8Array, entry: Entry, longest: number): Promise<Uint8Array | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at, packed, way } = entry;
  if (at + 30 > bytes.byteLength || view.getUint32(at, true) !== LOCAL) return null;
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const inside = bytes.slice(from, from + packed);
  if (inside.byteLength !== packed) return null;
  if (way === STORED) return packed <= longest ? inside : null;
  return way === DEFLATED ? inflate(inside, longest) : null;
}

async function inflate(packed: Uint8Array, longest: number): Promise<Uint8Array | null> {
  const reader = new Blob([packed as BlobPart])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.byteLength;
      if (length > longest) {
        await reader.cancel();
        return null;
      }
      pieces.push(value);
    }
  } catch {
    return null;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
