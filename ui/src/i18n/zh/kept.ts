import type { kept as Words } from "../en/kept";

export const kept: typeof Words = {
  kept: "图片与文件",
  keptWhich: { pictures: "图片视频", files: "文件", links: "链接", voice: "语音" },
  keptNone: {
    pictures: "这里还没有图片或视频。",
    files: "这里还没有文件。",
    links: "这里还没有链接。",
    voice: "这里还没有语音。",
  },
  albumOf: (count) => `${count} 张图片`,
  albumAt: (at, count) => `第 ${at} 张图片，共 ${count} 张`,
  draftFiles: (count) => `${count} 个文件`,
  draftFilesWait: (count) => `${count} 个文件尚未发送`,
  draftFilesDrop: "放弃这些文件",
  draftFilesKeep: "稍后发送",
  copyPicture: "复制图片",
  pictureCopied: "图片已复制到剪贴板。",
  keptJump: "在会话中查看",
  keptPictureOf: (when) => `图片，${when}`,
  keptVideoOf: (when) => `视频，${when}`,
};
