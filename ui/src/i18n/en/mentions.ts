export const mentions = {
  mention: "Mention somebody",
  mentionEverybody: "All members are told",
};
