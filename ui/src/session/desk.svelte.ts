import { type Api, type AccountId, type ConversationView, type Event, type MessageView, type UserView } from "../api";
import { Contacts } from "../contacts/contacts.svelte";
import { Conversations, nextFrame } from "../conversations/conversations.svelte";
import { Listing } from "../conversations/listing.svelte";
import { Favourites } from "../favourites/favourites.svelte";
import { Groups } from "../groups/groups.svelte";
import type { Members } from "../groups/members.svelte";
import type { KeptHere } from "../media/kept.svelte";
import { Found } from "../search/found.svelte";
import { Player, unheardAfter } from "../media/player.svelte";
import { Recorder } from "../media/recorder.svelte";
import { Transfers } from "../media/transfers.svelte";
import type { Receipts } from "../thread/receipts.svelte";
import { Thread } from "../thread/thread.svelte";
import { Typing } from "../thread/typing.svelte";

// Threads beyond this number lose their messages from memory, though never a draft.
const THREADS_KEPT = 30;

/** What one account has open: its list, and the conversation that is read. */
export class Desk {
  readonly account: AccountId;
  readonly conversations: Conversations;
  readonly listing: Listing;
  readonly contacts: Contacts;
  readonly groups: Groups;
  readonly favourites: Favourites;
  readonly typing = new Typing();
  /** What is looked for over the list. */
  readonly search: Found;
  readonly transfers: Transfers;
  readonly player: Player;
  readonly recorder: Recorder;
  readonly #api: Api;
  // In the order in which they were last open.
  readonly #threads = new Map<string, Thread>();
  // Lists of members that are before somebody.
  readonly #members = new Map<Members, string>();
  // What is kept of a conversation, while somebody looks through it.
  readonly #media = new Map<KeptHere, string>();
  // Who has read what stands before somebody.
  readonly #receipts = new Map<Receipts, string>();
  // What came into threads since the last frame.
  #heard = new Map<string, MessageView[]>();

  /** Which of its parts is in front. */
  place = $state<"chats" | "contacts" | "favourites">("chats");
  thread = $state.raw<Thread | null>(null);
  /** The newest messages that came into the open conversation, for screen readers. */
  arrived = $state.raw<readonly MessageView[]>([]);

  readonly conversation: ConversationView | null = $derived(this.#current());

  /** Whose profile is before everything else. */
  looked = $state<string | null>(null);
  /** Somebody searches in the conversation that is open. */
  searchingHere = $state(false);
  /** Grows when the field of the search is to have the focus. */
  searches = $state(0);

  /** The picture that is before everything else. */
  viewed = $state.raw<MessageView | null>(null);

  /** The drawer shows what is kept of the conversation that is open. */
  kept = $state(false);
  /** Grows when a message is gone to that something may lie over. */
  jumps = $state(0);

  lookAt(userId: string): void {
    this.looked = userId;
  }

  constructor(api: Api, account: AccountId) {
    this.#api = api;
    this.account = account;
    this.conversations = new Conversations(api, account);
    this.listing = new Listing(
      api,
      account,
      this.conversations,
      () => this.thread?.id ?? null,
      () => this.close(),
    );
    this.contacts = new Contacts(api, account);
    this.groups = new Groups(api, account);
    this.favourites = new Favourites(api, account);
    this.search = new Found({
      search: (request, before, limit) => api.search(account, request, before, limit),
      counts: (request) => api.searchCounts(account, request),
      fetch: (request) => api.fetchFound(account, request),
    });
    this.transfers = new Transfers(api, account);
    this.player = new Player(api, account, (message) => unheardAfter(this.thread?.shown.rows ?? [], message));
    this.recorder = new Recorder(api, account, () => this.player.stop());
  }

  #current(): ConversationView | null {
    return this.thread === null ? null : this.conversations.get(this.thread.id);
  }

