import type { FileView } from "../api";
import { t } from "../i18n/index.svelte";

/** A file in one line. */
export function wordsOfFile(file: FileView): string {
  return file.name === "" ? t.file : t.fileNamed(t.file, file.name);
}

/** How long something lasts. */
export function lengthOf(seconds: number): string {
  return t.seconds(Math.floor(seconds / 60), seconds % 60);
}

/** The same; empty where nobody has told. */
export function lengthTold(seconds: number): string {
  return seconds === 0 ? "" : lengthOf(seconds);
}
