import type { switcher as en } from "../en/switcher";

export const switcher: typeof en = {
  switcher: "快速切换",
  switcherHint: "联系人或群名称，可用拼音和首字母",
  switcherEmpty: "这里还没有人。请在左侧列表中查找联系人。",
  switcherNothing: (query) => `没有找到“${query}”。`,
  keySwitcher: "按名称切换到联系人或群聊",
  group: "群聊",
};
