import type { MessageApi } from "../messages";
import type { World } from "./world";

/** Messages of the made-up worlds. */
export function messages(world: (account: string) => World): MessageApi {
  return {
    async messages(account, conversationId, before, limit) {
      if (before !== null) await new Promise((resolve) => setTimeout(resolve, 40));
      return world(account).page(conversationId, before, limit);
    },
    async sendText(account, conversationId, text) {
      return world(account).send(conversationId, text);
    },
    async resend(account, clientMsgId) {
      world(account).resend(clientMsgId);
    },
    async discard(account, clientMsgId) {
      world(account).discard(clientMsgId);
    },
    async markRead(account, conversationId, seq) {
      world(account).read(conversationId, seq);
    },
    async setDraft(account, conversationId, text, mentions) {
      world(account).setDraft(conversationId, text, mentions);
    },
  };
}
