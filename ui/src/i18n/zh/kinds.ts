import type { kinds as Words } from "../en/kinds";

export const kinds: typeof Words = {
  sayMore: "发送其他内容",
  sayCard: "个人名片",
  sayPlace: "位置",
  sayPoke: "戳一下",
  sayNow: "发送",
  cardSend: "发送个人名片",
  cardFind: "选择联系人",
  cardChoose: "请选择要发送谁的名片。",
  cardShare: "分享名片",
  cardShareTitle: (name: string) => `分享 ${name} 的名片`,
  cardShared: "已分享。",
  placeSend: "发送位置",
  placeName: "地点名称",
  placeNameHint: "对方看到的名称。",
  placeWhere: "位置",
  placeWhereHint: "填写坐标，例如 39.9087, 116.3975，或粘贴地图上某个地点的链接。",
  placeUnknown: "没有识别出位置。链接里需要包含坐标。",
  placeMissing: "请填写位置。",

  linkCards: "链接卡片",
  linkCardsHint:
    "你输入链接时，Selkie 会向该网页询问标题，并随消息一起发送卡片。网页会得知你的网络地址；看消息的人不会访问网页。",
  linkOffer: (host: string) => `要向 ${host} 询问标题并一起发送吗？`,
  linkAsk: "询问",
  linkAlways: "总是询问",
  linkAsking: (host: string) => `正在询问 ${host}…`,
  linkSaysNothing: "这个网页没有介绍信息。",
  linkDrop: "不带卡片",

  pokedByMe: "你戳了一下对方",
  poked: (name: string) => `${name} 戳了你一下`,
  pokedHere: (name: string) => `${name} 戳了一下`,
  packetTitle: "红包",
  packetGreeting: "恭喜发财，大吉大利",
  packetElsewhere: "请在原来的应用中打开",

  noticeOpen: "打开链接",
  noticePicture: "通知图片",
  faceShort: "[表情]",
  faceElsewhere: "其他应用的表情",
};
