import { type AccountId, type Api, type Code, type Meant, type MessageAct, type MessageView, codeOf } from "../api";

/** How long a word that something was done, or was not, stays. */
export const NOTE_MS = 6000;

/** A word on what was done with messages. */
export type Note =
  | { readonly is: "refused"; readonly code: Code }
  | { readonly is: "undone"; readonly code: Code }
  | { readonly is: "forwarded" }
  | { readonly is: "copied" }
  | { readonly is: "saved"; readonly id: string }
  | { readonly is: "kept" }
  | { readonly is: "favoured" };

/** What one does with the messages of a conversation, and what stands open meanwhile. */
export class Acting {
  readonly #api: Api;
  readonly #account: AccountId;
  readonly #id: string;

  /** The own message whose words are being changed. */
  editing = $state.raw<MessageView | null>(null);
  /** The keys of those that are selected; null: nobody selects. */
  selected = $state.raw<ReadonlySet<string> | null>(null);
  /** Those that are to be sent on. */
  forwarding = $state.raw<readonly MessageView[] | null>(null);
  /** Those about whose deletion somebody is asked. */
  deleting = $state.raw<readonly MessageView[] | null>(null);
  /** The merged message that is being read, or the one whose earlier words are. */
  opened = $state.raw<MessageView | null>(null);
  versions = $state.raw<MessageView | null>(null);
  /** The one whose readers are looked at. */
  read = $state.raw<MessageView | null>(null);
  note = $state.raw<Note | null>(null);
  /** The one pinned last comes first. */
  pinned = $state.raw<readonly MessageView[]>([]);
  /** What was taken back here and can be written anew, by its key; kept nowhere else. */
  #words = $state.raw<ReadonlyMap<string, string>>(new Map());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pins = 0;
  #before = "";

  constructor(api: Api, account: AccountId, id: string) {
    this.#api = api;
    this.#account = account;
    this.#id = id;
  }

  say(note: Note | null): void {
    clearTimeout(this.#timer);
    this.note = note;
    if (note !== null) this.#timer = setTimeout(() => (this.note = null), NOTE_MS);
  }

  /** Does something with messages; false: it was not taken, and was said so. */
  async act(messages: readonly MessageView[], act: MessageAct): Promise<boolean> {
    try {
      await this.#api.actOnMessages(
        this.#account,
        messages.map((one) => one.clientMsgId),
        act,
      );
      this.say(null);
      return true;
    } catch (failure) {
      this.say({ is: "refused", code: codeOf(failure) });
      return false;
    }
  }

  /** One's reaction is set where it is not, and taken away where it is. */
  async react(message: MessageView, emoji: string): Promise<void> {
    const on = !message.reactions.some((one) => one.emoji === emoji && one.mine);
    await this.act([message], { is: "react", emoji, on });
  }

  /** Keeps a picture among the stickers. */
  async keepSticker(message: MessageView): Promise<void> {
    try {
      await this.#api.keepReceivedSticker(this.#account, message.clientMsgId);
      this.say({ is: "kept" });
    } catch (failure) {
      this.say({ is: "refused", code: codeOf(failure) });
    }
  }

  /** Keeps messages among the favourites; false: they were not taken, and that was said. */
  async favourite(messages: readonly MessageView[]): Promise<boolean> {
    try {
      await this.#api.keepFavourites(
        this.#account,
        messages.map((one) => one.clientMsgId),
      );
      this.say({ is: "favoured" });
      return true;
    } catch (failure) {
      this.say({ is: "refused", code: codeOf(failure) });
      return false;
    }
  }

  async recall(message: MessageView): Promise<void> {
    const { content } = message;
    const words = content.is === "text" || content.is === "quote" ? content.text : "";
    if (!(await this.act([message], { is: "recall" })) || !message.mine || words === "") return;
    this.#words = new Map(this.#words).set(message.clientMsgId, words);
  }

  /** What can be written anew of a message that was taken back. */
  wordsOf(key: string): string | null {
    return this.#words.get(key) ?? null;
  }

  /** Begins to change a message; `before` is what was being written. Answers with its words. */
  startEditing(message: MessageView, before: string): string {
    if (this.editing === null) this.#before = before;
    this.editing = message;
    return message.content.is === "text" || message.content.is === "quote" ? message.content.text : "";
  }

  /** What was being written before the editing that has ended by itself. */
  takeBefore(): string {
    const before = this.#before;
    this.#before = "";
    return before;
  }

  /** Ends it. Answers with what was being written before. */
  stopEditing(): string {
    const before = this.#before;
    this.#before = "";
    this.editing = null;
    return before;
  }

  /** The words of the message that is being edited become these. */
  async edit(text: string, mentions: readonly Meant[]): Promise<boolean> {
    const message = this.editing;
    if (message === null) return false;
    const same = (message.content.is === "text" || message.content.is === "quote") && message.content.text === text;
    return same || (await this.act([message], { is: "edit", text, mentions: [...mentions] }));
  }

  toggle(key: string): void {
    const selected = new Set(this.selected ?? []);
    if (!selected.delete(key)) selected.add(key);
    this.selected = selected;
  }

  /** Messages changed: what is gone is selected no more, and pins may be others. */
  hear(changed: readonly MessageView[]): void {
    const known = new Set(this.pinned.map((one) => one.clientMsgId));
    if (changed.some((row) => row.pinned || known.has(row.clientMsgId))) void this.readPins();
    const gone = changed.filter((row) => row.content.is === "gone" || row.content.is === "recalled");
    for (const row of gone) {
      if (this.editing?.clientMsgId === row.clientMsgId) this.editing = null;
      if (this.selected?.has(row.clientMsgId) === true) this.toggle(row.clientMsgId);
    }
  }

  /** A message is here no more. */
  drop(key: string): void {
    if (this.selected?.has(key) === true) this.toggle(key);
    if (this.pinned.some((one) => one.clientMsgId === key)) void this.readPins();
  }

  async readPins(): Promise<void> {
    const asked = ++this.#pins;
    try {
      const pinned = await this.#api.pinnedMessages(this.#account, this.#id);
      // An answer that was overtaken is older than what is shown.
      if (asked === this.#pins) this.pinned = pinned;
    } catch {
      // What is shown stays; the next change asks again.
    }
  }
}
