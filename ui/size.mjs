// What the window loads before its first screen, and all of it as it travels in a package: scripts and styles of `dist`
// under gzip, against what they may be.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST_AT_FIRST = 150 * 1000;
const MOST = 340 * 1000;

const page = readFileSync(new URL("dist/index.html", import.meta.url), "utf8");
const folder = new URL("dist/assets/", import.meta.url);
const sizes = readdirSync(folder)
  .filter((name) => /\.(?:js|css)$/.test(name))
  .map((name) => ({
    name,
    // The page names what it needs; the bridge to the engine is asked for by the first of its scripts.
    first: page.includes(name) || name.startsWith("tauri-"),
    bytes: gzipSync(readFileSync(new URL(name, folder)), { level: 9 }).length,
  }))
  .sort((a, b) => Number(b.first) - Number(a.first) || b.bytes - a.bytes);
const sum = (some) => some.reduce((all, one) => all + one.bytes, 0);
const first = sum(sizes.filter((one) => one.first));
const whole = sum(sizes);
for (const { name, first, bytes } of sizes)
  console.log(`${String(bytes).padStart(7)}  ${first ? "first" : "later"}  ${name}`);
console.log(`${String(first).padStart(7)}  of ${MOST_AT_FIRST} at first`);
console.log(`${String(whole).padStart(7)}  of ${MOST} in all`);
if (sizes.length === 0 || first > MOST_AT_FIRST || whole > MOST) process.exit(1);
