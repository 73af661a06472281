// Ten years, as the server has it.
const LONGEST_MINUTES = 5_270_400;

/** Seconds of minutes that somebody wrote; null where that is no time for a mute. */
export function secondsOf(written: string): number | null {
  const digits = written.trim().normalize("NFKC");
  if (!/^\d{1,7}$/u.test(digits)) return null;
  const minutes = Number(digits);
  return minutes >= 1 && minutes <= LONGEST_MINUTES ? minutes * 60 : null;
}
