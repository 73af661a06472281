import type { Code, Event, GroupEvent, GroupRequestView, MemberView, NamedUser, UserView } from "../../index";
import type { World } from "../world";
import { Club } from "./club";
import { joined, others, requests } from "./seed";

const MINUTE = 60_000;
// As many people as a line names.
const NAMED = 3;

/** The groups of one person, and those that he may come to. */
export class Clubs {
  readonly me: UserView;
  readonly world: World;
  readonly #tell: (event: Event) => void;
  readonly #known = new Map<string, Club>();
  /** Those that he is in, or was. */
  readonly #own = new Set<string>();
  requests: readonly GroupRequestView[];

  constructor(world: World, me: UserView, tell: (event: Event) => void) {
    this.me = me;
    this.world = world;
    this.#tell = tell;
    const now = Date.now();
    const seeds = joined(me, now);
    const strange = others(now);
    this.requests = requests(me, seeds, strange, now);
    for (const { club, said } of seeds) {
      this.enter(club);
      for (const [at, what, ago] of said) {
        const from = club.members[at]?.user ?? me;
        const time = now - ago * MINUTE;
        if (typeof what === "string")
          world.hears(club.groupId, from, { is: "text", text: what, mentions: [] }, time, ago > 10);
        else this.happens(club, from, what, this.#meant(club, what), time);
      }
    }
    for (const club of strange) this.#known.set(club.groupId, club);
    world.refuses = (id) => this.#refusal(this.#known.get(id.slice(3)));
    world.speaker = (id) => this.#known.get(id.slice(3))?.members.find((one) => one.user !== me)?.user ?? null;
  }

  all(): Club[] {
    return [...this.#known.values()].filter((club) => this.#own.has(club.groupId));
  }

  get(groupId: string): Club {
    const club = this.#known.get(groupId);
    if (club === undefined) throw { code: "notFound" };
    return club;
  }

  /** Where the person meets somebody, and whether members there leave each other alone. */
  common(userId: string): { common: string[]; apart: boolean } {
    const all = this.all().filter((club) => club.find(this.me.userId) !== undefined && club.find(userId) !== undefined);
    const led = (club: Club): boolean => [this.me.userId, userId].some((id) => club.find(id)?.role !== "member");
    const apart = all.length > 0 && all.every((club) => !club.membersAdd && !led(club));
    return { common: all.map((club) => club.groupId), apart };
  }

  /** A group that the person leads. */
  led(groupId: string): Club {
    const club = this.get(groupId);
    if ((club.find(this.me.userId)?.role ?? "member") === "member") throw { code: "noPermission" };
    return club;
  }

  owned(groupId: string): Club {
    const club = this.get(groupId);
    if (club.find(this.me.userId)?.role !== "owner") throw { code: "noPermission" };
    return club;
  }

  /** The person is in it, and has its conversation. */
  enter(club: Club): void {
    this.#known.set(club.groupId, club);
    this.#own.add(club.groupId);
    this.world.group(club.groupId, club.name, club.created);
  }

  /** What happened stands in the thread. */
  happens(club: Club, by: UserView, what: GroupEvent, to: readonly UserView[] = [], time = Date.now()): void {
    const line = {
      what,
      by: this.#named(by),
      to: to.slice(0, NAMED).map((user) => this.#named(user)),
      count: to.length,
    };
    this.world.hears(club.groupId, by, { is: "group", line }, time, time < Date.now() - MINUTE);
  }

  told(club: Club, members: readonly MemberView[] = [], gone: readonly string[] = []): void {
    const { account } = this.world;
    this.#tell({ is: "groups", account, changed: [club.view(this.me.userId)], gone: [] });
    if (members.length + gone.length === 0) return;
    this.#tell({ is: "groupMembers", account, groupId: club.groupId, changed: [...members], gone: [...gone] });
  }

  ask(request: GroupRequestView): void {
    const { groupId, user } = request;
    const others = this.requests.filter((one) => one.groupId !== groupId || one.user.userId !== user.userId);
    this.requests = [request, ...others];
    this.#tell({ is: "groupRequests", account: this.world.account, changed: [request] });
  }

  #meant(club: Club, what: GroupEvent): UserView[] {
    if (what.is === "created") return club.members.slice(1).map((one) => one.user);
    return aboutMe(what) ? [this.me] : [];
  }

  #named(user: UserView): NamedUser {
    return { userId: user.userId, nickname: user.nickname, me: user.userId === this.me.userId };
  }

  #refusal(club: Club | undefined): Code | null {
    if (club === undefined) return null;
    const own = club.find(this.me.userId);
    if (club.state === "dismissed") return "groupDismissed";
    if (own === undefined) return "notInGroup";
    if (club.state === "muted" && own.role === "member") return "groupMuted";
    return own.mutedUntil > Date.now() ? "muted" : null;
  }
}

function aboutMe(what: GroupEvent): boolean {
  return what.is === "removed" || what.is === "mutedMember" || what.is === "promoted";
}
