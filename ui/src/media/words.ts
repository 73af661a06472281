import type { FileView } from "../api";
import { t } from "../i18n/index.svelte";

/** A file in one line. */
export function wordsOfFile(file: FileView): string {
  const what = file.kind === "voice" || file.kind === "video" ? t.fileKinds[file.kind] : t.file;
  return file.name === "" ? what : t.fileNamed(what, file.name);
}

/** How long something lasts. */
export function lengthOf(seconds: number): string {
  return t.seconds(Math.floor(seconds / 60), seconds % 60);
}
