// What a file begins with, and what a player is told of it.
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ["OggS", "audio/ogg"],
  ["ID3", "audio/mpeg"],
  ["RIFF", "audio/wav"],
  ["fLaC", "audio/flac"],
  ["#!AMR", "audio/amr"],
  ["\u00ff\u00f1", "audio/aac"],
  ["\u00ff\u00fb", "audio/mpeg"],
  ["\u001aE\u00df\u00a3", "audio/webm"],
];

/** The kind of a sound, by its bytes. What is not known a player may find out. */
export function kindOfSound(bytes: ArrayBuffer): string {
  const head = String.fromCharCode(...new Uint8Array(bytes.slice(0, 12)));
  if (head.slice(4, 8) === "ftyp") return "audio/mp4";
  return BEGINNINGS.find(([beginning]) => head.startsWith(beginning))?.[1] ?? "";
}
