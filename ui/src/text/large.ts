const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

// A picture by itself, or a letter-like sign that asks for its picture, a keycap, or the two halves of a flag.
const PICTURE = /^(?:(?!\p{RI})\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{RI}{2}|[0-9#*]\ufe0f?\u20e3)/u;

const MOST = 3;

/** Whether a text is nothing but one to three emoji, which are drawn large. */
export function isLarge(text: string): boolean {
  // Three of them may be long in code, but no text that goes on is.
  if (text.length > 64) return false;
  let count = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (segment.trim() === "") continue;
    if (!PICTURE.test(segment) || ++count > MOST) return false;
  }
  return count > 0;
}
