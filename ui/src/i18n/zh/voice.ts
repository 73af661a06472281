import type { voice as Words } from "../en/voice";

export const voice: typeof Words = {
  voiceShort: (length) => (length === "" ? "[语音]" : `[语音] ${length}`),
  videoShort: (length) => (length === "" ? "[视频]" : `[视频] ${length}`),
  voicePlay: "播放",
  voicePause: "暂停",
  voiceSeek: "从这里播放",
  voiceFaster: "切换播放速度",
  voiceRate: (rate) => `${rate}×`,
  voiceUnheard: "未听",
  actPlay: "播放 / 暂停",
  keyNameSpace: "空格",

  record: "录制语音：按住说话，或点一下开始",
  recording: "语音消息",
  recordHeld: "松开发送 · 移开取消",
  recordLetGo: "松开取消",
  recordForget: "丢弃",
  recordStop: "停止并试听",
  recordListen: "试听",
  recordSend: "发送",

  videoPlay: "播放视频",
  videoPlayer: "视频",
  videoMissing: "无法在这里播放这段视频。可以保存后用其他程序打开。",
  videoManner: "视频发送方式",
  videoManners: { picture: "可直接播放", file: "作为文件" },
  videoNoPoster: "将不带预览图发送：这台电脑无法解码画面。",
};
