import {
  type AccountId,
  type AccountView,
  type Api,
  type Code,
  type ConversationView,
  type Event,
  type GroupLink,
  type Invitation,
  type Link,
  type LinkState,
  type PersonLink,
  type ServerLink,
  type SignInLink,
  codeOf,
} from "../api";
import { Builtin } from "../settings/builtin.svelte";
import type { SectionName } from "../settings/rows";
import { Desk } from "./desk.svelte";

// So long the window waits for its list before it shows itself without one.
const LIST_PATIENCE_MS = 500;

/** What stands before everything else and wants an answer. */
export type Question = "shortcuts" | "invite" | "closing" | "switcher";

/** The accounts of this computer, which of them is in front, and what stands before it: the welcome, the settings. */
export class Session {
  readonly api: Api;
  readonly builtin: Builtin;

  accounts = $state.raw<readonly AccountView[]>([]);
  selected = $state<AccountId | null>(null);
  started = $state(false);
  /** Why nothing can be shown at all. */
  problem = $state<Code | null>(null);
  /** Somebody is entering an account; stays until they are through, whatever events say meanwhile. */
  entering = $state(false);
  /** Whom a link named; his card is shown. */
  person = $state.raw<PersonLink | null>(null);
  /** The group that a link named; the way into it is shown. */
  group = $state.raw<GroupLink | null>(null);
  link = $state.raw<SignInLink | null>(null);
  invitation = $state.raw<Invitation | null>(null);
  /** The part of the settings that is open; null while they are closed. */
  section = $state<SectionName | null>(null);
  question = $state<Question | null>(null);
  /** Whether an icon in the panel would bring a hidden window back. */
  tray = $state(false);
  /** The account that is to sign in again, if that is why somebody is entering. */
  again = $state.raw<AccountView | null>(null);

  #desks = $state.raw<ReadonlyMap<AccountId, Desk>>(new Map());
  // What was asked for before its account was read.
  #wanted: { account: AccountId; conversation: string } | null = null;
  // The group for which somebody is entering an account.
  #ahead: GroupLink | null = null;
  // What was told while an answer was on its way: it is newer than the answer.
  readonly #reading = new Set<{ accounts: Set<AccountId>; links: Map<AccountId, LinkState> }>();

  readonly account = $derived(this.accounts.find((one) => one.id === this.selected) ?? null);
  readonly desk = $derived(this.selected === null ? null : (this.#desks.get(this.selected) ?? null));

  constructor(api: Api) {
    this.api = api;
    this.builtin = new Builtin(api);
  }

  async start(): Promise<void> {
    this.problem = null;
    try {
      await this.#read(() => this.api.listen((event) => this.hear(event)));
      if (this.selected === null) await this.#firstList();
      this.selected ??= this.accounts[0]?.id ?? null;
      this.entering = this.accounts.length === 0 || this.link !== null || this.invitation !== null;
      void this.builtin.read();
    } catch (failure) {
      this.problem = codeOf(failure);
    } finally {
      this.started = true;
      this.#wanted = null;
    }
  }

  // An empty window costs as much to draw as one with its list, and the list would wait for it.
  async #firstList(): Promise<void> {
    const read = this.accounts[0] && this.deskOf(this.accounts[0].id)?.conversations.ready();
    if (read === undefined) return;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => (patience = setTimeout(resolve, LIST_PATIENCE_MS)));
    await Promise.race([read, late]);
    clearTimeout(patience);
  }

