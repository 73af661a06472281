import type {
  AnnouncementView,
  DepartedView,
  GroupRole,
  GroupState,
  GroupView,
  Joining,
  MemberView,
  UserView,
} from "../../index";

const FACES = 9;
const RANK: Readonly<Record<GroupRole, number>> = { owner: 2, admin: 1, member: 0 };

/** A group of the fake world, with all who are in it. */
export class Club {
  readonly groupId: string;
  readonly created: number;
  name: string;
  faceUrl = "";
  introduction = "";
  announcement: AnnouncementView | null = null;
  state: GroupState = "open";
  joining: Joining = "asking";
  membersOpen = true;
  membersAdd = true;
  saved = false;
  history = true;
  members: MemberView[] = [];
  departed: DepartedView[] = [];

  constructor(groupId: string, name: string, created: number) {
    this.groupId = groupId;
    this.name = name;
    this.created = created;
  }

  add(user: UserView, role: GroupRole = "member", more: Partial<MemberView> = {}): MemberView {
    const member = { user, nickname: "", role, joined: this.created, mutedUntil: 0, exempt: false, ...more };
    this.members.push(member);
    return member;
  }

  find(userId: string): MemberView | undefined {
    return this.members.find((one) => one.user.userId === userId);
  }

  change(userId: string, change: Partial<MemberView>): MemberView {
    const at = this.members.findIndex((one) => one.user.userId === userId);
    const member = this.members[at];
    if (member === undefined) throw { code: "userNotFound" };
    const changed = { ...member, ...change };
    this.members[at] = changed;
    return changed;
  }

  remove(userId: string, time: number, removedBy: UserView | null): void {
    const member = this.find(userId);
    if (member === undefined) throw { code: "userNotFound" };
    this.members = this.members.filter((one) => one !== member);
    this.departed.unshift({ user: member.user, time, removedBy });
  }

  /** Owner, admins, the others as they came. */
  sorted(query: string): MemberView[] {
    const wanted = query.trim().toLowerCase();
    return this.members
      .filter((one) => `${one.user.nickname} ${one.nickname}`.toLowerCase().includes(wanted))
      .sort((a, b) => RANK[b.role] - RANK[a.role] || a.joined - b.joined);
  }

  /** The group as this person sees it. */
  view(me: string): GroupView {
    const own = this.find(me);
    return {
      groupId: this.groupId,
      name: this.name,
      faceUrl: this.faceUrl,
      faces: this.sorted("")
        .slice(0, FACES)
        .map(({ user }) => ({ userId: user.userId, nickname: user.nickname, faceUrl: user.faceUrl })),
      introduction: this.introduction,
      announcement: this.announcement,
      ownerId: this.members.find((one) => one.role === "owner")?.user.userId ?? "",
      members: this.members.length,
      created: this.created,
      role: own?.role ?? null,
      nickname: own?.nickname ?? "",
      mutedUntil: own?.mutedUntil ?? 0,
      exempt: own?.exempt ?? false,
      state: this.state,
      joining: this.joining,
      membersOpen: this.membersOpen,
      membersAdd: this.membersAdd,
      saved: this.saved,
    };
  }
}
