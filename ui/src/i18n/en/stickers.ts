export const stickers = {
  stickers: "Stickers",
  stickerKind: "Emoji or stickers",
  stickerEmoji: "Emoji",
  stickersOwn: "Seal",
  stickersKept: "Kept",
  stickerNames: {
    hello: "Hello",
    laugh: "Laughing",
    love: "In love",
    cry: "Crying",
    sleep: "Asleep",
    angry: "Angry",
    clap: "Clapping",
    wow: "Surprised",
  },
  sticker: "Sticker",
  stickerNamed: (name: string) => `Sticker: ${name}`,
  stickerImport: "Add pictures or a zip",
  stickerFolder: "Add a folder",
  stickerForget: (name: string) => `Remove ${name}`,
  stickersNone: "Pictures that you add or keep from messages stand here, on this device.",
  stickersAdded: (kept: number, left: number) => {
    const done = kept === 1 ? "1 sticker added." : `${kept.toLocaleString("en")} stickers added.`;
    return left === 0
      ? done
      : `${done} ${left.toLocaleString("en")} could not be added: at most 1 MB and 1,024 pixels a side.`;
  },
  stickersFailed: "The stickers could not be read.",
  actKeep: "Keep as a sticker",
  stickerKept: "Kept among your stickers.",
};
