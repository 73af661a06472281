import { type Api, type AccountId, type ConversationView, type Event, type MessageView, type UserView } from "../api";
import { Contacts } from "../contacts/contacts.svelte";
import { Conversations } from "../conversations/conversations.svelte";
import { Thread } from "../thread/thread.svelte";

// Threads beyond this number lose their messages from memory, though never a draft.
const THREADS_KEPT = 30;

/** What one account has open: its list, and the conversation that is read. */
export class Desk {
  readonly account: AccountId;
  readonly conversations: Conversations;
  readonly contacts: Contacts;
  readonly #api: Api;
  // In the order in which they were last open.
  readonly #threads = new Map<string, Thread>();

  /** Which of its parts is in front. */
  place = $state<"chats" | "contacts">("chats");
  thread = $state.raw<Thread | null>(null);
  /** The newest messages that came into the open conversation, for screen readers. */
  arrived = $state.raw<readonly MessageView[]>([]);

  readonly conversation: ConversationView | null = $derived(this.#current());

  constructor(api: Api, account: AccountId) {
    this.#api = api;
    this.account = account;
    this.conversations = new Conversations(api, account);
    this.contacts = new Contacts(api, account);
  }

  #current(): ConversationView | null {
    return this.thread === null ? null : this.conversations.get(this.thread.id);
  }

  open(id: string): void {
    this.place = "chats";
    if (this.thread?.id === id) return;
    this.close();
    const thread = this.#threads.get(id) ?? new Thread(this.#api, this.account, id);
    this.#threads.delete(id);
    this.#threads.set(id, thread);
    this.#forget();
    this.arrived = [];
    this.thread = thread;
    void thread.open(this.conversations.get(id)?.unread ?? 0);
  }

  /** Opens a conversation as soon as the list can tell how much is unread there. */
  async show(id: string): Promise<void> {
    await this.conversations.ready();
    this.open(id);
  }

  close(): void {
    this.thread?.leave();
    this.thread = null;
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

  hear(event: Event): void {
    if (event.is === "friends" || event.is === "friendRequests" || event.is === "blocked") this.contacts.hear(event);
    else if (event.is === "conversations") this.conversations.hear(event.changed);
    else if (event.is === "users") {
      this.conversations.hearUsers(event.changed);
      this.contacts.hear(event);
    } else if (event.is === "messages") this.#hearMessages(event.conversationId, event.changed);
    else if (event.is === "resync") this.resync();
  }

  #hearMessages(id: string, changed: readonly MessageView[]): void {
    const thread = this.#threads.get(id);
    const arrived = thread?.hear(changed) ?? [];
    if (thread === this.thread && arrived.length > 0) this.arrived = arrived;
  }

  /** Reads everything again; what is shown stays until the answers are there. */
  resync(): void {
    void this.conversations.refresh();
    void this.contacts.refresh();
    for (const [id, thread] of this.#threads) {
      if (thread === this.thread) void thread.refresh();
      else this.#threads.set(id, this.#emptied(thread));
    }
  }

  #forget(): void {
    let surplus = this.#threads.size - THREADS_KEPT;
    for (const [id, thread] of this.#threads) {
      if (surplus-- <= 0) return;
      if (thread.draft === "") this.#threads.delete(id);
      else this.#threads.set(id, this.#emptied(thread));
    }
  }

  #emptied(thread: Thread): Thread {
    const fresh = new Thread(this.#api, this.account, thread.id);
    fresh.draft = thread.draft;
    return fresh;
  }
}
