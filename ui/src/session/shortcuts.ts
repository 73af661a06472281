import { t } from "../i18n/index.svelte";

/** One shortcut: the key as the sheet names it, and when a press is it. `Mod` is Cmd on a Mac, Ctrl elsewhere. */
interface Shortcut {
  readonly keys: readonly string[];
  readonly words: () => string;
  readonly group: "everywhere" | "conversations" | "message";
}

/**
 * Every shortcut that there is. The sheet is drawn from it, and the handlers match presses by it. A key that ends in
 * `1…9` stands for nine.
 */
export const SHORTCUTS = {
  switcher: { keys: ["Mod+K"], words: () => t.keySwitcher, group: "everywhere" },
  search: { keys: ["Mod+Shift+F"], words: () => t.keySearch, group: "everywhere" },
  searchHere: { keys: ["Mod+F"], words: () => t.keySearchHere, group: "everywhere" },
  settings: { keys: ["Mod+,"], words: () => t.keySettings, group: "everywhere" },
  shortcuts: { keys: ["Mod+/"], words: () => t.keyShortcuts, group: "everywhere" },
  account: { keys: ["Mod+1…9"], words: () => t.keyAccount, group: "everywhere" },
  quit: { keys: ["Mod+Q"], words: () => t.keyQuit, group: "everywhere" },
  selectRow: { keys: ["Ctrl+ "], words: () => t.keySelectRow, group: "conversations" },
  selectAll: { keys: ["Mod+A"], words: () => t.keySelectAll, group: "conversations" },
  pinUp: { keys: ["Alt+ArrowUp"], words: () => t.keyPinUp, group: "conversations" },
  pinDown: { keys: ["Alt+ArrowDown"], words: () => t.keyPinDown, group: "conversations" },
  deleteRow: { keys: ["Delete"], words: () => t.keyDeleteRow, group: "conversations" },
  rowMenu: { keys: ["Shift+F10"], words: () => t.keyRowMenu, group: "conversations" },
  back: { keys: ["Escape"], words: () => t.keyBack, group: "everywhere" },
} as const satisfies Record<string, Shortcut>;

export type ShortcutName = keyof typeof SHORTCUTS;

const MAC = /Mac/u.test(globalThis.navigator?.userAgent ?? "");

/** The digit of a press, or null; by the place of the key where a layout has digits only under Shift. */
function digitOf(event: KeyboardEvent): number | null {
  const digit = /^[1-9]$/u.exec(event.key)?.[0] ?? /^Digit([1-9])$/u.exec(event.code)?.[1];
  return digit === undefined ? null : Number(digit);
}

function matches(event: KeyboardEvent, key: string, mac: boolean): boolean {
  const wanted = key.split("+");
  const last = wanted.at(-1) ?? "";
  const mod = wanted.includes("Mod");
  const has = (name: string): boolean => wanted.includes(name);
  if (event.ctrlKey !== (has("Ctrl") || (mod && !mac)) || event.metaKey !== (mod && mac)) return false;
  if (event.altKey !== has("Alt")) return false;
  if (last === "1…9") return !event.shiftKey && digitOf(event) !== null;
  // A sign may need Shift on one keyboard and not on another.
  const sign = last.length === 1 && !/[\p{L}\p{N}]/u.test(last);
  if (!sign && event.shiftKey !== has("Shift")) return false;
  return event.key.toLowerCase() === last.toLowerCase();
}

/** Whether a press is this shortcut. The presses of an input method belong to it. */
export function isShortcut(event: KeyboardEvent, name: ShortcutName, mac = MAC): boolean {
  if (event.isComposing || event.keyCode === 229) return false;
  return SHORTCUTS[name].keys.some((key) => matches(event, key, mac));
}

/** What to do at a shortcut; the digit is that of the press. False leaves the press to whoever else wants it. */
export type Handlers = { readonly [Name in ShortcutName]?: (digit: number) => boolean | void };

/** Hands a press to the handler of its shortcut. */
export function handle(event: KeyboardEvent, handlers: Handlers, mac = MAC): void {
  if (event.defaultPrevented) return;
  for (const name of Object.keys(handlers) as ShortcutName[]) {
    if (!isShortcut(event, name, mac)) continue;
    if (handlers[name]?.(digitOf(event) ?? 0) !== false) event.preventDefault();
    return;
  }
}

/** The caps of a key, as they are called on this computer. */
export function capsOf(key: string, mac = MAC): string[] {
  const names: Readonly<Record<string, string>> = mac
    ? { " ": "␣", Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃", Escape: "esc", Enter: "⏎", ArrowDown: "↓", ArrowUp: "↑" }
    : { " ": "␣", Mod: "Ctrl", Escape: "Esc", ArrowDown: "↓", ArrowUp: "↑" };
  return key.split("+").map((part) => names[part] ?? part);
}
