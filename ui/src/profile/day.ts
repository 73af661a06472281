const DAY = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/u;

/** A day as people write it, year first, as `1990-01-31`; anything else as it is, to be refused. */
export function dayFrom(written: string): string {
  const text = written.normalize("NFKC").trim();
  const [, year, month, day] = DAY.exec(text) ?? [];
  return year === undefined || month === undefined || day === undefined
    ? text
    : `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** A birthday, `1990-01-31`, as people write it. It has no zone, so none may move it. */
export function dayOf(locale: string, written: string): string {
  const day = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return written;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(day);
}
