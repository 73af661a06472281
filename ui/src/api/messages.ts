import type {
  AccountId,
  Cursor,
  Forward,
  LinkCard,
  MessageAct,
  MessageVersion,
  MessageView,
  Page,
  Readers,
  Receipt,
  Say,
  Written,
} from "./types.gen";

/** What the interface asks about the messages of a conversation. */
export interface MessageApi {
  messages(account: AccountId, conversationId: string, before: Cursor | null, limit: number): Promise<Page>;
  sendText(account: AccountId, conversationId: string, written: Written): Promise<MessageView>;
  /** Says something beside words and files. */
  say(account: AccountId, conversationId: string, what: Say): Promise<MessageView>;
  /** What the page at an address says of itself; it is asked for that. */
  lookAtLink(account: AccountId, url: string): Promise<LinkCard>;
  resend(account: AccountId, clientMsgId: string): Promise<void>;
  discard(account: AccountId, clientMsgId: string): Promise<void>;
  markRead(account: AccountId, conversationId: string, seq: number): Promise<void>;
  /** Keeps what was written and not sent; empty: nothing. */
  setDraft(account: AccountId, conversationId: string, written: Written): Promise<void>;
  /** Does something to messages, with all of them or with none. */
  actOnMessages(account: AccountId, clientMsgIds: readonly string[], act: MessageAct): Promise<void>;
  /** Sends messages on, all of them or none. */
  forward(account: AccountId, forward: Forward): Promise<void>;
  /** What a message said, from its first words to those of now. */
  versions(account: AccountId, clientMsgId: string): Promise<MessageVersion[]>;
  /** The one pinned last comes first. */
  pinnedMessages(account: AccountId, conversationId: string): Promise<MessageView[]>;
  /** The messages inside of a merged one; `path` goes from one to one inside of it. */
  transcript(account: AccountId, clientMsgId: string, path: readonly number[]): Promise<MessageView[]>;
  /**
   * How many have read these own messages of a group, where `offers.groupReceipts` says that the server tells it. Where
   * `offers.receiptPushes` says so, events tell what changes, until others are asked about, or none of this conversation.
   */
  receipts(account: AccountId, conversationId: string, seqs: readonly number[]): Promise<Receipt[]>;
  readers(account: AccountId, conversationId: string, seq: number): Promise<Readers>;
  /** Tells the others of a conversation that one writes, or stopped. */
  tellTyping(account: AccountId, conversationId: string, on: boolean): Promise<void>;
}
