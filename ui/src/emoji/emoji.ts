/** The groups in the order of the data. */
export const GROUPS = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;

export type Group = (typeof GROUPS)[number];

export interface Emoji {
  readonly char: string;
  readonly group: Group;
  /** What it is called, by language. */
  readonly label: Readonly<Record<"en" | "zh-CN", string>>;
  /** What may stand between two colons. */
  readonly codes: readonly string[];
  /** Everything else by which it is found, in lower case. */
  readonly words: readonly string[];
}

let all: Promise<readonly Emoji[]> | null = null;

/** Every emoji; the first call brings the data. */
export function loadEmoji(): Promise<readonly Emoji[]> {
  all ??= import("virtual:emoji").then(
    (module) => read(module.default),
    (failure: unknown) => {
      all = null;
      throw failure;
    },
  );
  return all;
}

/** Reads the lines that `build/emoji.ts` writes. */
export function read(lines: string): Emoji[] {
  return lines.split("\n\n").flatMap((part, at) => part.split("\n").map((line) => one(line, GROUPS[at] ?? "symbols")));
}

function one(line: string, group: Group): Emoji {
  const [char = "", codes = "", en, enWords = "", zh = "", zhWords = ""] = line.split("\t");
  if (en === undefined) return flag(char, group);
  return {
    char,
    group,
    label: { en, "zh-CN": zh },
    codes: codes === "" ? [slug(en)] : codes.split(" "),
    words: words(`${enWords} ${zhWords}`),
  };
}

const regions = {
  en: new Intl.DisplayNames("en", { type: "region" }),
  "zh-CN": new Intl.DisplayNames("zh-CN", { type: "region" }),
};

// A region's flag is written as its two letters, in an alphabet of their own.
function flag(char: string, group: Group): Emoji {
  const region = Array.from(char, (letter) => String.fromCharCode((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 65)).join(
    "",
  );
  const en = regions.en.of(region) ?? region;
  return {
    char,
    group,
    label: { en, "zh-CN": regions["zh-CN"].of(region) ?? region },
    codes: [`flag_${region.toLowerCase()}`],
    words: ["flag", "旗"],
  };
}

function slug(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/gu, "_");
}

function words(text: string): string[] {
  return text.toLowerCase().split(" ").filter(Boolean);
}
