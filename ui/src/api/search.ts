import type { AccountId, FoundView, HitCount, Onward, Search, SearchCursor } from "./types.gen";

/** What the interface asks when it looks for messages. */
export interface SearchApi {
  /** Messages on this device, newest first; from the newest one or behind `before`. A new search ends the one before. */
  search(account: AccountId, request: Search, before: SearchCursor | null, limit: number): Promise<FoundView>;
  /** How many there are in each conversation, the most first; none where another search began meanwhile. */
  searchCounts(account: AccountId, request: Search): Promise<HitCount[]>;
  /** Fetches what the server finds and this device does not have yet; answers with how many there were. */
  fetchFound(account: AccountId, request: Search): Promise<number>;
  /** A page of a conversation that begins at `seq`, towards the newest. */
  messagesFrom(account: AccountId, conversationId: string, seq: number, limit: number): Promise<Onward>;
}
