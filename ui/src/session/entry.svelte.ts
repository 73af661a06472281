import { type AccountView, type Api, type Code, type ServerView, type SignInLink, codeOf } from "../api";
import { recall, remember } from "../settings/memory";
import { Address } from "./address.svelte";

export type Way = "signIn" | "register" | "token" | "reset";
export type FieldName =
  "address" | "account" | "password" | "nickname" | "invitation" | "userId" | "token" | "recoveryCode";

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
};

const NEEDED: Record<Way, readonly Exclude<FieldName, "address">[]> = {
  signIn: ["account", "password"],
  register: ["account", "password", "nickname"],
  token: ["userId", "token"],
  reset: ["account", "recoveryCode", "password"],
};

/** The forms by which an account comes in. What was typed stays when the way is changed. */
export class Entry {
  readonly #api: Api;
  readonly #entered: (account: AccountView) => void;
  readonly address: Address;

  #way = $state<Way>("signIn");
  account = $state("");
  password = $state("");
  nickname = $state("");
  invitation = $state("");
  userId = $state("");
  token = $state("");
  renewUrl = $state("");
  recoveryCode = $state("");
  busy = $state(false);
  trouble = $state.raw<Trouble | null>(null);
  recovery = $state.raw<Recovery | null>(null);

  constructor(api: Api, again: AccountView | null, link: SignInLink | null, entered: (account: AccountView) => void) {
    this.#api = api;
    this.#entered = entered;
    this.address = new Address(api, link?.address ?? again?.server ?? recall("address") ?? "");
    if (link !== null) {
      this.#way = "token";
      this.userId = link.userId;
      this.token = link.token;
    } else if (again !== null) {
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
    this.trouble = null;
  }

  troubleAt(field: FieldName | null): Trouble["code"] | null {
    return this.trouble?.field === field ? this.trouble.code : null;
  }

  async submit(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      const server = this.address.server ?? (await this.address.look());
      this.trouble = this.#missing(server);
      if (server !== null && this.trouble === null) await this.#send(server);
    } catch (failure) {
      const code = codeOf(failure);
      const field = FIELD_OF[code];
      this.trouble = { code, field: field !== undefined && this.#shows(field) ? field : null };
    } finally {
      this.busy = false;
    }
  }

  #missing(server: ServerView | null): Trouble | null {
    if (server === null) return { field: "address", code: "addressNeeded" };
    if (this.address.asksTrust) return { field: "address", code: "pinNeeded" };
    // A password may be made of spaces; nothing else may.
    const empty = NEEDED[this.#way].find((name) => (name === "password" ? this[name] : this[name].trim()) === "");
    return empty === undefined ? null : { field: empty, code: "fieldNeeded" };
  }

  #shows(field: FieldName): boolean {
    return NEEDED[this.#way].some((name) => name === field) || (field === "invitation" && this.#way === "register");
  }

  async #send(server: ServerView): Promise<void> {
    const where = {
      address: server.address,
      ...(this.address.fingerprint && { fingerprint: this.address.fingerprint }),
    };
    const account = this.account.trim();
    const password = this.password;
    switch (this.#way) {
      case "signIn":
        return this.#enter(await this.#api.signIn({ ...where, account, password }));
      case "token": {
        const renewUrl = this.renewUrl.trim();
        const token = { userId: this.userId.trim(), token: this.token.trim(), ...(renewUrl && { renewUrl }) };
        return this.#enter(await this.#api.signInWithToken({ ...where, ...token }));
      }
      case "register": {
        const invitation = this.invitation.trim();
        const person = { account, password, nickname: this.nickname.trim(), ...(invitation && { invitation }) };
        const made = await this.#api.register({ ...where, ...person });
        if (made.recoveryCode === null) return this.#enter(made.account);
        this.recovery = { code: made.recoveryCode, replaced: false, done: async () => this.#enter(made.account) };
        return;
      }
      case "reset": {
        const recoveryCode = this.recoveryCode.trim();
        const code = await this.#api.resetPassword({ ...where, account, recoveryCode, newPassword: password });
        this.recovery = { code, replaced: true, done: () => this.#signInAfterReset() };
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
    remember("address", account.server);
    this.#entered(account);
  }
}
