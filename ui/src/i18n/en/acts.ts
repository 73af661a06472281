export const acts = {
  // What one does with a message
  actAnd: ", ",
  keyNameDelete: "Del",
  actReact: "React",
  actReactMore: "Other emoji",
  actReactWith: (emoji: string) => `React with ${emoji}`,
  actUnreact: (emoji: string) => `Take ${emoji} back`,
  actMore: "More",
  actQuote: "Reply",
  actEdit: "Edit",
  actForward: "Forward",
  actPin: "Pin here",
  actUnpin: "Unpin",
  actSelect: "Select",
  actVersions: "Earlier versions",
  actOpenMerged: "Open",
  actRecall: "Take back",
  actDelete: "Delete for me",
  actNotTaken: "This could not be done.",
  actUndone: "The server did not take what you did to a message, so it was undone.",

  // What was done to it
  reactedBy: (names: string, emoji: string) => `${names} reacted with ${emoji}`,
  reactedMore: (count: number) => `${count.toLocaleString("en")} more`,
  edited: "edited",
  pinnedHere: "Pinned in this conversation",
  versionsTitle: "Earlier versions",
  versionFirst: "As it was sent",
  versionNow: "As it reads now",

  // Taken back
  recalledByMe: "You took back a message",
  recalledBy: (name: string) => `${name} took back a message`,
  recalledOthersByMe: "You took back a message of somebody else",
  recalledOthersBy: (name: string) => `${name} took back a message of somebody else`,
  recalledShort: "Message taken back",
  editAgain: "Edit again",

  // Replying and editing
  quoting: (name: string) => `Replying to ${name}`,
  quotingMe: "Replying to yourself",
  quoteDrop: "Do not reply to it",
  quoteGo: "Go to this message",
  editing: "Editing",
  editDrop: "Stop editing",
  editSave: "Save the change",

  // Pinned messages
  pinned: "Pinned message",
  pinnedOf: (at: number, all: number) => `Pinned message ${at} of ${all}`,
  pinnedGo: "Go to the pinned message",

  // Several messages
  selectedMessages: (count: number) =>
    count === 1 ? "1 message selected" : `${count.toLocaleString("en")} messages selected`,
  selectMessagesNone: "Stop selecting",
  selectedActions: "What to do with the selected messages",
  deleteMessages: (count: number) =>
    count === 1 ? "Delete this message for you?" : `Delete ${count.toLocaleString("en")} messages for you?`,
  deleteMessagesExplain: (count: number): string =>
    count === 1 ? "It goes from all your devices. Others keep it." : "They go from all your devices. Others keep them.",

  // Sending on
  forwardTitle: (count: number) =>
    count === 1 ? "Forward a message" : `Forward ${count.toLocaleString("en")} messages`,
  forwardHow: "How",
  forwardEach: "One by one",
  forwardMerged: "As one",
  forwardFind: "People and groups",
  forwardChosen: "Chosen",
  forwardNobody: "Nobody of this name.",
  forwardFull: (most: number) => `At most ${most} at once.`,
  forwardChoose: "Choose to whom it goes.",
  forwardWord: "Say something along with it",
  forwardNow: "Forward",
  forwarded: "Forwarded.",
  mergedTitle: (names: readonly string[]) => `Chat history of ${names.join(" and ")}`,
  mergedGroup: "Chat history of a group",
  mergedKept: "Kept messages",
  mergedCount: (count: number) => (count === 1 ? "1 message" : `${count.toLocaleString("en")} messages`),
  mergedShort: (title: string) => `[Chat history] ${title}`,
  mergedBack: "Back",
  mergedLost: "This could not be opened.",

  // Writing
  typing: "typing…",
  typingOne: (name: string) => `${name} is typing…`,
  typingSome: (count: number) => `${count} people are typing…`,
  showTyping: "Typing",
  showTypingHint: "Others see while you write. If you turn it off, you do not see it of others either.",
  showReceipts: "Read receipts",
  showReceiptsHint: "Others see what you have read. If you turn it off, you do not see it of others either.",
  privacyWriting: "Reading and writing",

  // Who has read
  readBy: (read: number, left: number) => `${read.toLocaleString("en")} read, ${left.toLocaleString("en")} not yet`,
  readByAll: "Everybody has read it",
  readersTitle: "Who has read it",
  readersRead: (count: number) => `Read · ${count.toLocaleString("en")}`,
  readersUnread: (count: number) => `Not yet · ${count.toLocaleString("en")}`,
  readersNobody: "Nobody.",

  // Cards, places and other apps' kinds
  cardTitle: "Contact card",
  cardShort: (name: string) => `[Contact card] ${name}`,
  locationShort: (name: string) => `[Location] ${name}`.trim(),
  locationOpen: "Open on a map in the browser",
  customKind: "From another app",
};
