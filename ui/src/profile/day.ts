/** A birthday, `1990-01-31`, as people write it. It has no zone, so none may move it. */
export function dayOf(locale: string, written: string): string {
  const day = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return written;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(day);
}
