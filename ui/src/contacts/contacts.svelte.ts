import {
  type AccountId,
  type Api,
  type Asked,
  type Code,
  type Event,
  type FriendRequestView,
  type FriendView,
  type UserView,
  codeOf,
  type ProfileView,
} from "../api";

/** What stands beside the list of contacts. */
export type Beside =
  | { readonly is: "requests" }
  | { readonly is: "groups" }
  | { readonly is: "blocked" }
  | { readonly is: "find" }
  | { readonly is: "person"; readonly userId: string };

type News = Extract<Event, { is: "friends" | "friendRequests" | "blocked" | "users" }>;

/** The people of one account: friends, requests, blocked ones, and whoever is looked at. */
export class Contacts {
  readonly #api: Api;
  readonly account: AccountId;

  friends = $state.raw<ReadonlyMap<string, FriendView>>(new Map());
  /** Newest first. */
  requests = $state.raw<readonly FriendRequestView[]>([]);
  blocked = $state.raw<readonly UserView[]>([]);
  loaded = $state(false);
  problem = $state<Code | null>(null);
  /** Who is looked for on the server. */
  sought = $state("");

  /** What was opened beside the list, one from the other; the last is in front. */
  #opened = $state.raw<readonly Beside[]>([]);
  #looked = $state.raw<ReadonlyMap<string, UserView>>(new Map());
  readonly #looking = new Set<Map<string, UserView>>();
  // What events told while an answer was on its way; the answer may be older than they are.
  #meanwhile: News[] | null = null;
  #reading: Promise<void> | null = null;
  #again = false;

  readonly beside: Beside | null = $derived(this.#opened.at(-1) ?? null);
  readonly deep = $derived(this.#opened.length > 1);
  /** Requests that wait and were not looked at. */
  readonly fresh = $derived(this.requests.filter((one) => !one.mine && !one.seen && one.state === "waiting").length);

  constructor(api: Api, account: AccountId) {
    this.#api = api;
    this.account = account;
  }

  /** What somebody says of himself beyond what lists show. */
  profile(userId: string): Promise<ProfileView> {
    return this.#api.profile(this.account, userId);
  }

  /** Opens something from the list. */
  open(beside: Beside): void {
    this.#opened = [beside];
  }

  /** Opens something from what is in front, to which a way leads back. */
  follow(beside: Beside): void {
    this.#opened = [...this.#opened, beside];
  }

  back(): void {
    this.#opened = this.#opened.slice(0, -1);
  }

  /** A person as far as he is known here. */
  user(userId: string): UserView | null {
    return this.friends.get(userId)?.user ?? this.#looked.get(userId) ?? null;
  }

  request(userId: string, mine: boolean): FriendRequestView | null {
    return this.requests.find((one) => one.user.userId === userId && one.mine === mine) ?? null;
  }

  /** Whoever was found is known before he is looked at. */
  meet(user: UserView): void {
    this.#looked = new Map([...this.#looked, [user.userId, user]]);
  }

  /** Has a person told as he is now; from then on events keep him so. */
  async look(userId: string): Promise<void> {
    const news = new Map<string, UserView>();
    this.#looking.add(news);
    try {
      const user = await this.#api.user(this.account, userId);
      // Being looked at has him watched, and the first word of that may be here before the answer.
      this.meet(news.get(userId) ?? user);
    } finally {
      this.#looking.delete(news);
    }
  }

  async refresh(): Promise<void> {
    if (this.#reading !== null) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#read();
    await this.#reading;
    this.#reading = null;
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  async #read(): Promise<void> {
    const news: News[] = [];
    this.#meanwhile = news;
    try {
      const [friends, requests, blocked] = await Promise.all([
        this.#api.friends(this.account),
        this.#api.friendRequests(this.account),
        this.#api.blockedUsers(this.account),
      ]);
      this.friends = new Map(friends.map((friend) => [friend.user.userId, friend]));
      this.requests = requests;
      this.blocked = blocked;
      this.#meanwhile = null;
      for (const event of news) this.hear(event);
      this.loaded = true;
      this.problem = null;
    } catch (failure) {
      this.problem = codeOf(failure);
    } finally {
      this.#meanwhile = null;
    }
  }

  hear(event: News): void {
    this.#meanwhile?.push(event);
    if (event.is === "friends") this.#hearFriends(event.changed, event.gone);
    else if (event.is === "friendRequests") this.#hearRequests(event.changed);
    else if (event.is === "blocked") this.#hearBlocked(event.changed, event.gone);
    else this.#hearUsers(event.changed);
  }

  #hearFriends(changed: readonly FriendView[], gone: readonly string[]): void {
    const friends = new Map(this.friends);
    for (const id of gone) friends.delete(id);
    for (const friend of changed) friends.set(friend.user.userId, friend);
    this.friends = friends;
  }

  #hearRequests(changed: readonly FriendRequestView[]): void {
    const kept = this.requests.filter(
      (one) => !changed.some((news) => news.mine === one.mine && news.user.userId === one.user.userId),
    );
    this.requests = [...changed, ...kept].sort((a, b) => b.time - a.time);
  }

  #hearBlocked(changed: readonly UserView[], gone: readonly string[]): void {
    const news = new Set([...changed.map((user) => user.userId), ...gone]);
    this.blocked = [...changed, ...this.blocked.filter((user) => !news.has(user.userId))];
  }

