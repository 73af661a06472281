import { moodOf } from "../stickers/pack";
import type { ConversationKind, GroupRole, MessageView } from "../api";

/** What can be done with a message, in the order of its menu. */
export const ACTIONS = [
  "resend",
  "play",
  "open",
  "quote",
  "edit",
  "copy",
  "copyLink",
  "look",
  "openFile",
  "copyPicture",
  "save",
  "saveAs",
  "showFolder",
  "forward",
  "favourite",
  "keep",
  "pin",
  "unpin",
  "versions",
  "select",
  "recall",
  "delete",
  "discard",
] as const;

export type ActionName = (typeof ACTIONS)[number];

/** The key that does it while its message has the focus. */
export const KEYS: Partial<Readonly<Record<ActionName, string>>> = {
  play: " ",
  quote: "R",
  edit: "E",
  copy: "C",
  look: "O",
  openFile: "O",
  copyPicture: "C",
  save: "D",
  forward: "F",
  favourite: "K",
  pin: "P",
  unpin: "P",
  select: "S",
  delete: "Delete",
};

/** Where a message stands, and who looks at it. */
export interface Around {
  readonly kind: ConversationKind;
  /** In a group. */
  readonly role: GroupRole | null;
  /** Whether something can be sent here. */
  readonly writes: boolean;
  /** For so long one takes back what one wrote; 0: for ever. */
  readonly recallMs: number;
}

/** Whether the words of a message can become others. */
export function isText(message: MessageView): boolean {
  return message.content.is === "text" || message.content.is === "quote";
}

/** Whether it has words to copy. */
function hasWords(message: MessageView): boolean {
  const { is } = message.content;
  return isText(message) || is === "markdown" || is === "rich" || is === "official";
}

/** Whether it can be kept among the stickers. */
function isKeepable({ content }: MessageView): boolean {
  return (
    content.is === "picture" &&
    (content.picture.sticker || content.picture.moves) &&
    moodOf(content.picture.name) === null
  );
}

/** Somebody said it, and everybody here has it. */
function isThere(message: MessageView): boolean {
  return message.seq !== null && !isLine(message);
}

/** What is said by nobody, and stands alone. */
export function isLine(message: MessageView): boolean {
  const { content } = message;
  if (content.is === "special") return content.quiet;
  const { is } = content;
  return is === "group" || is === "befriended" || is === "burning" || is === "gone" || is === "recalled";
}

/** Whether somebody may take back what he did not write. Whom he outranks the server knows. */
function leads(role: GroupRole | null): boolean {
  return role === "owner" || role === "admin";
}

export function canReact(message: MessageView, around: Around): boolean {
  return around.writes && isThere(message);
}

/** What can be done with the picture or the file of a message; what was saved is known to whoever shows it. */
function ofFile({ content, state }: MessageView, can: Set<ActionName>): void {
  if (state.is === "sending" || state.is === "failed") return;
  if (content.is === "picture") can.add("look").add("copyPicture").add("save").add("saveAs").add("showFolder");
  if (content.is === "voice" || content.is === "video") can.add("save").add("saveAs").add("showFolder");
  if (content.is !== "file") return;
  can.add("save").add("saveAs").add("showFolder");
  // What may run is only saved.
  if (!content.file.program) can.add("openFile");
}

/** What can be done with this message here; links and words to copy are found by whoever shows it. */
export function actionsFor(message: MessageView, around: Around, now = Date.now()): ReadonlySet<ActionName> {
  const can = new Set<ActionName>();
  if (hasWords(message)) can.add("copy").add("copyLink");
  ofFile(message, can);
  if (message.content.is === "voice" || message.content.is === "video") can.add("play");
  if (message.state.is === "failed") return can.add("resend").add("discard");
  if (message.seq === null) return can;
  can.add("delete");
  if (!isThere(message)) return can;
  can.add("select");
  // What burns would stay where it is sent on or kept.
  if (message.burns === null) can.add("forward").add("favourite");
  if (message.content.is === "merged") can.add("open");
  if (isKeepable(message)) can.add("keep");
  if (message.edited !== null) can.add("versions");
  if (!around.writes) return can;
  can.add("quote").add(message.pinned ? "unpin" : "pin");
  if (message.mine && isText(message)) can.add("edit");
  const inTime = message.mine && (around.recallMs === 0 || now - message.time < around.recallMs);
  if (inTime || (around.kind === "group" && leads(around.role))) can.add("recall");
  return can;
}

/** What can be done with a message out of others that were sent on as one; `kept`: what holds it does not burn. */
export function actionsInside(message: MessageView, kept: boolean): ReadonlySet<ActionName> {
  const can = new Set<ActionName>();
  if (isLine(message)) return can;
  if (hasWords(message)) can.add("copy");
  ofFile(message, can);
  can.delete("look");
  can.delete("openFile");
  can.delete("showFolder");
  return kept ? can.add("forward").add("favourite") : can;
}

/** What a key means for a message of which these are possible. */
export function actionOf(key: string, can: ReadonlySet<ActionName>): ActionName | null {
  const wanted = key.length === 1 ? key.toUpperCase() : key;
  return ACTIONS.find((name) => KEYS[name] === wanted && can.has(name)) ?? null;
}
