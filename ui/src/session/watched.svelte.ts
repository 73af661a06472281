/** Whether somebody can be looking: the window is shown and has not lost the focus. */
class Watched {
  now = $state(true);

  follow(): () => void {
    // Some window systems tell of no focus at all; so only its loss counts, and any act takes that back.
    const come = (): void => {
      this.now = document.visibilityState === "visible";
    };
    const go = (): void => {
      this.now = false;
    };
    const turn = (): void => (document.visibilityState === "visible" ? come() : go());
    addEventListener("focus", come);
    addEventListener("pointerdown", come);
    addEventListener("keydown", come);
    addEventListener("blur", go);
    document.addEventListener("visibilitychange", turn);
    // A window may begin hidden.
    turn();
    return () => {
      removeEventListener("focus", come);
      removeEventListener("pointerdown", come);
      removeEventListener("keydown", come);
      removeEventListener("blur", go);
      document.removeEventListener("visibilitychange", turn);
    };
  }
}

export const watched = new Watched();
