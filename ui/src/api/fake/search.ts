import type { HitView, MessageView, Search, SearchKind } from "../index";
import type { SearchApi } from "../search";
import type { World } from "./world";

/** Words find them also by who sent them. */
const MEDIA: ReadonlySet<SearchKind> = new Set(["picture", "video", "voice", "file"]);

/** As good as the engine's for made-up people: without case and width. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function wordsOf({ content }: MessageView): string {
  switch (content.is) {
    case "text":
    case "markdown":
      return content.text;
    case "picture":
      return content.picture.sticker ? "" : content.picture.name;
    case "video":
      return content.video.name;
    case "file":
      return content.file.name;
    default:
      return "";
  }
}

function kindsOf(message: MessageView): readonly SearchKind[] {
  const { content } = message;
  const link: readonly SearchKind[] = wordsOf(message).includes("://") ? ["link"] : [];
  switch (content.is) {
    case "text":
    case "markdown":
      return ["text", ...link];
    case "picture":
      return content.picture.sticker ? [] : ["picture"];
    case "video":
    case "voice":
    case "file":
      return [content.is];
    default:
      return [];
  }
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
  return world
    .messages()
    .filter((row) => {
      const kinds = kindsOf(row);
      const named = request.kind !== null && MEDIA.has(request.kind) && folded(row.senderNickname).includes(wanted);
      return (
        kinds.length > 0 &&
        (named || folded(wordsOf(row)).includes(wanted)) &&
        (request.kind === null || kinds.includes(request.kind)) &&
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
