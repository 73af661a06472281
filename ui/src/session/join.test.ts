import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { ServerView } from "../api";
import { problem, scripted } from "../testing/api";
import { join } from "./join";

const server = (address: string, fingerprint: string | null): ServerView => ({
  address,
  kind: "selkie",
  name: "",
  registration: "open",
  codes: { email: false, phone: false, required: false },
  fingerprint,
});
const invitation = { addresses: ["https://one", "https://two"], fingerprint: "AA", code: "seal", inviter: "7" };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("the first address that answers with the promised certificate is taken", async () => {
  const api = scripted({
    lookUpServer: (address) =>
      address === "https://one" ? problem("network") : Promise.resolve(server(address, "AA")),
  });
  const joined = join(api, invitation);
  await vi.runAllTimersAsync();
  expect(await joined).toMatchObject({
    server: { address: "https://two" },
    fingerprint: "AA",
    code: "seal",
    inviter: "7",
  });
});

test("where the first answers in time, the second is not asked", async () => {
  const asked: string[] = [];
  const api = scripted({ lookUpServer: async (address) => (asked.push(address), server(address, "AA")) });
  await join(api, invitation);
  await vi.runAllTimersAsync();
  expect(asked).toEqual(["https://one"]);
});

test("another server at the address is not taken for the inviter's", async () => {
  const api = scripted({ lookUpServer: async (address) => server(address, "BB") });
  const joined = join(api, { ...invitation, addresses: ["https://one"] });
  await expect(joined).rejects.toEqual({ code: "certificate" });
});

test("without a promised certificate nobody vouches, and an unknown one is asked about", async () => {
  const api = scripted({ lookUpServer: async (address) => server(address, "BB") });
  const joined = await join(api, { addresses: ["https://one"], fingerprint: "", code: "", inviter: "" });
  expect(joined.fingerprint).toBeNull();
});
