/** The emoji that are at hand without looking for one. */
export const QUICK = ["👍", "❤️", "😂", "🎉", "😮", "😢"] as const;
