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

/** Decides whether an Enter was meant to send, or belonged to an input method that was composing. */
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

  sends(press: KeyPress): boolean {
    if (press.key !== "Enter") return false;
    if (press.shiftKey || press.ctrlKey || press.altKey || press.metaKey) return false;
    if (press.isComposing || this.#composing || press.keyCode === TAKEN_BY_INPUT_METHOD) return false;
    if (this.#endedAt !== null && press.timeStamp - this.#endedAt < SAME_PRESS_MS) return false;
    return true;
  }
}
