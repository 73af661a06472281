import type { LinkState } from "../api";
import { t } from "../i18n/index.svelte";

/** The connection in a word or two. */
export function linkWords(link: LinkState): string {
  switch (link.is) {
    case "connecting":
      return t.linkConnecting;
    case "syncing":
      return t.linkSyncing;
    case "online":
      return t.linkOnline;
    case "offline":
      return t.linkOffline;
    case "stopped":
      return t.linkStopped;
  }
}
