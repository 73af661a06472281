import { expect, test } from "vitest";

import type { RecordedView } from "../api";
import { later, problem, scripted } from "../testing/api";
import { Recorder } from "./recorder.svelte";

const KEPT: RecordedView = { id: "r", millis: 2_000, size: 9, wave: [1, 2] };

function engine() {
  const calls: string[] = [];
  let end: (kept: RecordedView | null) => void = () => undefined;
  const api = scripted({
    record: () => {
      const { promise, resolve } = later<RecordedView | null>();
      end = resolve;
      calls.push("record");
      return promise;
    },
    endRecording: async (_account, keep) => {
      calls.push(`end ${keep}`);
      end(keep ? KEPT : null);
    },
    forgetFile: async (_account, id) => void calls.push(`forget ${id}`),
    sendFiles: async (_account, conversation, files) => {
      calls.push(`send ${files.map((file) => file.id).join()} to ${conversation}`);
      return [];
    },
  });
  return { calls, recorder: new Recorder(api, "a"), runsOut: () => end(KEPT) };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("what was recorded is listened to, and then sent", async () => {
  const { calls, recorder } = engine();
  void recorder.start("c");
  recorder.hear(100, 7);
  recorder.hear(200, 9);
  expect([recorder.phase, recorder.millis, recorder.levels.slice(-3)]).toEqual(["recording", 200, [0, 7, 9]]);
  expect([recorder.isAt("c"), recorder.isAt("d")]).toEqual([true, false]);
  recorder.stop();
  await settled();
  expect([recorder.phase, recorder.kept]).toEqual(["kept", KEPT]);
  await recorder.send();
  expect(recorder.phase).toBe("off");
  expect(calls).toEqual(["record", "end true", "send r to c"]);
});

test("who lets the button go sends what was said until then", async () => {
  const { calls, recorder } = engine();
  void recorder.start("c");
  await recorder.send();
  await settled();
  expect(calls).toEqual(["record", "end true", "send r to c"]);
  expect(recorder.phase).toBe("off");
});

test("what is thrown away is not sent, neither while one speaks nor later", async () => {
  const { calls, recorder } = engine();
  void recorder.start("c");
  recorder.cancel();
  await settled();
  expect([recorder.phase, recorder.kept]).toEqual(["off", null]);
  void recorder.start("c");
  recorder.stop();
  await settled();
  recorder.cancel();
  await settled();
  expect(calls).toEqual(["record", "end false", "record", "end true", "forget r"]);
});

test("at the limit what was said waits to be sent", async () => {
  const { calls, recorder, runsOut } = engine();
  void recorder.start("c");
  runsOut();
  await settled();
  expect([recorder.phase, recorder.kept, calls]).toEqual(["kept", KEPT, ["record"]]);
});

test("without a microphone it says why, and can be tried again", async () => {
  const recorder = new Recorder(scripted({ record: () => problem("noMicrophone") }), "a");
  await recorder.start("c");
  expect([recorder.phase, recorder.failure]).toEqual(["off", "noMicrophone"]);
});

test("what cannot be sent now is still there", async () => {
  const recorder = new Recorder(scripted({ record: async () => KEPT, sendFiles: () => problem("diskFull") }), "a");
  await recorder.start("c");
  await recorder.send();
  expect([recorder.phase, recorder.failure, recorder.kept]).toEqual(["kept", "diskFull", KEPT]);
});
