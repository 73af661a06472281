import { type AccountId, type Api, type Code, type RecordedView, codeOf } from "../api";

// Levels that are shown while one speaks.
const SHOWN = 48;
const QUIET: readonly number[] = Array.from({ length: SHOWN }, () => 0);

/** Records for one conversation at a time. What was recorded waits there until it is sent or thrown away. */
export class Recorder {
  readonly #api: Api;
  readonly #account: AccountId;
  /** What sounds would be heard too. */
  readonly #hush: () => void;
  // Grows with each recording: what a former one still answers is of no interest.
  #turn = 0;
  #sends = false;

  phase = $state<"off" | "recording" | "kept" | "sending">("off");
  conversation = $state("");
  millis = $state(0);
  /** How loud it was lately, from 0 to 31. */
  levels = $state.raw<readonly number[]>(QUIET);
  kept = $state.raw<RecordedView | null>(null);
  /** Why nothing was recorded or sent. */
  failure = $state<Code | null>(null);

  constructor(api: Api, account: AccountId, hush: () => void = () => undefined) {
    this.#hush = hush;
    this.#api = api;
    this.#account = account;
  }

  /** Whether something of this conversation is recorded, or was. */
  isAt(conversation: string): boolean {
    return this.phase !== "off" && this.conversation === conversation;
  }

  async start(conversation: string): Promise<void> {
    this.cancel();
    this.#hush();
    const turn = this.#turn;
    this.conversation = conversation;
    this.failure = null;
    this.millis = 0;
    this.levels = QUIET;
    this.#sends = false;
    this.phase = "recording";
    try {
      const kept = await this.#api.record(this.#account);
      if (turn !== this.#turn) return this.#forget(kept);
      this.kept = kept;
      this.phase = kept === null ? "off" : "kept";
      if (this.#sends) await this.send();
    } catch (failure) {
      if (turn === this.#turn) this.#fail(codeOf(failure));
    }
  }

  hear(millis: number, level: number): void {
    if (this.phase !== "recording") return;
    this.millis = millis;
    this.levels = [...this.levels, level].slice(-SHOWN);
  }

  /** Ends it, so that it can be listened to. */
  stop(): void {
    if (this.phase === "recording") void this.#end(true);
  }

  /** Nothing of it is sent. */
  cancel(): void {
    this.#turn++;
    if (this.phase === "recording") void this.#end(false);
    this.#forget(this.kept);
    this.kept = null;
    this.phase = "off";
  }

  /** Sends what there is; what is still being said ends here. */
  async send(): Promise<void> {
    if (this.phase === "recording") {
      this.#sends = true;
      return this.stop();
    }
    const { kept } = this;
    if (kept === null || this.phase !== "kept") return;
    this.phase = "sending";
    try {
      const files = [{ id: kept.id, manner: "original" as const }];
      await this.#api.sendFiles(this.#account, this.conversation, files, "", []);
      this.kept = null;
      this.phase = "off";
    } catch (failure) {
      this.failure = codeOf(failure);
      this.phase = "kept";
    }
  }

  #fail(code: Code): void {
    this.failure = code;
    this.phase = "off";
  }

  async #end(keep: boolean): Promise<void> {
    // Without an answer the recording still ends at its limit.
    await this.#api.endRecording(this.#account, keep).catch(() => undefined);
  }

  #forget(kept: RecordedView | null): void {
    if (kept !== null) void this.#api.forgetFile(this.#account, kept.id).catch(() => undefined);
  }
}
