const STEP = 30;

/** The times of a day in half hours, as minutes since midnight; one that lies between is among them. */
export function hoursOf(locale: string, present: number): { value: string; words: string }[] {
  const format = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
  });
  const minutes = new Set([...Array.from({ length: (24 * 60) / STEP }, (_, at) => at * STEP), present]);
  return [...minutes]
    .sort((a, b) => a - b)
    .map((minute) => ({ value: `${minute}`, words: format.format(minute * 60_000) }));
}
