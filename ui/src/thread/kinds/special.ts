import type { Component } from "svelte";

import type { Content, MessageView } from "../../api";
import Poke from "./Poke.svelte";
import RedPacket from "./RedPacket.svelte";

export type Special = Extract<Content, { is: "special" }>;

/** What draws a message of a kind on which apps agreed. */
export type Drawn = Component<{ readonly content: Special; readonly message: MessageView }>;

/** By the name under which the engine knows the kind; docs/kinds.md tells how one is added. */
export const SPECIAL: Readonly<Record<string, Drawn>> = { poke: Poke, redPacket: RedPacket };
