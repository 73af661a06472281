import { getContext, setContext } from "svelte";

const KEY = Symbol("faces");

/** Turns the address that a profile names into what an `<img>` shows. */
type Source = (url: string) => string;

/** Whose server the pictures inside of this component are asked of. */
export function showFaces(source: Source): void {
  setContext(KEY, source);
}

export function faces(): Source {
  return getContext<Source | undefined>(KEY) ?? (() => "");
}
