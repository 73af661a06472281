import type { AccountId, RecordedView } from "./types.gen";

/** What the interface asks about what is spoken and heard. */
export interface VoiceApi {
  /** Answers when the recording is over; null: it is not to be kept. What was recorded is sent like a file that was brought. */
  record(account: AccountId): Promise<RecordedView | null>;
  endRecording(account: AccountId, keep: boolean): Promise<void>;
  /** The bytes of a message, or of what was recorded. */
  sound(account: AccountId, id: string, brought: boolean): Promise<ArrayBuffer>;
  /** The person has heard a message. */
  hear(account: AccountId, clientMsgId: string): Promise<void>;
  /** Where a player finds the video of a message. */
  film(account: AccountId, clientMsgId: string): Promise<string>;
  /** Gives a video that was brought the picture that stands for it. */
  setPoster(account: AccountId, id: string, picture: Uint8Array): Promise<void>;
}
