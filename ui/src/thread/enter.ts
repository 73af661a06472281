import type { SendWith } from "../api";

/** What the guard needs to know of a key press. */
export interface KeyPress {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly timeStamp: number;
}

// WebKit ends a composition before it reports the key that ended it, so that press looks like an ordinary Enter.
// Both come from one event of the system; a person's next press is never as close as this.
const SAME_PRESS_MS = 100;

// The key code under which browsers report a press that the input method took.
const TAKEN_BY_INPUT_METHOD = 229;

/** Decides what an Enter was meant for: to send, to begin a line, or something of the input method that composes. */
export class EnterGuard {
  #composing = false;
  #endedAt: number | null = null;

  compositionStart(): void {
    this.#composing = true;
    this.#endedAt = null;
  }

  compositionEnd(timeStamp: number): void {
    this.#composing = false;
    this.#endedAt = timeStamp;
  }

  /** A released key ends the press that ended the composition. */
  keyUp(): void {
    this.#endedAt = null;
  }

  /** Leaving the field abandons a composition, and some input methods never report its end. */
  blur(): void {
    this.#composing = false;
    this.#endedAt = null;
  }

  /** Whether a press is the input method's, whatever the key: then nobody else may act on it. */
  holds(press: KeyPress): boolean {
    if (press.isComposing || this.#composing || press.keyCode === TAKEN_BY_INPUT_METHOD) return true;
    return this.#endedAt !== null && press.timeStamp - this.#endedAt < SAME_PRESS_MS;
  }

  /** What a press means; `nothing` is left to the field, in which Enter and Shift+Enter begin a line by themselves. */
  means(press: KeyPress, sendWith: SendWith): "send" | "line" | "nothing" {
    if (press.key !== "Enter" || this.holds(press)) return "nothing";
    if (press.shiftKey || press.altKey) return "nothing";
    // The command key stands in for Ctrl on a Mac.
    const held = press.ctrlKey || press.metaKey;
    if (sendWith === "enter") return held ? "line" : "send";
    return held ? "send" : "nothing";
  }
}
