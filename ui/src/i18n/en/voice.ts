export const voice = {
  voiceShort: (length: string) => (length === "" ? "[voice]" : `[voice] ${length}`),
  videoShort: (length: string) => (length === "" ? "[video]" : `[video] ${length}`),
  voicePlay: "Play",
  voicePause: "Pause",
  voiceSeek: "Play from here",
  voiceFaster: "Play faster or slower",
  voiceRate: (rate: number) => `${rate}×`,
  voiceUnheard: "Not heard yet",
  actPlay: "Play or pause",
  keyNameSpace: "Space",

  // Recording
  record: "Record a voice message: hold while you speak, or press once",
  recording: "Voice message",
  recordHeld: "Let go to send · slide away to discard",
  recordLetGo: "Let go to discard",
  recordForget: "Discard",
  recordStop: "Stop, to listen first",
  recordListen: "Listen",
  recordSend: "Send",

  // Videos
  videoPlay: "Play the video",
  videoPlayer: "Video",
  videoMissing: "This video cannot be played here. It can be saved and opened in another program.",
  videoManner: "Send videos",
  videoManners: { picture: "To be played here", file: "As files" },
  videoNoPoster: "Goes without a preview: this computer cannot draw it.",
};
