/** Three rows of the picker. */
const KEPT = 27;

/** The list of emoji used last, with one more in front. */
export function withUsed(recent: readonly string[], char: string): string[] {
  return [char, ...recent.filter((one) => one !== char)].slice(0, KEPT);
}
