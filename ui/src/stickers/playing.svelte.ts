/** Whether something that moves is to: while it is seen, or, where one wants little of it, while the pointer is on it. */
export class Playing {
  seen = $state(false);
  pointed = $state(false);
  readonly #still = typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;

  get on(): boolean {
    return this.pointed || (this.seen && !this.#still);
  }

  /** Follows an element. */
  readonly watch = (element: HTMLElement): (() => void) => {
    const observer = new IntersectionObserver((entries) => (this.seen = entries.at(-1)?.isIntersecting === true));
    observer.observe(element);
    const enter = (): void => void (this.pointed = true);
    const leave = (): void => void (this.pointed = false);
    element.addEventListener("pointerenter", enter);
    element.addEventListener("pointerleave", leave);
    return () => {
      observer.disconnect();
      element.removeEventListener("pointerenter", enter);
      element.removeEventListener("pointerleave", leave);
    };
  };
}
