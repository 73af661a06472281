import type { lines as en, people as peopleEn } from "../en/lines";

export const lines: typeof en = {
  created: ["{by}创建了群聊", "群聊已创建"],
  createdWith: ["{by}邀请{to}创建了群聊", "群聊已创建，成员有{to}"],
  renamed: ["{by}将群名称改为“{name}”", "群名称改为“{name}”"],
  changed: ["{by}修改了群资料", "群资料已修改"],
  announced: ["{by}发布了群公告：{text}", "群公告：{text}"],
  invited: ["{by}邀请{to}加入了群聊", "{to}加入了群聊"],
  entered: ["{to}加入了群聊", "{to}加入了群聊"],
  removed: ["{by}将{to}移出了群聊", "{to}被移出了群聊"],
  left: ["{to}退出了群聊", "{to}退出了群聊"],
  transferred: ["{by}将群主转让给{to}", "{to}成为新群主"],
  dismissed: ["{by}解散了群聊", "群聊已解散"],
  promoted: ["{by}将{to}设为管理员", "{to}成为管理员"],
  demoted: ["{by}取消了{to}的管理员身份", "{to}不再是管理员"],
  mutedMember: ["{by}将{to}禁言{time}", "{to}被禁言{time}"],
  unmutedMember: ["{by}解除了{to}的禁言", "{to}的禁言已解除"],
  muted: ["{by}开启了全员禁言", "已开启全员禁言"],
  unmuted: ["{by}关闭了全员禁言", "已关闭全员禁言"],
};

export const people: typeof peopleEn = {
  subject: "你",
  object: "你",
  and: "和",
  comma: "、",
  more: (count) => `另外 ${count.toLocaleString("zh-CN")} 人`,
};
