import type { GroupLine, NamedUser } from "../api";
import { language, t } from "../i18n/index.svelte";
import { listed } from "./people";

/** What is said, and who is named in it, in order. */
export type Part = string | NamedUser;

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** So many seconds in the reader's words, in the largest unit that says them whole. */
export function duration(seconds: number): string {
  const [unit, size] = UNITS.find(([, one]) => seconds % one === 0) ?? (["second", 1] as const);
  return new Intl.NumberFormat(language.locale, { style: "unit", unit, unitDisplay: "long" }).format(seconds / size);
}

/** A line about a group. */
export function partsOf(line: GroupLine): Part[] {
  const what = line.what.is === "created" && line.count > 0 ? "createdWith" : line.what.is;
  const sentence = t.lines[what][line.by === null ? 1 : 0];
  return sentence.split(/(\{\w+\})/u).flatMap((piece): Part[] => {
    switch (piece) {
      case "":
        return [];
      case "{by}":
        return line.by === null ? [] : [line.by];
      case "{to}":
        return listed<Part>(line.to, line.count - line.to.length);
      case "{name}":
        return line.what.is === "renamed" ? [line.what.name] : [];
      case "{text}":
        return line.what.is === "announced" ? [line.what.text] : [];
      case "{time}":
        return line.what.is === "mutedMember" ? [duration(line.what.seconds)] : [];
      default:
        return [piece];
    }
  });
}

/** What a part says; `first`: it begins the line. */
export function saidOf(part: Part, first: boolean): string {
  if (typeof part === "string") return part;
  if (part.me) return first ? t.linePeople.subject : t.linePeople.object;
  return part.nickname === "" ? part.userId : part.nickname;
}

/** The same in plain words. */
export function wordsOf(line: GroupLine): string {
  return partsOf(line)
    .map((part, at) => saidOf(part, at === 0))
    .join("");
}
