import type { MessageView } from "../index";
import type { MessageApi } from "../messages";
import { type Memory, actOn, memory, opened, sendOn } from "./doing";
import { PEOPLE } from "./people";
import { saidOf } from "./special";
import type { World } from "./world";

/** Messages of the made-up worlds. */
export function messages(world: (account: string) => World): MessageApi {
  const memories = new Map<string, Memory>();
  const of = (account: string): Memory => {
    const known = memories.get(account) ?? memory();
    memories.set(account, known);
    return known;
  };
  return {
    async messages(account, conversationId, before, limit) {
      if (before !== null) await new Promise((resolve) => setTimeout(resolve, 40));
      return world(account).page(conversationId, before, limit);
    },
    async sendText(account, conversationId, written) {
      return world(account).send(conversationId, written);
    },
    async say(account, conversationId, what) {
      if (what.is !== "linked") return world(account).say(conversationId, saidOf(what));
      const { clientMsgId } = world(account).send(conversationId, what.written);
      world(account).alter(clientMsgId, (row) => ({ ...row, link: what.card }));
      return world(account).find1(clientMsgId) as MessageView;
    },
    async lookAtLink(_account, url) {
      await new Promise((resolve) => setTimeout(resolve, 700));
      const { hostname } = new URL(url);
      return {
        url,
        title: `What ${hostname} is about`,
        words: "A page that says what it is.",
        site: hostname,
        pictured: true,
      };
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
    async setDraft(account, conversationId, written) {
      world(account).setDraft(conversationId, written);
    },
    async actOnMessages(account, clientMsgIds, act) {
      actOn(world(account), of(account), clientMsgIds, act);
    },
    async forward(account, forward) {
      sendOn(world(account), of(account), forward);
    },
    async versions(account, clientMsgId) {
      return of(account).versions.get(clientMsgId) ?? [];
    },
    async pinnedMessages(account, conversationId) {
      return world(account)
        .rows(conversationId)
        .filter((row) => row.pinned)
        .reverse();
    },
    async transcript(account, clientMsgId, path) {
      return opened(of(account), clientMsgId, path);
    },
    async receipts(_account, _conversationId, seqs) {
      return seqs.map((seq) => ({ seq, read: seq % 4, members: 4 }));
    },
    async readers(_account, _conversationId, seq) {
      const read = seq % 4;
      return { read: PEOPLE.slice(0, read), unread: PEOPLE.slice(read, 4), receipt: { seq, read, members: 4 } };
    },
    async tellTyping() {},
  };
}
