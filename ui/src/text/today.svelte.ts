/** The moment to which dates are compared; moves on with each new day, so that "today" becomes "yesterday". */
class Today {
  now = $state(Date.now());

  /** Looks at the clock each minute, for a sleeping computer fires no long timer in time. */
  follow(): () => void {
    const timer = setInterval(() => {
      if (new Date(this.now).toDateString() !== new Date().toDateString()) this.now = Date.now();
    }, 60_000);
    return () => clearInterval(timer);
  }
}

export const today = new Today();
