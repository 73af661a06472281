import { expect, test } from "vitest";

import type { MessageView } from "../api";
import { later, message, problem, scripted } from "../testing/api";
import { Player, type Speaker, unheardAfter } from "./player.svelte";

function voice(seq: number, heard = false, mine = false): MessageView {
  return message(seq, { mine, content: { is: "voice", voice: { size: 1, seconds: 10, wave: [], heard } } });
}

/** An `<audio>` that plays when the test says so. */
class Made implements Speaker {
  src = "";
  currentTime = 0;
  duration = 10;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  refuses = false;
  readonly #heard = new Map<string, () => void>();

  addEventListener(name: string, hear: unknown): void {
    this.#heard.set(name, hear as () => void);
  }

  tell(name: string): void {
    this.#heard.get(name)?.();
  }

  async play(): Promise<void> {
    if (this.refuses) throw new Error("NotSupportedError");
    this.tell("playing");
  }

  pause(): void {
    this.tell("pause");
  }
}

function engine(rows: readonly MessageView[] = []) {
  const made = new Made();
  const heard: string[] = [];
  const api = scripted({
    sound: async () => new TextEncoder().encode("OggS").buffer,
    hear: async (_account, id) => void heard.push(id),
  });
  const player = new Player(
    api,
    "a",
    (one) => unheardAfter(rows, one),
    () => made,
  );
  return { made, heard, player };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("one voice plays at a time, stops for a while and goes on", async () => {
  const { made, player } = engine();
  const [one, two] = [voice(1), voice(2)];
  player.toggle(one);
  await settled();
  expect([player.has("id-1"), player.phase]).toEqual([true, "playing"]);
  player.toggle(one);
  expect(player.phase).toBe("paused");
  player.toggle(one);
  expect(player.phase).toBe("playing");
  const first = made.src;
  player.toggle(two);
  await settled();
  expect([player.has("id-1"), player.has("id-2"), player.phase]).toEqual([false, true, "playing"]);
  expect(made.src).not.toBe(first);
});

test("what was played is heard, and what was heard or is one's own is not noted again", async () => {
  const { heard, player } = engine();
  for (const row of [voice(1), voice(2, true), voice(3, true, true)]) {
    player.toggle(row);
    await settled();
  }
  expect(heard).toEqual(["id-1"]);
});

test("the next one that was not heard plays on, and behind the last there is silence", async () => {
  const rows = [voice(1), message(2), voice(3, true), voice(4, true, true), voice(5)];
  const { made, player } = engine(rows);
  const [first] = rows;
  if (first !== undefined) player.toggle(first);
  await settled();
  made.tell("ended");
  await settled();
  expect([player.has("id-5"), player.phase]).toEqual([true, "playing"]);
  made.tell("ended");
  await settled();
  expect(player.phase).toBe("off");
});

test("one goes to any place, and faster, which holds for the next one too", async () => {
  const { made, player } = engine();
  player.seek(voice(1), 0.5);
  await settled();
  expect(made.currentTime).toBe(5);
  expect(player.progressOf("id-1")).toBe(0.5);
  expect(player.step("id-1", 1)).toBe(true);
  expect(made.currentTime).toBe(10);
  player.step("id-1", -1);
  player.step("id-1", -1);
  player.step("id-1", -1);
  expect(made.currentTime).toBe(0);
  expect(player.step("id-2", 1)).toBe(false);
  player.faster();
  expect(made.playbackRate).toBe(1.5);
  player.toggle(voice(2));
  await settled();
  expect([made.playbackRate, player.rate]).toEqual([1.5, 1.5]);
  player.faster();
  player.faster();
  expect(player.rate).toBe(1);
});

test("what cannot be played says why, and only there", async () => {
  const { made, heard, player } = engine();
  made.refuses = true;
  player.toggle(voice(1));
  await settled();
  expect([player.failure, player.phase, heard]).toEqual([{ id: "id-1", code: "badSound" }, "off", []]);
  const lost = new Player(scripted({ sound: () => problem("fileLost") }), "a");
  lost.toggle(voice(2));
  await settled();
  expect(lost.failure).toEqual({ id: "id-2", code: "fileLost" });
});

test("what comes late of a voice that is not wanted any more is not played", async () => {
  const { promise, resolve } = later<ArrayBuffer>();
  const made = new Made();
  const player = new Player(
    scripted({ sound: () => promise }),
    "a",
    () => null,
    () => made,
  );
  player.toggle(voice(1));
  player.stop();
  resolve(new ArrayBuffer(4));
  await settled();
  expect([made.src, player.phase]).toEqual(["", "off"]);
});

test("a video comes to the front, and nothing sounds behind it", async () => {
  const { player } = engine();
  player.toggle(voice(1));
  await settled();
  const video = message(2, {
    content: {
      is: "video",
      video: { name: "", size: 1, seconds: 1, width: 1, height: 1, hash: "", poster: false, here: false },
    },
  });
  player.toggle(video);
  expect([player.watched, player.phase]).toEqual([video, "off"]);
});