  #hearUsers(changed: readonly UserView[]): void {
    const fresh = new Map(changed.map((user) => [user.userId, user]));
    for (const news of this.#looking) for (const [id, user] of fresh) news.set(id, user);
    const of = (user: UserView): UserView => fresh.get(user.userId) ?? user;
    const known = (user: UserView): boolean => fresh.has(user.userId);
    if (changed.some((user) => this.friends.has(user.userId))) {
      const friends = new Map(this.friends);
      for (const [id, user] of fresh) {
        const friend = friends.get(id);
        if (friend !== undefined) friends.set(id, { ...friend, user });
      }
      this.friends = friends;
    }
    if (this.requests.some((one) => known(one.user))) {
      this.requests = this.requests.map((one) => (known(one.user) ? { ...one, user: of(one.user) } : one));
    }
    if (this.blocked.some(known)) this.blocked = this.blocked.map(of);
    if (changed.some((user) => this.#looked.has(user.userId))) {
      this.#looked = new Map([...this.#looked].map(([id, user]) => [id, of(user)]));
    }
  }

  /** The badge goes; without it being kept, it comes back with the next start. */
  async see(): Promise<void> {
    if (this.fresh > 0) await this.#api.seeFriendRequests(this.account).catch(() => undefined);
  }

  /** Friends by name, remark, account name, ID, pinyin or initials, the best fit first. */
  async search(query: string): Promise<FriendView[]> {
    const known = await this.#api.findKnown(this.account, query, MOST_FOUND);
    const friends = known.map(({ kind, peer }) => (kind === "single" ? this.friends.get(peer.userId) : undefined));
    return friends.filter((friend) => friend !== undefined);
  }

  find(query: string): Promise<UserView[]> {
    return this.#api.findUsers(this.account, query);
  }

  ask(userId: string, greeting: string): Promise<Asked> {
    return this.#api.addFriend(this.account, userId, greeting);
  }

  answer(userId: string, accept: boolean): Promise<void> {
    return this.#api.answerFriend(this.account, userId, accept, "");
  }

  describe(userId: string, remark: string, note: string): Promise<void> {
    return this.#api.describeFriend(this.account, userId, remark, note);
  }

  pin(userId: string, pinned: boolean): Promise<void> {
    return this.#api.pinFriend(this.account, userId, pinned);
  }

  remove(userId: string, both: boolean): Promise<void> {
    return this.#api.deleteFriend(this.account, userId, both);
  }

  block(userId: string, blocked: boolean): Promise<void> {
    return this.#api.setBlocked(this.account, userId, blocked);
  }
}

const MOST_FOUND = 500;
