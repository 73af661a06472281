/** A point on the earth, in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const NUMBER = "(-?\\d{1,3}(?:\\.\\d+)?)";

/** What maps call the point in their links, latitude first; those of China's maps the other way round. */
const FORMS: readonly (readonly [form: RegExp, turned: boolean])[] = [
  [new RegExp(`^geo:${NUMBER},${NUMBER}`, "iu"), false],
  [new RegExp(`[?&]mlat=${NUMBER}&mlon=${NUMBER}`, "iu"), false],
  [new RegExp(`[?&](?:q|query|ll|sll|center|daddr|coordinate|location)=(?:loc:)?${NUMBER},${NUMBER}`, "iu"), false],
  [new RegExp(`[?&](?:position|dest|to|from)=${NUMBER},${NUMBER}`, "iu"), true],
  [new RegExp(`/@${NUMBER},${NUMBER}`, "u"), false],
  [new RegExp(`!3d${NUMBER}!4d${NUMBER}`, "u"), false],
  [new RegExp(`#map=\\d+(?:\\.\\d+)?/${NUMBER}/${NUMBER}`, "u"), false],
  [new RegExp(`^\\(?${NUMBER}\\s*[,，;；\\s]\\s*${NUMBER}\\)?$`, "u"), false],
];

/** The point in coordinates, in a `geo:` address or in a map's link; null: there is none that exists. */
export function pointOf(written: string): Point | null {
  const text = decoded(written.trim());
  for (const [form, turned] of FORMS) {
    const found = form.exec(text);
    if (found === null) continue;
    const [one, other] = [Number(found[1]), Number(found[2])];
    const point = turned ? { latitude: other, longitude: one } : { latitude: one, longitude: other };
    if (Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180) return point;
  }
  return null;
}

// In links the comma may be written as its number.
function decoded(text: string): string {
  return text.replace(/%2C/giu, ",");
}
