import type { AccountId, Cursor, Meant, MessageView, Page } from "./types.gen";

/** What the interface asks about the messages of a conversation. */
export interface MessageApi {
  messages(account: AccountId, conversationId: string, before: Cursor | null, limit: number): Promise<Page>;
  /** With the places in the text that mention somebody, in a group. */
  sendText(account: AccountId, conversationId: string, text: string, mentions?: readonly Meant[]): Promise<MessageView>;
  resend(account: AccountId, clientMsgId: string): Promise<void>;
  discard(account: AccountId, clientMsgId: string): Promise<void>;
  markRead(account: AccountId, conversationId: string, seq: number): Promise<void>;
  /** Keeps what was written and not sent; empty: nothing. */
  setDraft(account: AccountId, conversationId: string, text: string, mentions: readonly Meant[]): Promise<void>;
}
