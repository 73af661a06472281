import { type AccountId, type Code, type GroupRequestView, type GroupView, codeOf } from "../api";
import type { GroupApi } from "../api/groups";

/** The groups of one account, as they were last told; whatever shows one looks here, so that a change shows everywhere. */
export class Groups {
  readonly #api: Pick<GroupApi, "groups" | "groupRequests">;
  readonly #account: AccountId;

  #rows = $state.raw<ReadonlyMap<string, GroupView>>(new Map());
  requests = $state.raw<readonly GroupRequestView[]>([]);
  loaded = $state(false);
  problem = $state<Code | null>(null);

  /** Sorted by name, for a list. */
  readonly all = $derived([...this.#rows.values()].sort((a, b) => a.name.localeCompare(b.name)));
  /** Requests that wait for this person. */
  readonly waiting = $derived(this.requests.filter((one) => one.state === "waiting" && one.side !== "asking").length);

  // What events brought while an answer was on its way; the answer may be older than they are.
  #news: { groups: Map<string, GroupView | null>; requests: Map<string, GroupRequestView> } | null = null;
  #reading: Promise<void> | null = null;
  #again = false;

  constructor(api: Pick<GroupApi, "groups" | "groupRequests">, account: AccountId) {
    this.#api = api;
    this.#account = account;
  }

  get(groupId: string): GroupView | null {
    return this.#rows.get(groupId) ?? null;
  }

  async refresh(): Promise<void> {
    if (this.#reading !== null) {
      this.#again = true;
      return this.#reading;
    }
    this.#reading = this.#read();
    await this.#reading;
    this.#reading = null;
    if (this.#again) {
      this.#again = false;
      await this.refresh();
    }
  }

  async #read(): Promise<void> {
    const news = { groups: new Map<string, GroupView | null>(), requests: new Map<string, GroupRequestView>() };
    this.#news = news;
    try {
      const [groups, requests] = await Promise.all([
        this.#api.groups(this.#account),
        this.#api.groupRequests(this.#account),
      ]);
      const rows = new Map(groups.map((group) => [group.groupId, group]));
      for (const [id, group] of news.groups) {
        if (group === null) rows.delete(id);
        else rows.set(id, group);
      }
      this.#rows = rows;
      this.requests = merged(requests, [...news.requests.values()]);
      this.loaded = true;
      this.problem = null;
    } catch (failure) {
      this.problem = codeOf(failure);
    } finally {
      this.#news = null;
    }
  }

  hear(changed: readonly GroupView[], gone: readonly string[]): void {
    const rows = new Map(this.#rows);
    for (const group of changed) rows.set(group.groupId, group);
    for (const id of gone) rows.delete(id);
    for (const group of changed) this.#news?.groups.set(group.groupId, group);
    for (const id of gone) this.#news?.groups.set(id, null);
    this.#rows = rows;
  }

  hearRequests(changed: readonly GroupRequestView[]): void {
    for (const request of changed) this.#news?.requests.set(keyOf(request), request);
    this.requests = merged(this.requests, changed);
  }
}

/** There is one request for each group and person. */
export function keyOf(request: GroupRequestView): string {
  return `${request.groupId} ${request.user.userId}`;
}

function merged(rows: readonly GroupRequestView[], changed: readonly GroupRequestView[]): GroupRequestView[] {
  const all = new Map([...rows, ...changed].map((request) => [keyOf(request), request]));
  return [...all.values()].sort((a, b) => b.time - a.time);
}
