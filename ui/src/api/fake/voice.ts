import type { Content, Event, RecordedView } from "../index";
import type { VoiceApi } from "../voice";
import type { World } from "./world";

const RATE = 8_000;
const STEP_MS = 100;
const MOST_MS = 120_000;

/** Bars that rise and fall as words do. */
export function waveOf(seconds: number): number[] {
  return Array.from({ length: 48 }, (_, at) =>
    Math.round(4 + 27 * Math.abs(Math.sin(at * 1.7) * Math.sin(at / 5 + seconds))),
  );
}

/** A tone that falls, as a WAV file. */
function tone(seconds: number): ArrayBuffer {
  const samples = Math.round(seconds * RATE);
  const file = new DataView(new ArrayBuffer(44 + samples));
  const words = (at: number, text: string): void =>
    [...text].forEach((sign, index) => file.setUint8(at + index, sign.charCodeAt(0)));
  words(0, "RIFF");
  file.setUint32(4, 36 + samples, true);
  words(8, "WAVEfmt ");
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true);
  file.setUint16(22, 1, true);
  file.setUint32(24, RATE, true);
  file.setUint32(28, RATE, true);
  file.setUint16(32, 1, true);
  file.setUint16(34, 8, true);
  words(36, "data");
  file.setUint32(40, samples, true);
  for (let at = 0; at < samples; at++) {
    const time = at / RATE;
    file.setUint8(44 + at, 128 + 40 * Math.sin(time * (420 - 60 * (time % 2)) * 2 * Math.PI));
  }
  return file.buffer;
}

/** Voices of the made-up worlds. The microphone hears nothing but a tone. */
export function voice(
  world: (account: string) => World,
  tell: (event: Event) => void,
  films: (id: string) => string,
): VoiceApi & { recorded(id: string): Content | null } {
  const kept = new Map<string, RecordedView>();
  let end: ((keep: boolean) => void) | null = null;
  let next = 0;

  return {
    record(account) {
      end?.(false);
      return new Promise((resolve) => {
        let millis = 0;
        const timer = setInterval(() => {
          millis += STEP_MS;
          const level = Math.round(10 + 20 * Math.abs(Math.sin(millis / 230) * Math.sin(millis / 900)));
          tell({ is: "recording", account, millis, level });
          if (millis >= MOST_MS) end?.(true);
        }, STEP_MS);
        end = (keep) => {
          clearInterval(timer);
          end = null;
          if (!keep) return resolve(null);
          const seconds = Math.max(1, Math.ceil(millis / 1000));
          const view = { id: `recorded-${next++}`, millis, size: seconds * 3000, wave: waveOf(seconds) };
          kept.set(view.id, view);
          resolve(view);
        };
      });
    },
    async endRecording(_account, keep) {
      end?.(keep);
    },
    async sound(account, id, brought) {
      const content = world(account)
        .messages()
        .find((row) => row.clientMsgId === id)?.content;
      const seconds = brought
        ? (kept.get(id)?.millis ?? 1000) / 1000
        : content?.is === "voice"
          ? content.voice.seconds
          : 3;
      return tone(seconds);
    },
    async hear(account, clientMsgId) {
      world(account).alter(clientMsgId, (row) =>
        row.content.is === "voice"
          ? { ...row, content: { ...row.content, voice: { ...row.content.voice, heard: true } } }
          : row,
      );
    },
    async film(_account, clientMsgId) {
      return films(clientMsgId);
    },
    async setPoster() {},
    recorded(id) {
      const view = kept.get(id);
      if (view === undefined) return null;
      const { millis, size, wave } = view;
      return { is: "voice", voice: { seconds: Math.ceil(millis / 1000), size, wave, heard: true } };
    },
  };
}