  open(id: string): void {
    this.place = "chats";
    if (this.thread?.id === id) return;
    this.close();
    this.searchingHere = false;
    this.kept = false;
    const thread = this.#threads.get(id) ?? new Thread(this.#api, this.account, id);
    thread.player = this.player;
    this.#threads.delete(id);
    this.#threads.set(id, thread);
    this.#forget();
    this.arrived = [];
    this.thread = thread;
    const row = this.conversations.get(id);
    if (row?.markedUnread === true) void this.#api.act(this.account, [id], { is: "read" }).catch(() => undefined);
    void thread.open(row?.unread ?? 0);
  }

  /** Opens a conversation at the first message that mentions the person and was not seen. */
  async openAtMention(id: string): Promise<void> {
    const seq = this.conversations.get(id)?.mentioned?.seq ?? null;
    this.open(id);
    if (seq !== null) await this.thread?.goTo(seq);
  }

  /** Opens a conversation at a message; without a seq it is among the newest. */
  async openAt(id: string, seq: number | null): Promise<void> {
    this.open(id);
    if (seq !== null) await this.thread?.goTo(seq);
  }

  /** Shows a message where it stands in its conversation. */
  async jumpTo({ conversationId, seq }: MessageView): Promise<void> {
    this.viewed = null;
    this.jumps++;
    await this.openAt(conversationId, seq);
  }

  /** Brings the field of the search to the person. */
  startSearch(): void {
    this.place = "chats";
    this.searches++;
  }

  /** Opens a conversation as soon as the list can tell how much is unread there. */
  async show(id: string): Promise<void> {
    await this.conversations.ready();
    this.open(id);
  }

  /** Shows what was just written in a conversation, which may be open already, far back or at a picture. */
  async showNewest(id: string): Promise<void> {
    const open = this.thread?.id === id;
    await this.show(id);
    if (!open) return;
    this.viewed = null;
    this.thread?.showNewest();
  }

  close(): void {
    this.thread?.leave();
    this.thread = null;
    this.viewed = null;
    this.player.watched = null;
    // What was said waits where it was said.
    this.recorder.stop();
  }

  /** What was written and not sent in a conversation. */
  draftOf(id: string): string {
    return this.#threads.get(id)?.draft ?? "";
  }

  findUsers(query: string): Promise<UserView[]> {
    return this.#api.findUsers(this.account, query);
  }

  /** Opens the conversation with a person, new or old. */
  async openWith(userId: string): Promise<void> {
    const conversation = await this.#api.openConversation(this.account, userId);
    this.conversations.hear([conversation]);
    this.open(conversation.id);
  }

  /** Opens the conversation of a group. */
  async openGroup(groupId: string): Promise<void> {
    const conversation = await this.#api.openGroup(this.account, groupId);
    this.conversations.hear([conversation]);
    this.open(conversation.id);
  }

  /** Tells a list of members what changes, until the answer is called. */
  followMembers(groupId: string, members: Members): () => void {
    this.#members.set(members, groupId);
    return () => this.#members.delete(members);
  }

  /** Tells what is kept of a conversation what changes, until the answer is called. */
  followMedia(conversationId: string, kept: KeptHere): () => void {
    this.#media.set(kept, conversationId);
    return () => this.#media.delete(kept);
  }

  /** Tells who has read what in a conversation what changes, until the answer is called. */
  followReceipts(conversationId: string, receipts: Receipts): () => void {
    this.#receipts.set(receipts, conversationId);
    return () => this.#receipts.delete(receipts);
  }

  #tellMedia(conversationId: string | null, tell: (kept: KeptHere) => unknown): void {
    for (const [kept, id] of this.#media) if (conversationId === null || id === conversationId) tell(kept);
  }

