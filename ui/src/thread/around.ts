import type { AccountId, MessageView, SearchApi, MessageApi } from "../api";

const OLDER = 50;
const NEWER = 60;

/** A stretch of a conversation without a hole. */
export interface Stretch {
  readonly rows: readonly MessageView[];
  readonly older: boolean;
  readonly newer: boolean;
}

/** Reads what stands around a seq, however far back it lies; null: nothing is there. */
export async function around(
  api: Pick<MessageApi, "messages"> & Pick<SearchApi, "messagesFrom">,
  account: AccountId,
  id: string,
  seq: number,
): Promise<Stretch | null> {
  const { messages, newer } = await api.messagesFrom(account, id, seq, NEWER);
  const first = messages[0];
  if (first === undefined) return null;
  const before = await api.messages(account, id, { seq: first.seq, local: first.local }, OLDER);
  // Without a connection older ones may lie beyond a hole; then it begins here.
  const last = before.messages.at(-1)?.seq ?? null;
  return { rows: [...before.messages, ...messages], older: last !== null || before.older, newer };
}
