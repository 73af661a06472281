const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function unit(locale: string, name: "day" | "hour" | "minute", count: number): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" }).format(count);
}

/** What is left until a time, as exactly as it is of use: never less than there is. */
export function countdown(locale: string, until: number, now: number): string {
  const left = Math.max(0, until - now);
  if (left >= 2 * DAY) return unit(locale, "day", Math.ceil(left / DAY));
  if (left < HOUR) {
    const seconds = Math.ceil(left / SECOND);
    const two = (part: number): string => String(part).padStart(2, "0");
    return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }
  const minutes = Math.ceil(left / MINUTE);
  const hours = unit(locale, "hour", Math.floor(minutes / 60));
  return minutes % 60 === 0 ? hours : `${hours} ${unit(locale, "minute", minutes % 60)}`;
}
