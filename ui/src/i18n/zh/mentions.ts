import type { mentions as Words } from "../en/mentions";

export const mentions: typeof Words = {
  mention: "提及成员",
  mentionGo: "跳转到提及处",
  mentionEverybody: "通知所有成员",
};
