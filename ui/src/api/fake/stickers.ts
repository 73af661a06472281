import type { StickerApi } from "../stickers";
import type { StickerView } from "../index";

/** Stickers that somebody keeps in the made-up worlds. */
export function stickers(): StickerApi {
  let kept: StickerView[] = [];
  return {
    async stickers() {
      return kept;
    },
    async keepSticker(_account, file) {
      const sticker = { content: file, name: "", width: 180, height: 180, moves: false };
      kept = [sticker, ...kept.filter((one) => one.content !== file)];
      return sticker;
    },
    async keepStickerFolder(account) {
      for (const name of ["wave", "wink"]) await this.keepSticker(account, name);
      return { kept: 2, left: 1, code: null };
    },
    async keepReceivedSticker(account, clientMsgId) {
      return this.keepSticker(account, clientMsgId);
    },
    async forgetSticker(_account, content) {
      kept = kept.filter((one) => one.content !== content);
    },
    async bringSticker(_account, content) {
      return content;
    },
  };
}
