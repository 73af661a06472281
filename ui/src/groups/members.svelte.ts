import { type AccountId, type Code, type MemberView, codeOf } from "../api";
import type { GroupApi } from "../api/groups";

/** As many as one call brings. */
export const PAGE = 100;
// Pages beyond this number that are far from what is looked at are forgotten.
const PAGES_KEPT = 20;
// While much changes, what is looked at is read again once for many changes.
const PAUSE_MS = 400;

type Slice = readonly [first: number, end: number];

/** Members of one group as somebody scrolls through them: of a hundred thousand only those near the eye are held. */
export class Members {
  readonly #api: Pick<GroupApi, "groupMembers">;
  readonly #account: AccountId;
  readonly #groupId: string;

  /** All that the query finds; null: not known yet. */
  total = $state<number | null>(null);
  problem = $state<Code | null>(null);
  /** Nobody is found by pinyin, because the group is too large. */
  lettersOnly = $state(false);
  #pages = $state.raw<ReadonlyMap<number, readonly MemberView[]>>(new Map());
  #query = "";
  #seen: Slice = [0, 1];
  readonly #stale = new Set<number>();
  readonly #loading = new Set<number>();
  // Answers to what was asked before the last change of the query are for nobody.
  #turn = 0;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<GroupApi, "groupMembers">, account: AccountId, groupId: string) {
    this.#api = api;
    this.#account = account;
    this.#groupId = groupId;
  }

  at(index: number): MemberView | null {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;
  }

  find(userId: string): MemberView | null {
    for (const page of this.#pages.values()) {
      const member = page.find((one) => one.user.userId === userId);
      if (member !== undefined) return member;
    }
    return null;
  }

  search(query: string): void {
    if (query === this.#query) return;
    this.#query = query;
    this.#turn++;
    this.#loading.clear();
    this.#stale.clear();
    this.#pages = new Map();
    this.#seen = [0, 1];
    this.problem = null;
    void this.#load(0);
  }

  /** These are in view, from the first to before the end. */
  look(first: number, end: number): void {
    this.#seen = [first, end];
    this.#fill();
  }

  /** Reads what is in view once more. */
  again(): void {
    this.problem = null;
    for (const page of this.#pages.keys()) this.#stale.add(page);
    this.#fill();
  }

  hear(changed: readonly MemberView[], gone: readonly string[]): void {
    const fresh = new Map(changed.map((member) => [member.user.userId, member]));
    // Who came, went or has another role moves the others.
    let moved = gone.length > 0;
    const pages = new Map<number, readonly MemberView[]>();
    for (const [at, page] of this.#pages) {
      const next = page.map((member) => fresh.get(member.user.userId) ?? member);
      moved ||= page.some((member, row) => member.role !== next[row]?.role);
      for (const member of page) fresh.delete(member.user.userId);
      pages.set(at, next);
    }
    this.#pages = pages;
    if (!moved && fresh.size === 0) return;
    for (const page of pages.keys()) this.#stale.add(page);
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#fill(), PAUSE_MS);
  }

  leave(): void {
    clearTimeout(this.#later);
    this.#turn++;
  }

  #fill(): void {
    const [first, end] = this.#seen;
    const last = Math.floor(Math.max(first, end - 1) / PAGE);
    for (let page = Math.floor(first / PAGE); page <= last; page++) {
      const missing = !this.#pages.has(page) || this.#stale.has(page);
      if (missing && !this.#loading.has(page)) void this.#load(page);
    }
  }

  async #load(page: number): Promise<void> {
    const turn = this.#turn;
    this.#loading.add(page);
    this.#stale.delete(page);
    try {
      const answer = await this.#api.groupMembers(this.#account, this.#groupId, this.#query, page * PAGE, PAGE);
      if (turn !== this.#turn) return;
      this.total = answer.total;
      this.lettersOnly = answer.lettersOnly;
      this.#pages = this.#near(new Map([...this.#pages, [page, answer.members]]));
      this.problem = null;
    } catch (failure) {
      if (turn === this.#turn) this.problem = codeOf(failure);
    } finally {
      if (turn === this.#turn) this.#loading.delete(page);
    }
  }

  #near(pages: Map<number, readonly MemberView[]>): Map<number, readonly MemberView[]> {
    if (pages.size <= PAGES_KEPT) return pages;
    const eye = Math.floor(this.#seen[0] / PAGE);
    const byDistance = [...pages.keys()].sort((a, b) => Math.abs(a - eye) - Math.abs(b - eye));
    for (const page of byDistance.slice(PAGES_KEPT)) {
      pages.delete(page);
      this.#stale.delete(page);
    }
    return pages;
  }
}
