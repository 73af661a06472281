// A browser may refuse storage; then choices last as long as the window.

/** What was remembered on this computer under a name. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`selkie.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a choice on this computer; null forgets it. */
export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`selkie.${name}`);
    else localStorage.setItem(`selkie.${name}`, value);
  } catch {
    return;
  }
}
