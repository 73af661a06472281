import type { Content, MessageView, Quoted } from "../api";
import { copyText } from "../text/clipboard";
import { plainOf } from "../text/mentions";
import type { ActionName } from "./actions";
import type { Thread } from "./thread.svelte";

/** The words of a message as they are copied; empty: it has none. */
export function wordsOf(content: Content): string {
  switch (content.is) {
    case "text":
    case "quote":
      return plainOf(content);
    case "markdown":
    case "rich":
    case "official":
      return content.text;
    default:
      return "";
  }
}

/** A message as what is written answers it. */
export function quotedOf(message: MessageView): Quoted {
  const { content } = message;
  return {
    clientMsgId: message.clientMsgId,
    seq: message.seq,
    senderId: message.senderId,
    senderName: message.senderNickname,
    mine: message.mine,
    content: content.is === "quote" ? { is: "text", text: content.text, mentions: content.mentions } : content,
  };
}

/** Who a message's words mention, as they are written again. */
function mentionAgain(thread: Thread, content: Content): void {
  if (content.is !== "text" && content.is !== "quote") return;
  for (const { userId, from, to } of content.mentions) thread.writing.mention({ userId, from, to });
}

/**
 * Does something with a message. `picked` is what is selected of its words, or the link that was meant. True: what comes
 * next is writing.
 */
export function perform(thread: Thread, name: ActionName, message: MessageView, picked = ""): boolean {
  const { acting } = thread;
  switch (name) {
    case "resend":
      void thread.resend(message.clientMsgId);
      return false;
    case "discard":
      void thread.discard(message.clientMsgId);
      return false;
    case "play":
      thread.player?.toggle(message);
      return false;
    case "open":
      acting.opened = message;
      return false;
    case "quote":
      if (acting.editing !== null) thread.draft = acting.stopEditing();
      thread.writing.quote = quotedOf(message);
      return true;
    case "edit":
      thread.draft = acting.startEditing(message, thread.draft);
      mentionAgain(thread, message.content);
      return true;
    case "copy":
    case "copyLink":
      void copyText(picked === "" ? wordsOf(message.content) : picked);
      return false;
    case "forward":
      acting.forwarding = [message];
      return false;
    case "favourite":
      void acting.favourite([message]);
      return false;
    case "keep":
      void acting.keepSticker(message);
      return false;
    case "pin":
    case "unpin":
      void acting.act([message], { is: "pin", on: name === "pin" });
      return false;
    case "versions":
      acting.versions = message;
      return false;
    case "select":
      acting.toggle(message.clientMsgId);
      return false;
    case "recall":
      void acting.recall(message);
      return false;
    case "delete":
      acting.deleting = [message];
      return false;
    // What is done with files is media/acts.ts's.
    default:
      return false;
  }
}

/** Writes anew what was taken back. */
export function writeAgain(thread: Thread, key: string): void {
  const words = thread.acting.wordsOf(key);
  if (words !== null) thread.draft = thread.draft.trim() === "" ? words : `${words}\n${thread.draft}`;
}
