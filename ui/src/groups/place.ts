import { createContext } from "svelte";

import type { AccountView, Api } from "../api";
import type { Desk } from "../session/desk.svelte";

/** Where somebody acts: as whom, through what, and in front of what. */
export interface Place {
  readonly api: Api;
  readonly account: AccountView;
  readonly desk: Desk;
}

export const [placeHere, setPlace] = createContext<Place>();