  hear(event: Event): void {
    switch (event.is) {
      case "account":
        for (const news of this.#reading) news.accounts.add(event.account);
        this.#put(event.view);
        return;
      case "signedOut":
        for (const news of this.#reading) news.accounts.add(event.account);
        this.#drop(event.account);
        return;
      case "link":
        for (const news of this.#reading) news.links.set(event.account, event.state);
        this.accounts = this.accounts.map((one) => (one.id === event.account ? { ...one, link: event.state } : one));
        return;
      case "signInLink":
        this.follow({ is: "signIn", link: event.link });
        return;
      case "invitation":
      case "person":
      case "group":
        this.follow(event);
        return;
      case "open":
        this.#open(event.account, event.conversationId);
        return;
      case "builtin":
        this.builtin.hear(event.view);
        return;
      case "closing":
        this.tray = event.tray;
        this.question = "closing";
        return;
      case "resync":
        void this.#readAccounts();
        this.deskOf(event.account)?.hear(event);
        return;
      default:
        this.deskOf(event.account)?.hear(event);
    }
  }

  /** Somebody came by the invitation that is on the screen. */
  receive(guest: ConversationView): void {
    this.question = null;
    this.section = null;
    this.desk?.open(guest.id);
  }

  deskOf(account: AccountId): Desk | undefined {
    return this.#desks.get(account);
  }

  /** Unread messages of one account. */
  unreadOf(account: AccountId): number {
    return this.#desks.get(account)?.conversations.unread ?? 0;
  }

  /** Brings an account to the front. */
  select(account: AccountId): void {
    this.selected = account;
    this.section = null;
  }

  /** Brings a conversation to the front. Who is entering an account keeps what he has before him, and finds it behind. */
  #open(account: AccountId, conversation: string): void {
    const desk = this.#desks.get(account);
    if (desk === undefined) {
      if (!this.started) this.#wanted = { account, conversation };
      return;
    }
    if (!this.entering) this.#leave();
    this.question = null;
    this.selected = account;
    void desk.showNewest(conversation);
  }

  /** An account came in by registering or signing in; the conversation with whoever invited it is at hand. */
  entered(view: AccountView, inviter = ""): void {
    // What events have told of it meanwhile is newer than the answer to a request.
    if (!this.accounts.some((one) => one.id === view.id)) this.#put(view);
    this.selected = view.id;
    this.group = this.#ahead;
    this.#leave();
    this.entering = false;
    // Somebody who is gone meanwhile can still be looked for.
    if (inviter !== "") void this.desk?.openWith(inviter).catch(() => undefined);
  }

  enter(again: AccountView | null = null): void {
    this.#leave();
    this.again = again;
    this.entering = true;
  }

  /** Goes back to the accounts that are there. */
  cancelEntering(): void {
    this.#leave();
    this.entering = this.accounts.length === 0;
  }

  async signOut(account: AccountId, keepData: boolean): Promise<void> {
    await this.api.signOut(account, keepData);
    this.#drop(account);
  }

  /** What a link that somebody pasted, or a picture of one, leads to. */
  follow(link: Link): void {
    if (link.is === "person") this.person = link.person;
    else if (link.is === "group") this.group = link.group;
    else if (link.is === "invitation") this.#come({ invitation: link.invitation });
    else this.#come({ link: link.link });
  }

  /** Leads to an account on a server that a link named, and from there to whom or what the link meant. */
  joinFor(server: ServerLink, { userId = "", group = null }: { userId?: string; group?: GroupLink | null }): void {
    this.person = null;
    this.group = null;
    const { addresses, fingerprint } = server;
    this.#come({ invitation: { addresses, fingerprint, code: "", inviter: userId } });
    this.#ahead = group;
  }

  #come(by: { link?: SignInLink; invitation?: Invitation }): void {
    this.#leave();
    this.link = by.link ?? null;
    this.invitation = by.invitation ?? null;
    this.entering = true;
  }

  #leave(): void {
    this.link = null;
    this.invitation = null;
    this.again = null;
    this.section = null;
    this.#ahead = null;
  }

  async #readAccounts(): Promise<void> {
    try {
      await this.#read();
    } catch (failure) {
      this.problem = codeOf(failure);
    }
  }

  async #read(first: () => Promise<void> = async () => {}): Promise<void> {
    const news = { accounts: new Set<AccountId>(), links: new Map<AccountId, LinkState>() };
    this.#reading.add(news);
    try {
      await first();
      for (const view of await this.api.accounts()) {
        if (!news.accounts.has(view.id)) this.#put({ ...view, link: news.links.get(view.id) ?? view.link });
      }
    } finally {
      this.#reading.delete(news);
    }
  }

  #put(view: AccountView): void {
    const known = this.accounts.some((one) => one.id === view.id);
    this.accounts = known ? this.accounts.map((one) => (one.id === view.id ? view : one)) : [...this.accounts, view];
    if (this.#desks.has(view.id)) return;
    const desk = new Desk(this.api, view.id);
    this.#desks = new Map([...this.#desks, [view.id, desk]]);
    // The list first: it is what is seen.
    void desk.conversations.refresh().then(() => {
      void desk.contacts.refresh();
      void desk.groups.refresh();
    });
    const wanted = this.#wanted;
    if (wanted?.account === view.id) this.#open(view.id, wanted.conversation);
  }

  #drop(account: AccountId): void {
    this.accounts = this.accounts.filter((one) => one.id !== account);
    this.#desks = new Map([...this.#desks].filter(([id]) => id !== account));
    if (this.selected === account) this.selected = this.accounts[0]?.id ?? null;
    if (this.accounts.length === 0) this.entering = true;
  }
}
