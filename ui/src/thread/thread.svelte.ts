import {
  type AccountId,
  type Api,
  type Code,
  type Meant,
  type MessageView,
  type Quoted,
  type Say,
  type StickerView,
  codeOf,
} from "../api";
import type { Mood } from "../stickers/pack";
import { Acting } from "./acting.svelte";
import { Draft } from "./draft.svelte";
import { History } from "./history.svelte";
import { Linking } from "./linking.svelte";
import { within } from "./meant";
import type { Player } from "../media/player.svelte";
import { settle } from "./rows";

export type { Place } from "./history.svelte";

function joined(first: string, then: string): string {
  return [first, then].filter((words) => words.trim() !== "").join("\n");
}

/** One conversation as it is read and written in. */
export class Thread extends History {
  /** Why the last text was not taken; it is back in the draft. */
  refusal = $state<Code | null>(null);
  /** What was refused was written, and is in the draft again. */
  textRefused = $state(false);

  #sends: Promise<unknown> = Promise.resolve();
  /** What is being written here. */
  readonly writing: Draft;
  /** What goes along with a link that is being written. */
  readonly linking: Linking;
  /** What is done with the messages. */
  readonly acting: Acting;
  /** Plays what is heard and seen; null: nobody is there to. */
  player: Player | null = null;

  constructor(api: Api, account: AccountId, id: string) {
    super(api, account, id);
    this.writing = new Draft((written) => api.setDraft(account, id, written));
    this.acting = new Acting(api, account, id);
    this.linking = new Linking(api, account);
  }

  get draft(): string {
    return this.writing.text;
  }

  set draft(text: string) {
    this.writing.text = text;
  }

  /** What the engine has of the draft; it is of no interest once somebody writes here. */
  restoreDraft(text: string, meant: readonly Meant[] = [], quote: Quoted | null = null): void {
    this.writing.restore(text, meant, quote);
  }

  /** Goes on with what was written in another one. */
  inheritDraft(other: Thread): void {
    this.draft = other.draft;
    for (const one of other.writing.meant) this.writing.mention(one);
    if (other.writing.quote !== null) this.writing.quote = other.writing.quote;
  }

  /** An edit was not taken: its words come back, before whatever was typed since. */
  giveBack(words: string): void {
    if (this.acting.editing === null) this.draft = joined(words, this.draft);
  }

  keepDraft(): void {
    void this.writing.flush();
  }

  override async open(unread: number): Promise<void> {
    void this.acting.readPins();
    await super.open(unread);
  }

  override hear(changed: readonly MessageView[]): MessageView[] {
    const editing = this.acting.editing !== null;
    if (this.loaded) this.acting.hear(changed);
    // What was being edited is gone: its new words stay to be written, before what was written first.
    if (editing && this.acting.editing === null) this.draft = joined(this.draft, this.acting.takeBefore());
    return super.hear(changed);
  }

  /** Takes the draft. It is cleared at once; what the engine refuses comes back, before whatever was typed since. */
  async send(): Promise<void> {
    const text = this.draft.trim();
    if (text === "") return;
    const start = this.draft.indexOf(text);
    const meant = within(this.writing.meant, start, start + text.length);
    const { quote } = this.writing;
    this.refusal = null;
    if (this.acting.editing !== null) {
      if (await this.acting.edit(text, meant)) this.draft = this.acting.stopEditing();
      return;
    }
    const card = this.linking.take(text);
    this.draft = "";
    if (quote !== null) this.writing.quote = null;
    this.unreadFrom = null;
    this.showNewest();
    const written = { text, mentions: meant, quote: quote?.clientMsgId ?? null };
    // One after the other, or two quick texts could change places on their way to the engine.
    const sent = this.#sends.then(() =>
      card === null
        ? this.api.sendText(this.account, this.id, written)
        : this.api.say(this.account, this.id, { is: "linked", written, card }),
    );
    this.#sends = sent.catch(() => undefined);
    try {
      const row = await sent;
      // Only now: between the two, a crash finds the text in one place at least.
      this.keepDraft();
      if (!this.shown.rows.some((known) => known.clientMsgId === row.clientMsgId)) this.hear([row]);
    } catch (failure) {
      this.refusal = codeOf(failure);
      this.textRefused = true;
      this.draft = joined(text, this.draft);
      for (const one of meant) this.writing.mention(one);
      if (quote !== null) this.writing.quote = quote;
    }
  }

  /** Says something beside words and files. */
  async say(what: Say): Promise<void> {
    this.unreadFrom = null;
    this.showNewest();
    await this.#act(async () => {
      const row = await this.api.say(this.account, this.id, what);
      if (!this.shown.rows.some((known) => known.clientMsgId === row.clientMsgId)) this.hear([row]);
    });
  }

  /** Says what the draft says, in Markdown. */
  async sayMarkdown(text: string): Promise<void> {
    this.unreadFrom = null;
    this.showNewest();
    const row = await this.api.say(this.account, this.id, { is: "markdown", text });
    this.draft = "";
    this.keepDraft();
    if (!this.shown.rows.some((known) => known.clientMsgId === row.clientMsgId)) this.hear([row]);
  }

  async sendSticker(sticker: StickerView | Mood): Promise<void> {
    this.unreadFrom = null;
    this.showNewest();
    await this.#act(async () => {
      const { Stickers } = await import("../stickers/stickers.svelte");
      await new Stickers(this.api, this.account).send(this.id, sticker);
    });
  }

  async resend(clientMsgId: string): Promise<void> {
    await this.#act(() => this.api.resend(this.account, clientMsgId));
  }

  async discard(clientMsgId: string): Promise<void> {
    await this.#act(async () => {
      await this.api.discard(this.account, clientMsgId);
      this.drop(clientMsgId);
    });
  }

  /** A message is here no more. */
  drop(clientMsgId: string): void {
    const rows = this.shown.rows.filter((row) => row.clientMsgId !== clientMsgId);
    if (rows.length < this.shown.rows.length) this.shown = settle(this.shown, rows, this.following, this.room);
    this.acting.drop(clientMsgId);
  }

  async #act(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.refusal = null;
    } catch (failure) {
      this.refusal = codeOf(failure);
      this.textRefused = false;
    }
  }

  /** Leaves the document. */
  leave(): void {
    this.keepDraft();
    this.trim();
  }
}
