import type { HitView, MessageView, Search } from "../index";
import type { SearchApi } from "../search";
import type { World } from "./world";

/** As good as the engine's for made-up people: without case and width. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function wordsOf({ content }: MessageView): string {
  return content.is === "text" ? content.text : "";
}

function hit(message: MessageView, query: string): HitView {
  const text = wordsOf(message).replace(/\s/gu, " ");
  const wanted = folded(query.trim());
  const marks = [];
  for (let at = folded(text).indexOf(wanted); wanted !== "" && at >= 0; at = folded(text).indexOf(wanted, at + 1)) {
    marks.push({ from: at, to: at + wanted.length });
  }
  return { message, text, marks };
}

function found(world: World, request: Search): MessageView[] {
  const wanted = folded(request.query.trim());
  const narrowed = wanted !== "" || request.kind !== null;
  return world
    .messages()
    .filter((row) => {
      const words = folded(wordsOf(row));
      return (
        narrowed &&
        words !== "" &&
        words.includes(wanted) &&
        request.kind !== "file" &&
        (request.kind !== "link" || words.includes("://")) &&
        (request.conversationId === null || request.conversationId === row.conversationId) &&
        (request.senderId === null || request.senderId === row.senderId) &&
        (request.from === null || request.from <= row.time) &&
        (request.to === null || row.time <= request.to)
      );
    })
    .sort((one, other) => other.time - one.time || other.local - one.local);
}

/** Messages of the made-up worlds that are looked for. */
export function search(world: (account: string) => World): SearchApi {
  return {
    async search(account, request, before, limit) {
      const all = found(world(account), request);
      const from = before === null ? 0 : all.findIndex((row) => row.local === before.id) + 1;
      const page = all.slice(from, from + limit);
      const last = page.at(-1);
      return {
        hits: page.map((row) => hit(row, request.query)),
        next: last === undefined || from + limit >= all.length ? null : { time: last.time, id: last.local },
        indexing: null,
      };
    },
    async searchCounts(account, request) {
      const counts = new Map<string, number>();
      for (const { conversationId } of found(world(account), request)) {
        counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
      }
      return [...counts]
        .map(([conversationId, count]) => ({ conversationId, count }))
        .sort((one, other) => other.count - one.count);
    },
    async fetchFound() {
      return 0;
    },
    async messagesFrom(account, conversationId, seq, limit) {
      const rows = world(account)
        .messages()
        .filter((row) => row.conversationId === conversationId && row.seq !== null && row.seq >= seq);
      return { messages: rows.slice(0, limit), newer: rows.length > limit };
    },
  };
}
