// A conversation with the test by lines of JSON: one command in, one answer out, and events in between.
import { createInterface } from "node:readline";

export const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");

/** Answers each line `{do, ...}` with `{done}` or `{failed}`; ends with the input. */
export async function answer(commands) {
  process.on("unhandledRejection", (reason) => {
    say({ failed: `unhandled: ${reason?.stack ?? JSON.stringify(reason)}` });
    process.exit(1);
  });
  for await (const line of createInterface({ input: process.stdin })) {
    const { do: name, ...rest } = JSON.parse(line);
    try {
      say({ done: (await commands[name](rest)) ?? null });
    } catch (error) {
      say({ failed: error?.stack ?? JSON.stringify(error) });
    }
  }
  process.exit(0);
}
