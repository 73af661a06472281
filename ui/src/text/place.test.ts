import { expect, test } from "vitest";

import { pointOf } from "./place";

const POINTS = [
  ["39.9087, 116.3975", 39.9087, 116.3975],
  ["39.9087，116.3975", 39.9087, 116.3975],
  ["(-33.8568 151.2153)", -33.8568, 151.2153],
  ["geo:59.3293,18.0686;u=30", 59.3293, 18.0686],
  ["https://www.openstreetmap.org/?mlat=59.3293&mlon=18.0686#map=16/59.3/18.0", 59.3293, 18.0686],
  ["https://www.openstreetmap.org/#map=16/59.3293/18.0686", 59.3293, 18.0686],
  ["https://www.google.com/maps/place/X/@59.3293,18.0686,15z/data=!3m1", 59.3293, 18.0686],
  ["https://www.google.com/maps/search/?api=1&query=59.3293%2C18.0686", 59.3293, 18.0686],
  ["https://maps.apple.com/?ll=59.3293,18.0686&q=X", 59.3293, 18.0686],
  ["https://uri.amap.com/marker?position=116.3975,39.9087&name=X", 39.9087, 116.3975],
] as const;

test("coordinates, a geo: address and links of maps are points", () => {
  for (const [written, latitude, longitude] of POINTS) {
    expect(pointOf(written), written).toEqual({ latitude, longitude });
  }
});

test("words, short links and places that do not exist are none", () => {
  for (const written of ["", "here", "91, 0", "0, 181", "https://maps.app.goo.gl/abc", "1,2,3 and more", "39.9087"]) {
    expect(pointOf(written), written).toBeNull();
  }
});