  hear(event: Event): void {
    switch (event.is) {
      case "friends":
      case "friendRequests":
      case "blocked":
        return this.contacts.hear(event);
      case "conversations":
        return this.#hearConversations(event.changed, event.gone);
      case "cleared":
        return this.#hearCleared(event.conversationId, event.before);
      case "users":
        this.conversations.hearUsers(event.changed);
        return this.contacts.hear(event);
      case "messages":
        this.#tellMedia(event.conversationId, (kept) => kept.hear(event.changed));
        return this.#hearMessages(event.conversationId, event.changed);
      case "discarded":
        this.#hearAll();
        this.#tellMedia(event.conversationId, (kept) => kept.drop(event.clientMsgId));
        return this.#threads.get(event.conversationId)?.drop(event.clientMsgId);
      case "actRefused":
        if (event.words !== null) this.#threads.get(event.conversationId)?.giveBack(event.words);
        return this.#threads.get(event.conversationId)?.acting.say({ is: "undone", code: event.code });
      case "favourites":
        if (event.refused !== null) this.thread?.acting.say({ is: "undone", code: event.refused });
        return this.favourites.hear(event.refused);
      case "receipts":
        for (const [receipts, id] of this.#receipts) if (id === event.conversationId) receipts.hear(event.changed);
        return;
      case "typing":
        return this.typing.hear(event.conversationId, event.userId, event.name, event.on);
      case "transfer":
        return this.transfers.hear(event.view);
      case "recording":
        return this.recorder.hear(event.millis, event.level);
      case "groups":
        return this.groups.hear(event.changed, event.gone);
      case "groupRequests":
        return this.groups.hearRequests(event.changed);
      case "groupMembers":
        for (const [members, groupId] of this.#members) {
          if (groupId === event.groupId) members.hear(event.changed, event.gone);
        }
        return;
      case "resync":
        return this.resync();
    }
  }

  #hearCleared(id: string, before: number): void {
    this.#hearAll();
    this.#tellMedia(id, (kept) => void kept.again());
    this.#threads.get(id)?.clear(before);
  }

  #hearConversations(changed: readonly ConversationView[], gone: readonly string[]): void {
    this.conversations.hear(changed, gone);
    // What was deleted on another device is not there to be read any more.
    if (this.thread !== null && gone.includes(this.thread.id)) this.close();
  }

  #hearMessages(id: string, changed: readonly MessageView[]): void {
    if (!this.#threads.has(id)) return;
    const waiting = this.#heard.get(id);
    if (waiting !== undefined) waiting.push(...changed);
    else this.#heard.set(id, [...changed]);
    if (this.#heard.size === 1 && waiting === undefined) nextFrame(() => this.#hearAll());
  }

  #hearAll(): void {
    const heard = this.#heard;
    this.#heard = new Map();
    for (const [id, changed] of heard) {
      const thread = this.#threads.get(id);
      const last = new Map(changed.map((row) => [row.clientMsgId, row]));
      const arrived = thread?.hear([...last.values()]) ?? [];
      if (thread === this.thread && arrived.length > 0) this.arrived = arrived;
    }
  }

  /** Reads everything again; what is shown stays until the answers are there. */
  resync(): void {
    void this.conversations.refresh();
    void this.contacts.refresh();
    void this.groups.refresh();
    this.favourites.hear(null);
    for (const members of this.#members.keys()) members.again();
    this.#tellMedia(null, (kept) => void kept.again());
    for (const [id, thread] of this.#threads) {
      if (thread === this.thread) void thread.refresh();
      else this.#threads.set(id, this.#emptied(thread));
    }
  }

  #forget(): void {
    let surplus = this.#threads.size - THREADS_KEPT;
    for (const [id, thread] of this.#threads) {
      if (surplus-- <= 0) return;
      if (thread.draft === "" && thread.writing.quote === null) this.#threads.delete(id);
      else this.#threads.set(id, this.#emptied(thread));
    }
  }

  #emptied(thread: Thread): Thread {
    const fresh = new Thread(this.#api, this.account, thread.id);
    fresh.inheritDraft(thread);
    fresh.player = thread.player;
    return fresh;
  }
}
