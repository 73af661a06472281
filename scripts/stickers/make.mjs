// Draws the sticker pack anew into ui/public/stickers. Wants rsvg-convert and ImageMagick's convert.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { MOODS, picture } from "./draw.mjs";

const PICTURES = 10;
const SIDE = 180;
/** Hundredths of a second that one of them stays. */
const STAY = 9;

const to = fileURLToPath(new URL("../../ui/public/stickers/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "stickers-"));
mkdirSync(to, { recursive: true });
for (const mood of Object.keys(MOODS)) {
  const pictures = Array.from({ length: PICTURES }, (_, at) => {
    const name = join(folder, `${mood}-${at}`);
    writeFileSync(`${name}.svg`, picture(mood, at / PICTURES, SIDE));
    execFileSync("rsvg-convert", [`${name}.svg`, "-o", `${name}.png`]);
    return `${name}.png`;
  });
  const look = ["-quality", "55", "-define", "webp:alpha-quality=40", "-define", "webp:method=6"];
  const moves = ["-delay", String(STAY), "-dispose", "Background", ...pictures, "-loop", "0"];
  execFileSync("convert", [...moves, ...look, join(to, `${mood}.webp`)]);
}
rmSync(folder, { recursive: true });
