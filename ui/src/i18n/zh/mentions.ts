import type { mentions as Words } from "../en/mentions";

export const mentions: typeof Words = {
  mention: "提及成员",
  mentionEverybody: "通知所有成员",
};
