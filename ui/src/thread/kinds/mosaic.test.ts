import { describe, expect, it } from "vitest";

import { mosaic } from "./mosaic";

const WIDE = { width: 1600, height: 900 };
const HIGH = { width: 900, height: 1600 };
const UNTOLD = { width: 0, height: 0 };

describe("an album", () => {
  it("fills each row, for two to nine pictures of whatever shape", () => {
    for (const shape of [WIDE, HIGH, UNTOLD, { width: 1, height: 100_000 }]) {
      for (let count = 2; count <= 9; count++) {
        const rows = mosaic(Array.from({ length: count }, () => shape));
        expect(rows.flatMap((row) => row.widths)).toHaveLength(count);
        for (const row of rows) {
          expect(row.widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1);
          expect(row.height).toBeGreaterThanOrEqual(0.25);
          expect(row.height).toBeLessThanOrEqual(0.75);
        }
      }
    }
  });

  it("puts two wide ones above each other, and two high ones side by side", () => {
    expect(mosaic([WIDE, WIDE]).map((row) => row.widths.length)).toEqual([1, 1]);
    expect(mosaic([HIGH, HIGH]).map((row) => row.widths.length)).toEqual([2]);
    expect(mosaic([WIDE, HIGH, HIGH]).map((row) => row.widths.length)).toEqual([1, 2]);
  });

  it("gives a wide one more room than the high one beside it", () => {
    const [row] = mosaic([WIDE, HIGH]);
    expect(row?.widths[0]).toBeGreaterThan(row?.widths[1] ?? 1);
  });
});
