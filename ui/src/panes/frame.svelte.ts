import { type Mode, modeOf } from "./widths";

const NORMAL_TEXT_PX = 16;

/** The window's measures, in CSS pixels at normal text size: with larger text the same window is a narrower one. */
class Frame {
  /** How much larger than normal text is. */
  scale = $state(1);
  #width = $state(1280);

  readonly width = $derived(this.#width / this.scale);
  readonly mode: Mode = $derived(modeOf(this.width));

  follow(): () => void {
    const measure = (): void => {
      this.#width = document.documentElement.clientWidth;
      this.scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / NORMAL_TEXT_PX || 1;
    };
    // A ruler of one unit of text tells of a changed text size, which no event does.
    const ruler = document.createElement("div");
    ruler.className = "ruler";
    document.body.append(ruler);
    const observer = new ResizeObserver(measure);
    observer.observe(document.documentElement);
    observer.observe(ruler);
    measure();
    return () => {
      observer.disconnect();
      ruler.remove();
    };
  }
}

export const frame = new Frame();
