/** The moment, as exactly as whoever shows what is left of a time needs it; it stands still while nobody does. */
class Now {
  time = $state(Date.now());
  #watching = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Goes on each second until the answer is called. */
  follow(): () => void {
    this.time = Date.now();
    if (this.#watching++ === 0) this.#timer = setInterval(() => (this.time = Date.now()), 1000);
    return () => {
      if (--this.#watching === 0) clearInterval(this.#timer);
    };
  }
}

export const now = new Now();
