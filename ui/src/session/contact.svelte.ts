import { type Api, type CodeTo, type CodeUse, type Codes } from "../api";

// Servers refuse a second code within a minute.
const WAIT_SECONDS = 60;

export type ContactKind = "email" | "phone";

/** An e-mail address or a phone number, and the code that proves it. */
export class Contact {
  readonly #api: Api;
  #chosen = $state<ContactKind>("email");
  #timer: ReturnType<typeof setInterval> | undefined;

  offered = $state.raw<Codes>({ email: false, phone: false, required: false });
  email = $state("");
  area = $state("+86");
  number = $state("");
  code = $state("");
  busy = $state(false);
  /** A code is on its way. */
  sent = $state(false);
  /** Seconds until another one may be asked for. */
  wait = $state(0);

  readonly kind: ContactKind = $derived(this.#kind());
  readonly both = $derived(this.offered.email && this.offered.phone);
  readonly any = $derived(this.offered.email || this.offered.phone);

  constructor(api: Api) {
    this.#api = api;
  }

  #kind(): ContactKind {
    if (this.offered.email && this.offered.phone) return this.#chosen;
    return this.offered.phone ? "phone" : "email";
  }

  choose(kind: ContactKind): void {
    this.#chosen = kind;
    this.code = "";
    this.sent = false;
  }

  /** Where the code goes; null while that is not filled in. */
  get to(): CodeTo | null {
    if (this.kind === "email") return this.email.trim() === "" ? null : { is: "email", email: this.email.trim() };
    const number = this.number.replaceAll(/[\s()-]/gu, "");
    const area = `+${this.area.replaceAll(/\D/gu, "")}`;
    return number === "" || area === "+" ? null : { is: "phone", areaCode: area, number };
  }

  /** As one signs in by it. */
  get words(): string {
    const { to } = this;
    if (to === null) return "";
    return to.is === "email" ? to.email : `${to.areaCode} ${to.number}`;
  }

  async send(where: { address: string; fingerprint?: string }, purpose: CodeUse): Promise<void> {
    const { to } = this;
    if (to === null || this.busy || this.wait > 0) return;
    this.busy = true;
    try {
      await this.#api.sendCode({ ...where, to, purpose });
      this.sent = true;
      this.#count();
    } finally {
      this.busy = false;
    }
  }

  #count(): void {
    this.wait = WAIT_SECONDS;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      this.wait--;
      if (this.wait <= 0) clearInterval(this.#timer);
    }, 1000);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
