import type { burning as Words } from "../en/burning";

export const burning: typeof Words = {
  burn: "阅后即焚",
  burnHint: "此后发送的消息，对方阅读后经过这段时间，就会从双方的所有设备上消失，但其他应用可能会保留。",
  burnsAfter: (time) => `阅读后 ${time}消失`,
  burnsHere: (time) => `消息在阅读后 ${time}消失`,
  burnOnByMe: "你开启了阅后即焚。",
  burnOffByMe: "你关闭了阅后即焚。",
  burnOnBy: (name) => `${name} 开启了阅后即焚。`,
  burnOffBy: (name) => `${name} 关闭了阅后即焚。`,
  keep: "自动删除旧消息",
  keepHint: "只从你自己的设备上删除，其他人不受影响。",
  vanishNever: "从不",
};
