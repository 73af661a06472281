export const list = {
  everybody: "@everyone",
};
