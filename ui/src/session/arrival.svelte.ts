import { type Code, type Invitation, codeOf } from "../api";
import { type Beginning, Entry } from "./entry.svelte";
import { type Joined, join } from "./join";
import type { Session } from "./session.svelte";

/** Where somebody stands who comes in. */
export type Stage = "choice" | "here" | "form";

/** The way of an account into this window: the choice, the server, the form. */
export class Arrival {
  readonly #session: Session;
  #stage = $state<Stage>("choice");
  #entry = $state.raw<Entry | null>(null);
  /** The server of an invitation is being looked for. */
  joining = $state(false);
  /** Why an invitation led nowhere. */
  problem = $state<Code | null>(null);

  constructor(session: Session) {
    this.#session = session;
    const { link, again, invitation } = session;
    if (link !== null) this.#begin({ link });
    else if (again !== null)
      this.#begin(session.builtin.isAt(again.server) ? { again, here: again.server } : { again });
    else if (invitation !== null) void this.join(invitation);
  }

  get stage(): Stage {
    return this.#stage;
  }

  get entry(): Entry | null {
    return this.#entry;
  }

  get canGoBack(): boolean {
    return this.#stage !== "choice" || this.#session.accounts.length > 0;
  }

  /** Back to the choice, or out, where that is from where somebody came. */
  back(): void {
    const session = this.#session;
    const sent = session.link !== null || session.again !== null;
    if (session.accounts.length > 0 && (sent || this.#stage === "choice")) return session.cancelEntering();
    this.end();
    this.#entry = null;
    this.#stage = "choice";
    this.problem = null;
    session.enter();
  }

  connect(): void {
    this.#begin({});
  }

  /** Starts the server of this computer; the form follows when it runs. */
  async stayHere(): Promise<void> {
    this.problem = null;
    this.#stage = "here";
    await this.#session.builtin.turnOn();
  }

  /** The server of this computer runs. */
  arrivedHere(address: string): void {
    if (this.#stage === "here") this.#begin({ here: address });
  }

  read(text: string): Promise<void> {
    return this.#read(() => this.#session.api.readInvitation(text));
  }

  readPicture(file: Blob): Promise<void> {
    return this.#read(async () => this.#session.api.readInvitationPicture(new Uint8Array(await file.arrayBuffer())));
  }

  async join(invitation: Invitation): Promise<void> {
    await this.#read(async () => invitation);
  }

  end(): void {
    this.#entry?.end();
  }

  async #read(read: () => Promise<Invitation>): Promise<void> {
    if (this.joining) return;
    this.joining = true;
    this.problem = null;
    let joined: Joined | undefined;
    try {
      joined = await join(this.#session.api, await read());
    } catch (failure) {
      this.problem = codeOf(failure);
    } finally {
      this.joining = false;
    }
    if (joined !== undefined) this.#begin({ joined });
  }

  #begin(begin: Beginning): void {
    this.end();
    const inviter = begin.joined?.inviter ?? "";
    this.#entry = new Entry(this.#session.api, begin, (account) => this.#session.entered(account, inviter));
    this.#stage = "form";
    this.problem = null;
  }
}
