import type { GroupApi } from "../groups";
import type { AccountId, GroupRequestView, UserView } from "../index";
import { Club } from "./groups/club";
import { pattern } from "./computer";
import type { Clubs } from "./groups/clubs";
import { PEOPLE, STRANGERS, crowd } from "./people";

// Whoever of these is put into a group is asked first.
const SHY: ReadonlySet<string> = new Set(["1005", "1008"]);
const PAUSE_MS = 250;

/** What the interface asks about groups, answered from memory. */
export function groups(of: (account: AccountId) => Clubs, server: (account: AccountId) => string): GroupApi {
  let made = 0;

  const person = (userId: string): UserView => {
    const user = [...PEOPLE, ...STRANGERS, ...crowd(1000)].find((one) => one.userId === userId);
    if (user === undefined) throw { code: "userNotFound" };
    return user;
  };
  const asked = (clubs: Clubs, club: Club, user: UserView, more: Partial<GroupRequestView>): void =>
    clubs.ask({
      groupId: club.groupId,
      groupName: club.name,
      groupFaceUrl: club.faceUrl,
      user,
      inviter: null,
      side: "leading",
      message: "",
      answer: "",
      time: Date.now(),
      state: "waiting",
      ...more,
    });
  const comeIn = (clubs: Clubs, club: Club, users: readonly UserView[]): void => {
    const members = users.map((user) => club.add(user, "member", { joined: Date.now() }));
    if (members.length > 0) clubs.told(club, members);
  };

  return {
    async groups(account) {
      const clubs = of(account);
      return clubs.all().map((club) => club.view(clubs.me.userId));
    },
    async lookUpGroup(account, groupId) {
      await pause();
      return of(account).get(groupId.trim()).view(of(account).me.userId);
    },
    async openGroup(account, groupId) {
      const club = of(account).get(groupId);
      return of(account).world.group(groupId, club.name);
    },
    async createGroup(account, name, userIds, faceUrl) {
      await pause();
      const clubs = of(account);
      const club = new Club(`3100${made++}`, name, Date.now());
      club.faceUrl = faceUrl;
      club.add(clubs.me, "owner");
      clubs.enter(club);
      const users = userIds.filter((id) => !SHY.has(id)).map(person);
      comeIn(clubs, club, users);
      clubs.happens(club, clubs.me, { is: "created" }, users);
      return { group: club.view(clubs.me.userId), asked: userIds.filter((id) => SHY.has(id)) };
    },
    async groupCard(account, groupId) {
      const link = `selkie://group?address=${encodeURIComponent(server(account))}&server=5e1&group=${groupId}`;
      return { link, qr: pattern(link), unreachable: false };
    },
    async saveGroupCard() {
      await pause();
      return "/home/zhixia/Downloads/Selkie.png";
    },
    async joinGroup(account, groupId, message) {
      await pause();
      const clubs = of(account);
      const club = clubs.get(groupId);
      if (club.joining !== "direct") {
        asked(clubs, club, clubs.me, { side: "asking", message });
        return false;
      }
      clubs.enter(club);
      comeIn(clubs, club, [clubs.me]);
      clubs.happens(club, clubs.me, { is: "entered" }, [clubs.me]);
      return true;
    },
    async inviteToGroup(account, groupId, userIds, message) {
      await pause();
      const clubs = of(account);
      const club = clubs.get(groupId);
      const waits = club.joining === "approval" && club.find(clubs.me.userId)?.role === "member";
      const consent = userIds.filter((id) => SHY.has(id));
      const rest = userIds.filter((id) => !SHY.has(id));
      const users = waits ? [] : rest.map(person);
      comeIn(clubs, club, users);
      if (users.length > 0) clubs.happens(club, clubs.me, { is: "invited" }, users);
      if (waits) for (const id of rest) asked(clubs, club, person(id), { inviter: clubs.me, message });
      return { approval: waits ? rest : [], consent };
    },
    async removeFromGroup(account, groupId, userIds) {
      await pause();
      const clubs = of(account);
      const club = clubs.led(groupId);
      const users = userIds.map(person);
      for (const id of userIds) club.remove(id, Date.now(), clubs.me);
      clubs.happens(club, clubs.me, { is: "removed" }, users);
      clubs.told(club, [], userIds);
    },
    async leaveGroup(account, groupId) {
      await pause();
      const clubs = of(account);
      const club = clubs.get(groupId);
      if (club.find(clubs.me.userId)?.role === "owner") throw { code: "noPermission" };
      club.remove(clubs.me.userId, Date.now(), null);
      clubs.happens(club, clubs.me, { is: "left" }, [clubs.me]);
      clubs.told(club, [], [clubs.me.userId]);
    },
    async dismissGroup(account, groupId) {
      await pause();
      const clubs = of(account);
      const club = clubs.owned(groupId);
      club.state = "dismissed";
      clubs.happens(club, clubs.me, { is: "dismissed" });
      clubs.told(club);
    },
    async transferGroup(account, groupId, userId) {
      await pause();
      const clubs = of(account);
      const club = clubs.owned(groupId);
      const members = [
        club.change(clubs.me.userId, { role: "member" }),
        club.change(userId, { role: "owner", mutedUntil: 0 }),
      ];
      clubs.happens(club, clubs.me, { is: "transferred" }, [person(userId)]);
      clubs.told(club, members);
    },
    async setGroupAdmin(account, groupId, userId, admin) {
      await pause();
      const clubs = of(account);
      const club = clubs.owned(groupId);
      const member = club.change(userId, { role: admin ? "admin" : "member" });
      clubs.happens(club, clubs.me, { is: admin ? "promoted" : "demoted" }, [member.user]);
      clubs.told(club, [member]);
    },
    async muteMember(account, groupId, userId, seconds) {
      await pause();
      const clubs = of(account);
      const club = clubs.led(groupId);
      const member = club.change(userId, { mutedUntil: seconds === 0 ? 0 : Date.now() + seconds * 1000 });
      const what = seconds === 0 ? ({ is: "unmutedMember" } as const) : ({ is: "mutedMember", seconds } as const);
      clubs.happens(club, clubs.me, what, [member.user]);
      clubs.told(club, [member]);
    },
    async muteGroup(account, groupId, muted) {
      await pause();
      const clubs = of(account);
      const club = clubs.led(groupId);
      club.state = muted ? "muted" : "open";
      clubs.happens(club, clubs.me, { is: muted ? "muted" : "unmuted" });
      clubs.told(club);
    },
    async setExempt(account, groupId, userId, exempt) {
      await pause();
      const club = of(account).led(groupId);
      of(account).told(club, [club.change(userId, { exempt })]);
    },
    async setGroup(account, groupId, change) {
      await pause();
      const clubs = of(account);
      const club = clubs.led(groupId);
      const { announcement, name, ...rest } = change;
      Object.assign(club, rest);
      if (name !== undefined && name !== club.name) {
        club.name = name;
        clubs.world.rename(groupId, name);
        clubs.happens(club, clubs.me, { is: "renamed", name });
      }
      if (announcement !== undefined) {
        const time = Date.now();
        club.announcement =
          announcement === "" ? null : { text: announcement, authorId: clubs.me.userId, time, read: true };
        if (announcement !== "") clubs.happens(club, clubs.me, { is: "announced", text: announcement });
      }
      if (Object.keys(rest).length > 0) clubs.happens(club, clubs.me, { is: "changed" });
      clubs.told(club);
    },
    async setGroupNickname(account, groupId, nickname) {
      await pause();
      const clubs = of(account);
      const club = clubs.get(groupId);
      clubs.told(club, [club.change(clubs.me.userId, { nickname })]);
    },
    async saveGroup(account, groupId, saved) {
      const club = of(account).get(groupId);
      club.saved = saved;
      of(account).told(club);
    },
    async readAnnouncement(account, groupId) {
      const club = of(account).get(groupId);
      if (club.announcement !== null) club.announcement = { ...club.announcement, read: true };
      of(account).told(club);
    },
    async groupMembers(account, groupId, query, offset, limit) {
      await pause();
      const found = of(account).get(groupId).sorted(query);
      return { members: found.slice(offset, offset + limit), total: found.length, lettersOnly: false };
    },
    async departedMembers(account, groupId) {
      await pause();
      return of(account).led(groupId).departed;
    },
    async groupHistory(account, groupId) {
      await pause();
      return of(account).get(groupId).history;
    },
    async setGroupHistory(account, groupId, shown) {
      await pause();
      of(account).led(groupId).history = shown;
    },
    async groupRequests(account) {
      return [...of(account).requests];
    },
    async answerGroupRequest(account, request, accept, message) {
      await pause();
      const clubs = of(account);
      const found = clubs.requests.find((one) => one.groupId === request.groupId && one.user.userId === request.userId);
      if (found === undefined) throw { code: "notFound" };
      if (found.state !== "waiting") throw { code: "requestAnswered" };
      clubs.ask({ ...found, answer: message, state: accept ? "accepted" : "refused" });
      if (!accept) return;
      const club = clubs.get(request.groupId);
      if (found.side === "invited") clubs.enter(club);
      comeIn(clubs, club, [found.user]);
      if (found.inviter === null) clubs.happens(club, found.user, { is: "entered" }, [found.user]);
      else clubs.happens(club, found.inviter, { is: "invited" }, [found.user]);
    },
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
