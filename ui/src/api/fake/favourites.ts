import type { FavouriteApi } from "../favourites";
import type { Event, FavouriteKind, FavouriteView, MessageView } from "../index";
import { nameOf } from "../../text/name";
import type { World } from "./world";

function kindOf({ content }: MessageView): FavouriteKind {
  switch (content.is) {
    case "text":
    case "quote":
    case "markdown":
    case "rich":
      return "text";
    case "picture":
    case "video":
      return "pictures";
    case "file":
      return "files";
    case "voice":
      return "voice";
    default:
      return "others";
  }
}

/** What the people of the made-up worlds keep: at the beginning some of everything that was said to them. */
export function favourites(world: (account: string) => World, tell: (event: Event) => void): FavouriteApi {
  const kept = new Map<string, FavouriteView[]>();

  function copy(account: string, message: MessageView): FavouriteView {
    const row = world(account)
      .conversations()
      .find((one) => one.id === message.conversationId);
    return {
      id: message.clientMsgId,
      kept: Date.now(),
      waiting: false,
      place: row === undefined ? "" : nameOf(row.peer),
      group: row?.kind === "group",
      at: message.seq,
      message: { ...message, seq: null, reactions: [], pinned: false },
    };
  }

  function of(account: string): FavouriteView[] {
    const known = kept.get(account);
    if (known !== undefined) return known;
    const kinds = new Set<string>();
    const said = world(account)
      .messages()
      .filter((row) => !row.mine && row.seq !== null && row.content.is !== "group")
      .toReversed();
    const first = said.filter((row) => kinds.size < 9 && !kinds.has(row.content.is) && kinds.add(row.content.is));
    const all = first.map((row, at) => ({ ...copy(account, row), kept: Date.now() - at * 9 * 3_600_000 }));
    kept.set(account, all);
    return all;
  }

  return {
    async favourites(account, request, limit) {
      const wanted = request.query.trim().toLowerCase();
      const all = of(account).filter(
        (one) =>
          (request.kind === null || kindOf(one.message) === request.kind) &&
          JSON.stringify([one.message.content, one.message.senderNickname, one.place]).toLowerCase().includes(wanted),
      );
      return { all: all.slice(0, limit), more: all.length > limit };
    },
    async keepFavourites(account, clientMsgIds) {
      const known = of(account);
      const news = clientMsgIds
        .filter((id) => !known.some((one) => one.id === id))
        .map((id) => copy(account, world(account).find1(id) as MessageView));
      kept.set(account, [...news.toReversed(), ...known]);
      tell({ is: "favourites", account, refused: null });
    },
    async removeFavourites(account, ids) {
      kept.set(
        account,
        of(account).filter((one) => !ids.includes(one.id)),
      );
      tell({ is: "favourites", account, refused: null });
    },
  };
}
