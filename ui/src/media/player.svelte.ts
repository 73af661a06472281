import { type AccountId, type Api, type Code, type MessageView, codeOf } from "../api";
import { kindOfSound } from "./sounds";

export const RATES = [1, 1.5, 2] as const;

// Seconds of one press of an arrow.
const STEP = 5;

/** What makes a sound heard: an `<audio>`, or what a test has in its place. */
export type Speaker = Pick<
  HTMLAudioElement,
  "src" | "currentTime" | "duration" | "playbackRate" | "defaultPlaybackRate" | "play" | "pause" | "addEventListener"
>;

/** What is played: a message, or what was recorded and is not sent. */
interface Track {
  readonly id: string;
  readonly message: MessageView | null;
  readonly seconds: number;
}

/** Plays one voice at a time, and then the next one that was not heard. */
export class Player {
  readonly #api: Api;
  readonly #account: AccountId;
  /** The message behind this one that is to be heard next. */
  readonly #after: (message: MessageView) => MessageView | null;
  readonly #speaker: () => Speaker;
  #made: Speaker | null = null;
  #url: string | null = null;
  // Grows with each track: what a former one still says is of no interest.
  #turn = 0;
  #from = 0;

  #track = $state.raw<Track | null>(null);
  phase = $state<"off" | "loading" | "playing" | "paused">("off");
  /** Seconds from the beginning. */
  at = $state(0);
  length = $state(0);
  rate = $state<(typeof RATES)[number]>(1);
  /** Why the last one was not played, and which that was. */
  failure = $state.raw<{ readonly id: string; readonly code: Code } | null>(null);
  /** The video that is before everything else. */
  watched = $state.raw<MessageView | null>(null);

  constructor(
    api: Api,
    account: AccountId,
    after: (message: MessageView) => MessageView | null = () => null,
    speaker: () => Speaker = () => new Audio(),
  ) {
    this.#api = api;
    this.#account = account;
    this.#after = after;
    this.#speaker = speaker;
  }

  /** Whether this one is in front of the player, running or not. */
  has(id: string): boolean {
    return this.#track?.id === id;
  }

  /** How far it is, from 0 to 1. */
  progressOf(id: string): number {
    return this.has(id) && this.length > 0 ? Math.min(1, this.at / this.length) : 0;
  }

  /** Plays a message, or stops it for a while; a video comes to the front. */
  toggle(message: MessageView): void {
    const { content, clientMsgId } = message;
    if (content.is === "video") {
      this.stop();
      this.watched = message;
    } else if (content.is === "voice") {
      this.#toggle({ id: clientMsgId, message, seconds: content.voice.seconds });
    }
  }

  /** The same for what was recorded. */
  toggleRecorded(id: string, seconds: number): void {
    this.#toggle({ id, message: null, seconds });
  }

  #toggle(track: Track): void {
    if (!this.has(track.id)) return void this.#play(track, 0);
    if (this.phase === "playing") this.#made?.pause();
    else if (this.phase === "paused") void this.#made?.play().catch(() => undefined);
  }

  /** Goes to a place of a message, from 0 to 1, and plays from there. */
  seek(message: MessageView, part: number): void {
    if (message.content.is !== "voice") return;
    if (!this.has(message.clientMsgId)) {
      const { seconds } = message.content.voice;
      return void this.#play({ id: message.clientMsgId, message, seconds }, part);
    }
    this.#go(part * this.length);
    if (this.phase === "paused") void this.#made?.play().catch(() => undefined);
  }

  /** Some seconds on or back; false: it is not this one that is heard. */
  step(id: string, by: 1 | -1): boolean {
    if (!this.has(id) || this.phase === "loading") return false;
    this.#go(this.at + by * STEP);
    return true;
  }

  #go(seconds: number): void {
    if (this.#made === null) return;
    this.at = Math.max(0, Math.min(seconds, this.length));
    this.#made.currentTime = this.at;
  }

  /** At another pace, now and from now on. */
  faster(): void {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length] ?? 1;
    if (this.#made === null) return;
    this.#made.playbackRate = this.rate;
    this.#made.defaultPlaybackRate = this.rate;
  }

  stop(): void {
    this.#turn++;
    this.#made?.pause();
    this.#end();
  }

  #end(): void {
    this.#track = null;
    this.phase = "off";
    this.at = 0;
    if (this.#url !== null) URL.revokeObjectURL(this.#url);
    this.#url = null;
  }

  async #play(track: Track, from: number): Promise<void> {
    this.stop();
    const turn = this.#turn;
    this.failure = null;
    this.#track = track;
    this.#from = from;
    this.phase = "loading";
    this.length = track.seconds;
    try {
      const bytes = await this.#api.sound(this.#account, track.id, track.message === null);
      if (turn !== this.#turn) return;
      this.#url = URL.createObjectURL(new Blob([bytes], { type: kindOfSound(bytes) }));
      this.#made ??= this.#make();
      this.#made.src = this.#url;
      this.#made.defaultPlaybackRate = this.rate;
      this.#made.playbackRate = this.rate;
      await this.#made.play();
      if (turn === this.#turn) this.#heard(track);
    } catch (failure) {
      // A player refuses with an error of its own.
      if (turn === this.#turn) this.#fail(track, failure instanceof Error ? "badSound" : codeOf(failure));
    }
  }

  #fail(track: Track, code: Code): void {
    this.failure = { id: track.id, code };
    this.#turn++;
    this.#end();
  }

  #heard(track: Track): void {
    const { message } = track;
    if (message?.content.is !== "voice" || message.content.voice.heard) return;
    void this.#api.hear(this.#account, track.id).catch(() => undefined);
  }

  #make(): Speaker {
    const made = this.#speaker();
    const on = (name: string, act: (track: Track) => void): void =>
      made.addEventListener(name, () => {
        // What comes late from a former one has another address.
        if (this.#track !== null && made.src === this.#url) act(this.#track);
      });
    on("durationchange", () => {
      if (Number.isFinite(made.duration) && made.duration > 0) this.length = made.duration;
    });
    on("playing", () => {
      this.phase = "playing";
      if (this.#from > 0) this.#go(this.#from * this.length);
      this.#from = 0;
    });
    on("pause", () => {
      if (this.phase === "playing") this.phase = "paused";
    });
    on("timeupdate", () => (this.at = made.currentTime));
    on("error", (track) => this.#fail(track, "badSound"));
    on("ended", (track) => {
      this.#turn++;
      this.#end();
      const next = track.message === null ? null : this.#after(track.message);
      if (next !== null) this.toggle(next);
    });
    return made;
  }
}

/** The next voice of others behind a message that was not heard. */
export function unheardAfter(rows: readonly MessageView[], message: MessageView): MessageView | null {
  const at = rows.findIndex((row) => row.clientMsgId === message.clientMsgId);
  if (at < 0 || message.mine) return null;
  return rows.slice(at + 1).find((row) => row.content.is === "voice" && !row.content.voice.heard) ?? null;
}
