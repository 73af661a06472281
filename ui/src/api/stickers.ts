import type { AccountId, StickerView, StickersAdded } from "./types.gen";

/** What the interface asks about pictures that somebody keeps to send again. */
export interface StickerApi {
  /** Those of this device, the one kept last first. */
  stickers(account: AccountId): Promise<StickerView[]>;
  /** Keeps a picture that was brought. */
  keepSticker(account: AccountId, file: string): Promise<StickerView>;
  /** Asks for a folder of pictures and keeps those; null: none, after all. */
  keepStickerFolder(account: AccountId): Promise<StickersAdded | null>;
  /** Keeps the picture of a message. */
  keepReceivedSticker(account: AccountId, clientMsgId: string): Promise<StickerView>;
  forgetSticker(account: AccountId, content: string): Promise<void>;
  /** Brings one that is kept, to be sent as whatever is brought. */
  bringSticker(account: AccountId, content: string): Promise<string>;
}
