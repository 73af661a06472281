import type { meeting as en } from "../en/meeting";

export const meeting: typeof en = {
  linkTake: "也可以粘贴链接，或拖入二维码图片。",
  linkPicture: "选择图片",
  groupCode: "群链接和二维码",
  groupCodeOpen: "二维码",
  groupCodeQr: "群二维码",
  groupCodeDirect: "用 Selkie 扫描二维码或打开链接即可加入。",
  groupCodeAsking: "用 Selkie 扫描二维码或打开链接即可申请加入。",
  groupElsewhere: (server) => `这个群聊在另一台服务器（${server}）上，你在那里还没有账号。`,
  groupMadeAsked: (names) => `群聊已创建。${names}需要本人同意，已发出询问。`,
  groupInvitedApproval: (names) => `${names}等待群主或管理员同意。`,
  groupInvitedConsent: (names) => `${names}需要本人同意，已发出询问。`,
  commonGroups: (n) => `共同群聊（${n.toLocaleString("zh-CN")}）`,
  commonAll: "显示全部",
  keptApart: "你们的共同群聊不允许成员互加好友。",
};
