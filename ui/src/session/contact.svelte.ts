import type { CodeSent, CodeTo, Codes } from "../api";
import { language } from "../i18n/index.svelte";

export type ContactKind = "email" | "phone";

/** An e-mail address or a phone number, and the code that proves it. */
export class Contact {
  #chosen = $state<ContactKind>("email");
  #code = $state("");
  #timer: ReturnType<typeof setInterval> | undefined;
  /** To whom a code went last, and for how many seconds no other goes there. */
  #sentTo = $state("");
  #left = $state(0);

  offered = $state.raw<Codes>({ email: false, phone: false, required: false });
  email = $state("");
  area = $state(language.locale === "zh-CN" ? "+86" : "+");
  number = $state("");
  busy = $state(false);
  #outcome = $state<"sent" | "early" | null>(null);

  readonly both = $derived(this.offered.email && this.offered.phone);
  readonly any = $derived(this.offered.email || this.offered.phone);
  readonly kind: ContactKind = $derived.by(() => (this.both ? this.#chosen : this.offered.phone ? "phone" : "email"));
  /** Where the code goes; null while that is not filled in. */
  readonly to: CodeTo | null = $derived.by(() => {
    if (this.kind === "email") return this.email.trim() === "" ? null : { is: "email", email: this.email.trim() };
    const number = this.number.replaceAll(/[\s()-]/gu, "");
    const areaCode = `+${this.area.replaceAll(/\D/gu, "")}`;
    return number === "" || areaCode === "+" ? null : { is: "phone", areaCode, number };
  });
  /** As one signs in by it. */
  readonly words: string = $derived.by(() => {
    if (this.to === null) return "";
    return this.to.is === "email" ? this.to.email : `${this.to.areaCode} ${this.to.number}`;
  });
  readonly #here = $derived(this.words !== "" && this.words === this.#sentTo);
  /** Seconds until another code may be asked for. */
  readonly wait = $derived(this.#here ? this.#left : 0);
  readonly outcome = $derived(this.#here ? this.#outcome : null);

  get code(): string {
    return this.#code;
  }

  /** Without the blanks that come along with a paste, and with the digits of a Chinese keyboard made plain. */
  set code(code: string) {
    this.#code = code.normalize("NFKC").replaceAll(/[\s-]/gu, "");
  }

  choose(kind: ContactKind): void {
    this.#chosen = kind;
    this.#code = "";
  }

  async send(ask: (to: CodeTo) => Promise<CodeSent>): Promise<void> {
    const { to, words } = this;
    if (to === null || this.busy || this.wait > 0) return;
    this.busy = true;
    try {
      const { sent, waitSeconds } = await ask(to);
      this.#sentTo = words;
      this.#outcome = sent ? "sent" : "early";
      this.#count(waitSeconds);
    } finally {
      this.busy = false;
    }
  }

  #count(seconds: number): void {
    this.#left = seconds;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      this.#left--;
      if (this.#left <= 0) clearInterval(this.#timer);
    }, 1000);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
