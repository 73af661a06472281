import type { UserView } from "../api";
import { t } from "../i18n/index.svelte";

/** Whether somebody is there, and on what; empty where nobody tells. */
export function presenceOf(user: Pick<UserView, "presence" | "on">): string {
  switch (user.presence) {
    case "unknown":
      return "";
    case "offline":
      return t.offline;
    case "online":
      return user.on.length === 0 ? t.online : t.onDevices(user.on.map((kind) => t.deviceKinds[kind]));
  }
}
