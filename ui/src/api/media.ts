import type {
  AccountId,
  Attachment,
  BroughtView,
  Cursor,
  Kept,
  Meant,
  MessageView,
  StorageView,
  TransferView,
} from "./types.gen";

/** What the interface asks about pictures and files. */
export interface MediaApi {
  /** Begins to bring a file of so many bytes; the answer is what it is called meanwhile. */
  beginFile(account: AccountId, name: string, size: number): Promise<string>;
  /** The next piece of it. */
  addToFile(account: AccountId, id: string, bytes: Uint8Array): Promise<void>;
  /** All of it has come. */
  endFile(account: AccountId, id: string): Promise<BroughtView>;
  forgetFile(account: AccountId, id: string): Promise<void>;
  /** Keeps what was brought with the draft of a conversation, in this order, and nothing else. */
  keepDraftFiles(account: AccountId, conversationId: string, ids: readonly string[]): Promise<void>;
  /** What is kept so, as if it were brought now. */
  draftFiles(account: AccountId, conversationId: string): Promise<BroughtView[]>;
  /** Sends what was brought in this order, and words behind it. */
  sendFiles(
    account: AccountId,
    conversationId: string,
    files: readonly Attachment[],
    text: string,
    mentions: readonly Meant[],
  ): Promise<MessageView[]>;
  /** What is on its way, and what was stopped. */
  transfers(account: AccountId): Promise<TransferView[]>;
  pauseTransfer(account: AccountId, clientMsgId: string, paused: boolean): Promise<void>;
  /** Gives it up; a message whose file was on its way to the server goes with it. */
  cancelTransfer(account: AccountId, clientMsgId: string): Promise<void>;
  /** Brings the file of a message onto this device. */
  fetchFile(account: AccountId, clientMsgId: string): Promise<void>;
  /** Hands it to the system's program for it. */
  openFile(account: AccountId, clientMsgId: string): Promise<void>;
  /** Copies it to where downloads go, and answers where it lies. */
  saveFile(account: AccountId, clientMsgId: string): Promise<string>;
  /** Asks where; null: nowhere, after all. */
  saveFileAs(account: AccountId, clientMsgId: string): Promise<string | null>;
  /** Shows it among the others where it was saved last. */
  showSaved(account: AccountId, clientMsgId: string): Promise<void>;
  /** The picture of a message for other programs: a PNG. */
  pictureAsPng(account: AccountId, clientMsgId: string): Promise<ArrayBuffer>;
  /** The pictures, files or voice messages of a conversation, newest first. */
  album(
    account: AccountId,
    conversationId: string,
    kept: Kept,
    before: Cursor | null,
    limit: number,
  ): Promise<MessageView[]>;
  storage(account: AccountId): Promise<StorageView>;
  /** Lets go of what the server has; answers with the bytes that this freed. */
  freeStorage(account: AccountId): Promise<number>;
  /** What an `<img>` shows a picture by: of a message, small or whole, of what was brought, a sticker that is kept, the
   * picture of the card beside a message's words, or that of a page that was looked at. */
  media(account: AccountId, what: "thumb" | "whole" | "brought" | "sticker" | "link" | "looked", id: string): string;
}
