/** The sides of a picture; 0: they are not known. */
interface Sides {
  readonly width: number;
  readonly height: number;
}

/** A row of a mosaic, in parts of its width: how high it is, and how wide each of its pictures. */
export interface MosaicRow {
  readonly height: number;
  readonly widths: readonly number[];
}

/** How many pictures each row has, for so many of them. */
const ROWS: readonly (readonly number[])[] = [
  [],
  [1],
  [2],
  [1, 2],
  [2, 2],
  [2, 3],
  [3, 3],
  [2, 2, 3],
  [2, 3, 3],
  [3, 3, 3],
];

// What is longer or higher than that is cut.
const [NARROWEST, WIDEST] = [0.6, 1.8];
const [LOWEST, HIGHEST] = [0.25, 0.75];

function ratioOf({ width, height }: Sides): number {
  if (width === 0 || height === 0) return 1;
  return Math.min(WIDEST, Math.max(NARROWEST, width / height));
}

/** Two wide ones stand above each other, and of three high ones none is alone. */
function countsOf(ratios: readonly number[]): readonly number[] {
  const wide = ratios.filter((ratio) => ratio > 1.3).length;
  if (ratios.length === 2 && wide === 2) return [1, 1];
  if (ratios.length === 3 && wide === 0) return [3];
  return ROWS[ratios.length] ?? [];
}

/** Puts up to nine pictures into rows of one width, known before any of them is there. */
export function mosaic(pictures: readonly Sides[]): MosaicRow[] {
  const ratios = pictures.map(ratioOf);
  let from = 0;
  return countsOf(ratios).map((count) => {
    const row = ratios.slice(from, (from += count));
    const sum = row.reduce((all, ratio) => all + ratio, 0);
    return {
      height: Math.min(HIGHEST, Math.max(LOWEST, 1 / sum)),
      widths: row.map((ratio) => ratio / sum),
    };
  });
}
