/** The pack that comes with Selkie; scripts/stickers draws it. */
export const PACK = ["hello", "laugh", "love", "cry", "sleep", "angry", "clap", "wow"] as const;

export type Mood = (typeof PACK)[number];

/** By this name it travels, so that other Selkies draw their own. */
export function nameOf(mood: Mood): string {
  return `selkie-${mood}.webp`;
}

/** The one of the pack that bears this name; null: it is none of it. */
export function moodOf(name: string): Mood | null {
  return PACK.find((mood) => nameOf(mood) === name) ?? null;
}

export function sourceOf(mood: Mood): string {
  return `/stickers/${mood}.webp`;
}
