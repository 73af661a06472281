import { type AccountView, type Api, type Code, type CodeUse, type ServerView, type SignInLink, codeOf } from "../api";
import { language } from "../i18n/index.svelte";
import { recall, remember } from "../settings/memory";
import { Address } from "./address.svelte";
import { Contact } from "./contact.svelte";
import type { Joined } from "./join";

export type Way = "signIn" | "code" | "register" | "token" | "reset";
export type FieldName =
  | "address"
  | "account"
  | "password"
  | "nickname"
  | "invitation"
  | "userId"
  | "token"
  | "recoveryCode"
  | "contact"
  | "code";

/** What stands in the way: a field that is empty, or a reason that came back, at the field that it concerns. */
export interface Trouble {
  readonly field: FieldName | null;
  readonly code: Code | "fieldNeeded" | "addressNeeded" | "pinNeeded";
}

/** A recovery code that is shown once, and what follows when it has been written down. */
export interface Recovery {
  readonly code: string;
  readonly replaced: boolean;
  readonly done: () => Promise<void>;
}

/** With what a form begins. */
export interface Beginning {
  /** The server inside this app, to which this address leads. */
  readonly here?: string;
  readonly joined?: Joined;
  readonly link?: SignInLink;
  readonly again?: AccountView;
}

const FIELD_OF: Partial<Record<Code, FieldName>> = {
  wrongPassword: "password",
  badPassword: "password",
  accountNotFound: "account",
  accountExists: "account",
  accountDisabled: "account",
  badAccountName: "account",
  badNickname: "nickname",
  wrongRecoveryCode: "recoveryCode",
  invitationNeeded: "invitation",
  tokenExpired: "token",
  tokenInvalid: "token",
  wrongUser: "userId",
  userNotFound: "userId",
  badContact: "contact",
  contactTaken: "contact",
  codesNotOffered: "contact",
  codeNeeded: "contact",
  wrongCode: "code",
  codeExpired: "code",
  codeVoid: "code",
};

const USES: Partial<Record<Way, CodeUse>> = { register: "register", reset: "reset", code: "signIn" };

/** The forms by which an account comes in. What was typed stays when the way is changed. */
export class Entry {
  readonly #api: Api;
  readonly #entered: (account: AccountView) => void;
  readonly address: Address;
  readonly contact = new Contact();
  /** The server is known without being typed. */
  readonly settled: "here" | "joined" | null;

  #way = $state<Way>("signIn");
  account = $state("");
  password = $state("");
  nickname = $state("");
  invitation = $state("");
  userId = $state("");
  token = $state("");
  renewUrl = $state("");
  recoveryCode = $state("");
  /** A forgotten password is replaced by a code that is sent, where both ways are open. */
  resetByCode = $state(false);
  /** A new account takes an e-mail address or a number along, where none is asked for. */
  withContact = $state(false);
  busy = $state(false);
  trouble = $state.raw<Trouble | null>(null);
  recovery = $state.raw<Recovery | null>(null);
  #begun = $state(false);

