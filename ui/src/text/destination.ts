/** Where a link leads, in the parts that a person looks at before going there. */
export interface Destination {
  readonly url: string;
  /** The protocol with its slashes. */
  readonly before: string;
  /** The host in ASCII, with a port that is not the usual one. */
  readonly host: string;
  readonly after: string;
  readonly warnings: readonly Warning[];
}

/** `lookalike`: the host has letters that may pass for others. `plain`: what is sent can be read on the way. */
export type Warning = "lookalike" | "plain";

// Characters that draw nothing, or turn the direction of what follows.
const DECEITFUL = /[\p{C}\p{Z}\u034f\u115f\u1160\u3164\uffa0]/u;

/** Looks at an address; null where it is none of the web. */
export function destinationOf(url: string): Destination | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null;
  if (parsed.username !== "" || parsed.password !== "") return null;
  const warnings: Warning[] = [];
  // Foreign scripts, mixed ones and turned directions alike reach ASCII only by this.
  if (parsed.hostname.split(".").some((label) => label.startsWith("xn--"))) warnings.push("lookalike");
  if (parsed.protocol === "http:") warnings.push("plain");
  const after = parsed.pathname + parsed.search + parsed.hash;
  return {
    url: parsed.href,
    before: `${parsed.protocol}//`,
    host: parsed.host,
    after: after === "/" ? "" : legible(after),
    warnings,
  };
}

// A path in Chinese is a row of percent signs otherwise.
function legible(path: string): string {
  // ASCII stays escaped: it would mean something else if it were not.
  return path.replace(/(?:%[89a-f][0-9a-f])+/giu, (escaped) => {
    try {
      const text = decodeURIComponent(escaped);
      return DECEITFUL.test(text) ? escaped : text;
    } catch {
      return escaped;
    }
  });
}
