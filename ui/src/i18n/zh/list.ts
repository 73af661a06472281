import type { list as Words } from "../en/list";

export const list: typeof Words = {
  everybody: "@所有人",
};
