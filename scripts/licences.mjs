// Collects the licences of what is built into the app and into its page. Texts that differ only in who holds the
// copyright stand once, under everybody's line.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const OUT = "src-tauri/licences.txt";
// The systems that packages are made for; the same as in deny.toml.
const SYSTEMS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-pc-windows-msvc",
  "aarch64-apple-darwin",
  "x86_64-apple-darwin",
];
// Of several licences to choose from, the first of these.
const CHOICE = [
  "MIT",
  "Apache-2.0",
  "BSD-3-Clause",
  "ISC",
  "Zlib",
  "Unlicense",
];

/** Packages of Rust that end in the app, on any system. */
function crates() {
  const found = new Map();
  for (const system of SYSTEMS) {
    const args = [
      "metadata",
      "--format-version",
      "1",
      "--locked",
      "--offline",
      "--filter-platform",
      system,
    ];
    const text = execFileSync(
      "cargo",
      [...args, "--features", "custom-protocol"],
      { maxBuffer: 1 << 28 },
    );
    const { packages, resolve } = JSON.parse(text);
    const byId = new Map(packages.map((one) => [one.id, one]));
    const nodes = new Map(resolve.nodes.map((one) => [one.id, one]));
    const seen = new Set();
    const waiting = [resolve.root];
    while (waiting.length > 0) {
      const id = waiting.pop();
      if (seen.has(id)) continue;
      seen.add(id);
      const one = byId.get(id);
      // What makes code while it is built is not in what is built.
      if (one.targets.some((target) => target.kind.includes("proc-macro")))
        continue;
      if (one.source !== null) found.set(id, one);
      for (const dep of nodes.get(id).deps) {
        if (dep.dep_kinds.some((kind) => kind.kind === null))
          waiting.push(dep.pkg);
      }
    }
  }
  return [...found.values()].map((one) => ({
    name: one.name,
    version: one.version,
    licence: one.license ?? "",
    authors: one.authors,
    home: one.repository ?? one.homepage ?? "",
    folder: dirname(one.manifest_path),
  }));
}

/** Packages of npm that end in the page: what it names, and what those need. */
function modules() {
  const found = new Map();
  const read = (name) =>
    JSON.parse(readFileSync(`ui/node_modules/${name}/package.json`, "utf8"));
  const own = JSON.parse(readFileSync("ui/package.json", "utf8"));
  // Their code or data is in the page, though only building needs the packages.
  const waiting = [
    ...Object.keys(own.dependencies),
    "svelte",
    "emojibase-data",
  ];
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (
      found.has(name) ||
      name.startsWith("@types/") ||
      !existsSync(`ui/node_modules/${name}`)
    )
      continue;
    const one = read(name);
    const author =
      typeof one.author === "string" ? one.author : (one.author?.name ?? "");
    const home =
      typeof one.repository === "string"
        ? one.repository
        : (one.repository?.url ?? "");
    found.set(name, {
      name,
      version: one.version,
      licence: one.license,
      authors: author === "" ? [] : [author],
      home,
      folder: `ui/node_modules/${name}`,
    });
    waiting.push(...Object.keys(one.dependencies ?? {}));
  }
  return [...found.values()];
}

/** The licences that are followed: each part of an `AND`, of an `OR` the first of our choice. */
function followed(expression) {
  return expression
    .replaceAll("/", " OR ")
    .replace(/[()]/gu, "")
    .split(" AND ")
    .map((part) => {
      const choices = part.split(" OR ").map((one) => one.trim());
      return CHOICE.find((one) => choices.includes(one)) ?? choices[0];
    });
}

const STANDARD = {
  MIT: readFileSync("LICENSE-MIT", "utf8").replace(/^Copyright.*\n+/mu, ""),
  "Apache-2.0": readFileSync("LICENSE-APACHE", "utf8"),
};

const NAMES = /^(?:licen[cs]e|copying|unlicense|copyright|notice)/iu;

