import type { UserView } from "../api";
import { t } from "../i18n/index.svelte";
import { nameOf } from "./name";

// As many are named; the others are counted.
const NAMED = 5;

/** Some, and how many more there are, as a language lists them. */
export function listed<Part>(some: readonly Part[], more: number): (Part | string)[] {
  const all = more > 0 ? [...some, t.linePeople.more(more)] : [...some];
  return all.flatMap((part, at) => {
    if (at === 0) return [part];
    return [at === all.length - 1 ? t.linePeople.and : t.linePeople.comma, part];
  });
}

/** The names of these of some people. */
export function called(people: readonly UserView[], ids: readonly string[]): string {
  const those = people.filter((one) => ids.includes(one.userId));
  return listed(those.slice(0, NAMED).map(nameOf), those.length - NAMED).join("");
}
