import { SvelteMap } from "svelte/reactivity";

import { type AccountId, type Api, type Code, type TransferView, codeOf } from "../api";

/** The files of one account that are on their way, by the keys of their messages. */
export class Transfers {
  readonly #api: Api;
  readonly #account: AccountId;
  readonly #known = new SvelteMap<string, TransferView>();
  /** Of whom was heard since each answer that is awaited was asked for. */
  readonly #asked = new Set<Set<string>>();
  /** Why the last thing that somebody wanted of a file was not done. */
  readonly #failed = new SvelteMap<string, Code>();
  readonly #saved = new SvelteMap<string, string>();

  constructor(api: Api, account: AccountId) {
    this.#api = api;
    this.#account = account;
  }

  /** Whoever draws a file that waits asks how far it is. */
  async read(): Promise<void> {
    const heard = new Set<string>();
    this.#asked.add(heard);
    try {
      const all = await this.#api.transfers(this.#account);
      // Of what was heard of meanwhile the answer may be older than the event, and say that something ended goes on.
      for (const one of all) if (!heard.has(one.clientMsgId)) this.hear(one);
    } catch {
      // The next event tells.
    } finally {
      this.#asked.delete(heard);
    }
  }

  hear(view: TransferView): void {
    for (const heard of this.#asked) heard.add(view.clientMsgId);
    if (view.state.is === "running" || view.state.is === "paused") this.#known.set(view.clientMsgId, view);
    else this.#known.delete(view.clientMsgId);
    // Why an upload failed stands at its message.
    if (view.state.is === "failed" && !view.up) this.#failed.set(view.clientMsgId, view.state.code);
    else this.#failed.delete(view.clientMsgId);
  }

  of(clientMsgId: string): TransferView | null {
    return this.#known.get(clientMsgId) ?? null;
  }

  failureOf(clientMsgId: string): Code | null {
    return this.#failed.get(clientMsgId) ?? null;
  }

  /** Where the file of a message was saved. */
  savedAs(clientMsgId: string): string | null {
    return this.#saved.get(clientMsgId) ?? null;
  }

  pause(clientMsgId: string, paused: boolean): Promise<void> {
    return this.#act(clientMsgId, () => this.#api.pauseTransfer(this.#account, clientMsgId, paused));
  }

  cancel(clientMsgId: string): Promise<void> {
    return this.#act(clientMsgId, () => this.#api.cancelTransfer(this.#account, clientMsgId));
  }

  fetch(clientMsgId: string): Promise<void> {
    return this.#act(clientMsgId, () => this.#api.fetchFile(this.#account, clientMsgId));
  }

  open(clientMsgId: string): Promise<void> {
    return this.#act(clientMsgId, () => this.#api.openFile(this.#account, clientMsgId));
  }

  /** False: it was not saved. */
  save(clientMsgId: string): Promise<boolean> {
    return this.#save(clientMsgId, () => this.#api.saveFile(this.#account, clientMsgId));
  }

  /** Saves it where the system's dialog is told to, if anywhere. */
  saveAs(clientMsgId: string): Promise<boolean> {
    return this.#save(clientMsgId, () => this.#api.saveFileAs(this.#account, clientMsgId));
  }

  async #save(clientMsgId: string, save: () => Promise<string | null>): Promise<boolean> {
    let path: string | null = null;
    await this.#act(clientMsgId, async () => {
      path = await save();
      if (path !== null) this.#saved.set(clientMsgId, path);
    });
    return path !== null;
  }

  /** Shows it in the folder where it was saved. */
  showSaved(clientMsgId: string): Promise<void> {
    return this.#act(clientMsgId, () => this.#api.showSaved(this.#account, clientMsgId));
  }

  async #act(clientMsgId: string, act: () => Promise<void>): Promise<void> {
    this.#failed.delete(clientMsgId);
    try {
      await act();
    } catch (failure) {
      const code = codeOf(failure);
      // It was given up, or ended before it was stopped.
      if (code !== "notFound") this.#failed.set(clientMsgId, code);
    }
  }
}
