import Copy from "@lucide/svelte/icons/copy";
import CornerUpLeft from "@lucide/svelte/icons/corner-up-left";
import Forward from "@lucide/svelte/icons/forward";
import ExternalLink from "@lucide/svelte/icons/external-link";
import FolderDown from "@lucide/svelte/icons/folder-down";
import FolderOpen from "@lucide/svelte/icons/folder-open";
import History from "@lucide/svelte/icons/history";
import Image from "@lucide/svelte/icons/image";
import Link from "@lucide/svelte/icons/link";
import ListChecks from "@lucide/svelte/icons/list-checks";
import MessagesSquare from "@lucide/svelte/icons/messages-square";
import Pencil from "@lucide/svelte/icons/pencil";
import Play from "@lucide/svelte/icons/circle-play";
import Pin from "@lucide/svelte/icons/pin";
import PinOff from "@lucide/svelte/icons/pin-off";
import RotateCw from "@lucide/svelte/icons/rotate-cw";
import Save from "@lucide/svelte/icons/save";
import Star from "@lucide/svelte/icons/star";
import Sticker from "@lucide/svelte/icons/sticker";
import Trash from "@lucide/svelte/icons/trash-2";
import Undo from "@lucide/svelte/icons/undo-2";

import { t } from "../i18n/index.svelte";
import { type ActionName, KEYS } from "./actions";

/** How each action looks in a menu. */
export const ICONS = {
  resend: RotateCw,
  play: Play,
  open: MessagesSquare,
  quote: CornerUpLeft,
  edit: Pencil,
  copy: Copy,
  copyLink: Link,
  look: Image,
  openFile: ExternalLink,
  copyPicture: Copy,
  save: FolderDown,
  saveAs: Save,
  showFolder: FolderOpen,
  forward: Forward,
  favourite: Star,
  keep: Sticker,
  pin: Pin,
  unpin: PinOff,
  versions: History,
  select: ListChecks,
  recall: Undo,
  delete: Trash,
  discard: Trash,
} as const satisfies Record<ActionName, unknown>;

/** What each is called. */
export function labelOf(name: ActionName): string {
  return {
    resend: t.sendAgain,
    play: t.actPlay,
    open: t.actOpenMerged,
    quote: t.actQuote,
    edit: t.actEdit,
    copy: t.copyText,
    copyLink: t.copyLink,
    look: t.pictureOpen,
    openFile: t.openFile,
    copyPicture: t.copyPicture,
    save: t.saveFile,
    saveAs: t.saveFileAs,
    showFolder: t.showSaved,
    forward: t.actForward,
    favourite: t.actFavourite,
    keep: t.actKeep,
    pin: t.actPin,
    unpin: t.actUnpin,
    versions: t.actVersions,
    select: t.actSelect,
    recall: t.actRecall,
    delete: t.actDelete,
    discard: t.discard,
  }[name];
}

/** Those that take something away. */
export const DANGER: ReadonlySet<ActionName> = new Set(["delete", "discard"]);

/** The key that does it, as keyboards name it. */
export function hintOf(name: ActionName): string | undefined {
  const key = KEYS[name];
  if (key === "Delete") return t.keyNameDelete;
  return key === " " ? t.keyNameSpace : key;
}
