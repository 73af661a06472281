import type { favourites as Words } from "../en/favourites";

export const favourites: typeof Words = {
  favourites: "收藏",
  actFavourite: "收藏",
  favoured: "已收藏。",
  favouriteSearch: "搜索收藏",
  favouriteWhich: "收藏的类型",
  favouriteKinds: {
    all: "全部",
    text: "文字",
    pictures: "图片视频",
    files: "文件",
    voice: "语音",
    others: "其他",
  },
  favouritesNone: "还没有收藏",
  favouritesNoneHint: "在消息的菜单里选择“收藏”，内容就会留在这里，原消息以后如何变动都不受影响。",
  favouritesNotFound: "没有找到符合条件的收藏。",
  favouritePick: "选择一条收藏",
  favouritePickHint: "收藏会同步到你的所有设备，其他人不会知道。",
  favouriteFrom: (place: string) => `来自 ${place}`,
  favouriteKept: (when: string) => `收藏于 ${when}`,
  favouriteWaiting: "连接恢复后会同步到你的其他设备。",
  favouriteGone: "原消息已不在会话中，这里是你保存的副本。",
  favouriteRemove: "取消收藏",
  favouriteRemoved: "已取消收藏",
  favouriteActions: "对这条收藏的操作",
};
