// The whole window, as it travels in a package: script and style of `dist` under gzip, against what it may be.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const MOST = 250 * 1000;

const folder = new URL("dist/assets/", import.meta.url);
const sizes = readdirSync(folder)
  .filter((name) => /\.(?:js|css)$/.test(name))
  .map((name) => ({ name, bytes: gzipSync(readFileSync(new URL(name, folder)), { level: 9 }).length }))
  .sort((a, b) => b.bytes - a.bytes);
const whole = sizes.reduce((sum, one) => sum + one.bytes, 0);
for (const { name, bytes } of sizes) console.log(`${String(bytes).padStart(7)}  ${name}`);
console.log(`${String(whole).padStart(7)}  of ${MOST}`);
if (sizes.length === 0 || whole > MOST) process.exit(1);
