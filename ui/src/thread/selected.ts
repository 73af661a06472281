/** The words of messages that a selection covers: no names, no times, each message on lines of its own. */
export function selectedText(selection: Selection, box: HTMLElement): string {
  if (selection.rangeCount === 0) return "";
  const range = selection.getRangeAt(0);
  const pieces: string[] = [];
  for (const element of box.querySelectorAll("[data-text]")) {
    if (!range.intersectsNode(element)) continue;
    const part = document.createRange();
    part.selectNodeContents(element);
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
    const text = part.toString();
    if (text !== "") pieces.push(text);
  }
  return pieces.join("\n");
}
