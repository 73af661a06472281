/** What a ThumbHash says, in pixels from left to right and top to bottom. */
export interface Blur {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

const SIDE = 32;
// The shortest has a head of five bytes.
const SHORTEST = 6;

/** Unfolds a hash in base64; null: it is none. */
export function unfold(base64: string): Blur | null {
  const bytes = bytesOf(base64);
  if (bytes === null || bytes.length < SHORTEST) return null;
  const at = (index: number): number => bytes[index] ?? 0;
  const head = at(0) | (at(1) << 8) | (at(2) << 16);
  const shape = at(3) | (at(4) << 8);
  const clear = head >> 23 === 1;
  const wide = shape >> 15 === 1;
  const most = clear ? 5 : 7;
  const waves: readonly [number, number] = wide ? [most, shape & 7] : [shape & 7, most];
  if ((shape & 7) === 0) return null;

  let nibble = (clear ? 6 : 5) * 2;
  const channel = (nx: number, ny: number, scale: number): number[] => {
    const swings: number[] = [];
    for (let cy = 0; cy < ny; cy++) {
      for (let cx = cy === 0 ? 1 : 0; cx * ny < nx * (ny - cy); cx++) {
        const value = (at(nibble >> 1) >> ((nibble & 1) * 4)) & 15;
        nibble++;
        swings.push((value / 7.5 - 1) * scale);
      }
    }
    return swings;
  };
  const [lx, ly] = [Math.max(3, waves[0]), Math.max(3, waves[1])];
  const light = channel(lx, ly, ((head >> 18) & 31) / 31);
  // Colours are said a little too weakly.
  const yellow = channel(3, 3, (((shape >> 3) & 63) / 63) * 1.25);
  const red = channel(3, 3, (((shape >> 9) & 63) / 63) * 1.25);
  const through = clear ? channel(5, 5, (at(5) >> 4) / 15) : [];
  const means = [(head & 63) / 63, ((head >> 6) & 63) / 31.5 - 1, ((head >> 12) & 63) / 31.5 - 1] as const;

  const ratio = waves[0] / waves[1];
  const width = Math.max(1, Math.round(ratio > 1 ? SIDE : SIDE * ratio));
  const height = Math.max(1, Math.round(ratio > 1 ? SIDE / ratio : SIDE));
  const rgba = new Uint8ClampedArray(width * height * 4);
  const sum = (swings: readonly number[], nx: number, ny: number, x: number, y: number): number => {
    let all = 0;
    let next = 0;
    for (let cy = 0; cy < ny; cy++) {
      const down = Math.cos((Math.PI / height) * (y + 0.5) * cy) * 2;
      for (let cx = cy === 0 ? 1 : 0; cx * ny < nx * (ny - cy); cx++) {
        all += (swings[next] ?? 0) * Math.cos((Math.PI / width) * (x + 0.5) * cx) * down;
        next++;
      }
    }
    return all;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const l = means[0] + sum(light, lx, ly, x, y);
      const p = means[1] + sum(yellow, 3, 3, x, y);
      const q = means[2] + sum(red, 3, 3, x, y);
      const blue = l - (2 / 3) * p;
      const r = (3 * l - blue + q) / 2;
      const alpha = clear ? (at(5) & 15) / 15 + sum(through, 5, 5, x, y) : 1;
      rgba.set([r * 255, (r - q) * 255, blue * 255, alpha * 255], (y * width + x) * 4);
    }
  }
  return { width, height, rgba };
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}
