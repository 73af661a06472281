const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in the largest unit of which there is one, as file managers write it. */
export function sizeOf(locale: string, bytes: number): string {
  let unit = 0;
  let amount = bytes;
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit++;
  }
  const digits = unit === 0 || amount >= 10 ? 0 : 1;
  // The short form of English knows one byte only.
  const unitDisplay = unit === 0 ? "long" : "short";
  const style = { style: "unit", unit: UNITS[unit] ?? "byte", unitDisplay, maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(locale, style).format(amount);
}
