import type { stickers as Words } from "../en/stickers";

export const stickers: typeof Words = {
  stickers: "贴纸",
  stickerKind: "表情或贴纸",
  stickerEmoji: "表情",
  stickersOwn: "小海豹",
  stickersKept: "我的贴纸",
  stickerNames: {
    hello: "你好",
    laugh: "大笑",
    love: "爱了",
    cry: "哭",
    sleep: "睡觉",
    angry: "生气",
    clap: "鼓掌",
    wow: "惊讶",
  },
  sticker: "贴纸",
  stickerNamed: (name: string) => `贴纸：${name}`,
  stickerImport: "添加图片或 zip",
  stickerFolder: "添加文件夹",
  stickerForget: (name: string) => `移除 ${name}`,
  stickersNone: "你添加的图片和从消息里保存的贴纸会显示在这里，仅保存在此设备上。",
  stickersAdded: (kept: number, left: number) => {
    const done = `已添加 ${kept.toLocaleString("zh-CN")} 个贴纸。`;
    return left === 0
      ? done
      : `${done}另有 ${left.toLocaleString("zh-CN")} 个未能添加：图片不超过 1 MB，边长不超过 1024 像素。`;
  },
  stickersFailed: "无法读取贴纸。",
  actKeep: "添加到贴纸",
  stickerKept: "已添加到你的贴纸。",
};
