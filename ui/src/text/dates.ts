const DAY_MS = 86_400_000;

/** A local calendar day as a number that can be compared. */
export function dayOf(time: number): number {
  const date = new Date(time);
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
}

/** How many calendar days `time` lies before `now`; negative when it lies after. */
export function daysAgo(time: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(time)) / DAY_MS);
}

// Noon: days of 23 or 25 hours then still round to whole ones.
function startOfDay(time: number): number {
  return new Date(time).setHours(12, 0, 0, 0);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions, time: number): string {
  const key = locale + JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(locale, options);
    formats.set(key, made);
  }
  return made.format(time);
}

/** The time of day. */
export function clock(locale: string, time: number): string {
  return format(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, time);
}

/** As short as a row of the list needs it. */
export function short(locale: string, time: number, now: number, yesterday: string): string {
  const ago = daysAgo(time, now);
  if (ago === 0) return clock(locale, time);
  if (ago === 1) return yesterday;
  if (ago > 1 && ago < 7) return format(locale, { weekday: "short" }, time);
  if (new Date(time).getFullYear() === new Date(now).getFullYear()) {
    return format(locale, { month: "short", day: "numeric" }, time);
  }
  return format(locale, { year: "numeric", month: "short", day: "numeric" }, time);
}

/** The name of a day between messages. */
export function dayName(
  locale: string,
  time: number,
  now: number,
  words: { today: string; yesterday: string },
): string {
  const ago = daysAgo(time, now);
  if (ago === 0) return words.today;
  if (ago === 1) return words.yesterday;
  if (ago > 1 && ago < 7) return format(locale, { weekday: "long" }, time);
  if (new Date(time).getFullYear() === new Date(now).getFullYear()) {
    return format(locale, { month: "long", day: "numeric", weekday: "short" }, time);
  }
  return format(locale, { year: "numeric", month: "long", day: "numeric" }, time);
}

/** A month with its year. */
export function monthName(locale: string, time: number): string {
  return format(locale, { year: "numeric", month: "long" }, time);
}

/** Day and time in full, for whoever wants to know exactly. */
export function exact(locale: string, time: number): string {
  return format(locale, { dateStyle: "long", timeStyle: "medium", hourCycle: "h23" }, time);
}
