export const kept = {
  kept: "Media and files",
  keptWhich: { pictures: "Media", files: "Files", links: "Links", voice: "Voice" },
  keptNone: {
    pictures: "No pictures or videos here yet.",
    files: "No files here yet.",
    links: "No links here yet.",
    voice: "No voice messages here yet.",
  },
  albumOf: (count: number) => `${count} pictures`,
  albumAt: (at: number, count: number) => `Picture ${at} of ${count}`,
  copyPicture: "Copy picture",
  pictureCopied: "The picture is on the clipboard.",
  keptJump: "Show in the conversation",
  keptPictureOf: (when: string) => `Picture of ${when}`,
  keptVideoOf: (when: string) => `Video of ${when}`,
};
