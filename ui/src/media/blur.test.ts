import { expect, test } from "vitest";

import { unfold } from "./blur";

test("what is no hash is none", () => {
  for (const hash of ["", "%", "AAAA", btoa("\0".repeat(25))]) expect(unfold(hash)).toBeNull();
});

test("whatever else somebody sends is drawn as something, and small", () => {
  let state = 7;
  const byte = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (state >> 8) & 255;
  };
  for (let round = 0; round < 200; round++) {
    const hash = btoa(Array.from({ length: 6 + (byte() % 30) }, () => String.fromCharCode(byte())).join(""));
    const blur = unfold(hash);
    if (blur === null) continue;
    expect(Math.max(blur.width, blur.height)).toBe(32);
    expect(blur.rgba.length).toBe(blur.width * blur.height * 4);
  }
});