  readonly server = $derived.by(() => this.address.server);
  /** Whether the fields stand there; before, only the address does. */
  readonly open = $derived.by(() => this.#begun);
  readonly closed = $derived.by(() => this.#way === "register" && this.server?.registration === "closed");
  readonly invited = $derived.by(
    () => this.#way === "register" && (this.server?.registration === "invite" || this.invitation !== ""),
  );
  readonly byCode = $derived.by(
    () => this.#way === "reset" && this.contact.any && (this.server?.kind === "openIm" || this.resetByCode),
  );
  readonly asksContact = $derived.by(() => {
    if (this.#way === "register") return this.contact.any && (this.contact.offered.required || this.withContact);
    return this.#way === "code" || this.byCode;
  });

  constructor(api: Api, begin: Beginning, entered: (account: AccountView) => void) {
    const { here, joined, link, again } = begin;
    this.#api = api;
    this.#entered = entered;
    this.settled = here !== undefined ? "here" : joined !== undefined ? "joined" : null;
    const typed = here ?? link?.address ?? again?.server ?? recall("address") ?? "";
    this.address = new Address(api, joined === undefined ? typed : "", (server) => {
      this.contact.offered = server.codes;
      this.#begun = true;
      if (this.trouble?.field === "address") this.trouble = null;
    });
    this.#begun = this.settled !== null || link !== undefined || again !== undefined;
    if (this.settled !== null) this.#way = "register";
    if (joined !== undefined) {
      this.address.settle(joined.server, joined.fingerprint);
      this.invitation = joined.code;
    }
    if (link !== undefined) {
      this.#way = "token";
      this.userId = link.userId;
      this.token = link.token;
    } else if (again !== undefined) {
      this.#way = again.hasPassword ? "signIn" : "token";
      this.account = again.account;
      this.userId = again.userId;
    }
  }

  get way(): Way {
    return this.#way;
  }

  set way(way: Way) {
    this.#way = way;
    // A code is good for one thing only.
    this.contact.code = "";
    this.trouble = null;
  }

  troubleAt(field: FieldName | null): Trouble["code"] | null {
    if (this.trouble === null || this.trouble.field !== field) return null;
    const { code } = this.trouble;
    // What was missing has been filled in since.
    const mended = code === "fieldNeeded" && field !== null && field !== "address" && this.#text(field) !== "";
    return mended ? null : code;
  }

  /** The fields that must be filled in, from the top. */
  get needed(): readonly Exclude<FieldName, "address">[] {
    const proof = this.asksContact ? (["contact", "code"] as const) : [];
    switch (this.#way) {
      case "signIn":
        return ["account", "password"];
      case "code":
        return proof;
      case "register":
        return ["account", "password", ...proof, ...(this.invited ? (["invitation"] as const) : [])];
      case "token":
        return ["userId", "token"];
      case "reset":
        return this.byCode ? [...proof, "password"] : ["account", "recoveryCode", "password"];
    }
  }

  async submit(): Promise<void> {
    const { open } = this;
    await this.#try(async (server) => {
      const empty = this.needed.filter((name) => this.#text(name) === "");
      // The first press may only have been for the fields to come.
      if (!open && empty.length === this.needed.length) return;
      if (empty[0] === undefined) return this.#send(server);
      this.trouble = { field: empty[0], code: "fieldNeeded" };
    });
  }

  async sendCode(): Promise<void> {
    await this.#try(async (server) => {
      const purpose = USES[this.#way] ?? "signIn";
      const invitation = this.invitation.trim();
      if (this.contact.to === null) this.trouble = { field: "contact", code: "fieldNeeded" };
      else if (this.invited && invitation === "") this.trouble = { field: "invitation", code: "fieldNeeded" };
      else {
        const asking = {
          ...this.#where(server),
          purpose,
          language: language.locale,
          ...(invitation && { invitation }),
        };
        await this.contact.send((to) => this.#api.sendCode({ ...asking, to }));
      }
    });
  }

  /** No answer is waited for any more. */
  end(): void {
    this.address.end();
    this.contact.end();
  }

  /** Does it once the server is known. */
  async #try(act: (server: ServerView) => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      const server = this.address.server ?? (await this.address.look());
      if (server === null) this.trouble = { field: "address", code: "addressNeeded" };
      else if (this.address.asksTrust) this.trouble = { field: "address", code: "pinNeeded" };
      else await act(server);
    } catch (failure) {
      const code = codeOf(failure);
      // A plain OpenIM says it only now.
      if (code === "codeNeeded") this.contact.offered = { email: true, phone: true, required: true };
      const field = FIELD_OF[code];
      this.trouble = { code, field: field !== undefined && this.#shows(field) ? field : null };
    } finally {
      this.busy = false;
    }
  }

  #text(name: Exclude<FieldName, "address">): string {
    // A password may be made of spaces; nothing else may.
    if (name === "password") return this.password;
    if (name === "contact") return this.contact.words;
    return (name === "code" ? this.contact.code : this[name]).trim();
  }

  #shows(field: FieldName): boolean {
    if (this.#way === "register" && field === "nickname") return true;
    return this.needed.some((name) => name === field);
  }

  #where(server: ServerView): { address: string; fingerprint?: string } {
    const { fingerprint } = this.address;
    return { address: server.address, ...(fingerprint && { fingerprint }) };
  }

  async #send(server: ServerView): Promise<void> {
    const where = this.#where(server);
    const account = this.account.trim();
    const { password } = this;
    const { to, code } = this.contact;
    switch (this.#way) {
      case "signIn":
        return this.#enter(await this.#api.signIn({ ...where, account, password }));
      case "code":
        if (to !== null) this.#enter(await this.#api.signInWithCode({ ...where, to, code }));
        return;
      case "token": {
        const renewUrl = this.renewUrl.trim();
        const token = { userId: this.userId.trim(), token: this.token.trim(), ...(renewUrl && { renewUrl }) };
        return this.#enter(await this.#api.signInWithToken({ ...where, ...token }));
      }
      case "register": {
        const invitation = this.invitation.trim();
        const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
        const tongue = { language: language.locale, timeZone };
        const person = { account, password, nickname: this.nickname.trim() || account, ...tongue };
        const proof = this.asksContact && to !== null ? { to, code } : {};
        const made = await this.#api.register({ ...where, ...person, ...proof, ...(invitation && { invitation }) });
        if (made.recoveryCode === null) return this.#enter(made.account);
        this.recovery = { code: made.recoveryCode, replaced: false, done: async () => this.#enter(made.account) };
        return;
      }
      case "reset": {
        if (this.byCode && to !== null) {
          await this.#api.resetPassword({ ...where, account: "", recoveryCode: "", to, code, newPassword: password });
          this.account = this.contact.words;
          this.way = "signIn";
          return this.#enter(await this.#api.signIn({ ...where, account: this.account, password }));
        }
        const recoveryCode = this.recoveryCode.trim();
        const next = await this.#api.resetPassword({ ...where, account, recoveryCode, newPassword: password });
        this.recovery = { code: next, replaced: true, done: () => this.#signInAfterReset() };
      }
    }
  }

  async #signInAfterReset(): Promise<void> {
    this.recovery = null;
    this.recoveryCode = "";
    this.way = "signIn";
    await this.submit();
  }

  #enter(account: AccountView): void {
    // The own computer's address is offered by itself.
    if (this.settled !== "here") remember("address", account.server);
    this.#entered(account);
  }
}
