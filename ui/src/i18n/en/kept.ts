export const kept = {
  kept: "Pictures, files and links",
  keptWhich: { pictures: "Pictures", files: "Files", links: "Links", voice: "Voice" },
  keptNone: {
    pictures: "No pictures or videos here yet.",
    files: "No files here yet.",
    links: "No links here yet.",
    voice: "No voice messages here yet.",
  },
  copyPicture: "Copy picture",
  pictureCopied: "The picture is on the clipboard.",
  keptJump: "Show in the conversation",
  keptPictureOf: (when: string) => `Picture of ${when}`,
  keptVideoOf: (when: string) => `Video of ${when}`,
};
