import { createContext } from "svelte";

import type { AccountView, Api, Link } from "../api";
import type { Desk } from "../session/desk.svelte";

/** Where somebody acts: as whom, through what, and in front of what. */
export interface Place {
  readonly api: Api;
  readonly account: AccountView;
  readonly desk: Desk;
  /** Goes where a link leads, which may be another account. */
  readonly follow: (link: Link) => void;
}

export const [placeHere, setPlace] = createContext<Place>();
