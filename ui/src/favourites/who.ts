import type { MessageView } from "../api";
import { t } from "../i18n/index.svelte";

/** Who said what is kept. */
export function saidBy({ mine, senderNickname, senderId }: MessageView): string {
  return mine ? t.yourself : senderNickname || senderId;
}