/** A file of a package that is this licence. */
function textOf(one, licence) {
  const names = readdirSync(one.folder).filter((name) => NAMES.test(name));
  const files = names
    .map((name) => ({ name, text: readSafely(join(one.folder, name)) }))
    .filter((file) => file.text);
  const marks = {
    MIT: /Permission is hereby granted, free of charge/u,
    "Apache-2.0": /Apache License/u,
    "BSD-3-Clause": /Redistribution and use in source and binary forms/u,
    ISC: /Permission to use, copy, modify,? and(?:\/or)? distribute/u,
    Zlib: /This software is provided ['‘]as-is/u,
    "Unicode-3.0": /UNICODE LICENSE V3/u,
    Unlicense: /released into the public domain/u,
    "0BSD": /Permission to use, copy, modify, and(?:\/or)? distribute/u,
    "MPL-2.0": /Mozilla Public License/u,
    "CC0-1.0": /CC0/u,
  };
  const mark = marks[licence.replace(/ WITH .*/u, "")];
  const own = files.find(
    (file) => mark?.test(file.text) && !/notice|copyright/iu.test(file.name),
  );
  if (own !== undefined) return own.text;
  const standard = STANDARD[licence];
  if (standard === undefined) return null;
  if (licence === "Apache-2.0") return standard;
  return `${holdersOf(one)[0]}\n\n${standard}`;
}

/** Who holds the copyright, where the package has no line that says so. */
function holdersOf(one) {
  const holders = one.authors
    .map((author) => author.replace(/\s*<.*>/u, ""))
    .join(", ");
  return [
    `Copyright (c) ${holders === "" ? `the authors of ${one.name}` : holders}`,
  ];
}

function readSafely(path) {
  try {
    return readFileSync(path, "utf8").replaceAll("\r", "");
  } catch {
    return "";
  }
}

const COPYRIGHT = /^\s*(?:portions? )?(?:copyright|\(c\)|©).*$/iu;

/** The lines that name holders, and the text without them and without its own way of breaking lines. */
function parted(text) {
  const lines = text.split("\n");
  const holders = [];
  const body = [];
  for (const [at, line] of lines.entries()) {
    // Inside the text of a licence the word stands for itself.
    if (
      at < 30 &&
      COPYRIGHT.test(line) &&
      !/copyright (?:notice|owner|license|holder)|\[yyyy\]/iu.test(line)
    ) {
      holders.push(line.trim());
    } else {
      body.push(line.trim());
    }
  }
  // A heading is no part of it: some have one, some have not.
  const joined = body
    .join("\n")
    .trim()
    .replace(
      /^(?:The )?(?:MIT|ISC|BSD(?: 3-Clause)?) Licen[cs]e(?: \((?:MIT|Expat|ISC)\))?\n+/iu,
      "",
    )
    .replace(/^All rights reserved\.?\n+/iu, "")
    .split(/\n{2,}/u)
    .map((paragraph) => paragraph.replaceAll("\n", " "))
    .join("\n\n");
  return { holders, body: joined };
}

/** What is built in and comes in no package, under a licence that packages bring along. */
function tables(packages) {
  const icu = packages.find((one) => one.licence === "Unicode-3.0");
  // crates/protocol/src/search/simplified.txt
  return [{ ...icu, name: "Unihan", version: "15.0.0" }];
}

const groups = new Map();
const packages = [...crates(), ...modules()];
const all = [...packages, ...tables(packages)].sort((a, b) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0,
);
const bare = [];
const problems = [];
for (const one of all) {
  for (const licence of followed(one.licence)) {
    const text = textOf(one, licence);
    if (text === null) {
      bare.push({ one, licence });
      continue;
    }
    const { holders, body } = parted(text);
    const key = `${licence}\n${body.toLowerCase().replace(/[^a-z0-9]+/gu, " ")}`;
    const group = groups.get(key) ?? { licence, body, packages: [] };
    group.packages.push({ ...one, holders });
    groups.set(key, group);
  }
}
// A package without the text of its licence is under the words that most others have.
for (const { one, licence } of bare) {
  const same = [...groups.values()].filter(
    (group) => group.licence === licence,
  );
  const group = same.sort((a, b) => b.packages.length - a.packages.length)[0];
  if (group === undefined)
    problems.push(`${one.name} ${one.version}: no text of ${licence}`);
  else group.packages.push({ ...one, holders: holdersOf(one) });
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}

const rank = (licence) =>
  (CHOICE.indexOf(licence) + CHOICE.length + 1) % (CHOICE.length + 1);
const sorted = [...groups.values()].sort(
  (a, b) =>
    rank(a.licence) - rank(b.licence) ||
    b.packages.length - a.packages.length ||
    (a.body < b.body ? -1 : 1),
);
const LINE = "-".repeat(48);
let out =
  "Selkie itself is under the MIT licence or the Apache License 2.0, as you like. It is built from the following software of others, under the licences below.\n";
for (const { licence, body, packages } of sorted) {
  out += `\n${LINE}\n${licence}\n${LINE}\n\n`;
  for (const one of packages) {
    out += `${one.name} ${one.version}\n`;
    // Its terms ask for telling where the source is.
    if (licence.startsWith("MPL")) out += `  Source: ${one.home}\n`;
    for (const holder of new Set(one.holders)) out += `  ${holder}\n`;
  }
  out += `\n${body}\n`;
}
writeFileSync(OUT, out.replace(/[ \t]+$/gmu, ""));
console.log(
  `${OUT}: ${all.length} packages, ${sorted.length} texts, ${Math.round(out.length / 1000)} KB`,
);
