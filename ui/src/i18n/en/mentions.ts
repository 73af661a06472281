export const mentions = {
  mention: "Mention somebody",
  mentionGo: "Go to the mention",
  mentionEverybody: "All members are told",
};
