import type { GroupRequestView, GroupView, MemberView } from "../api";
import { user } from "./api";

export function group(groupId: string, more: Partial<GroupView> = {}): GroupView {
  return {
    groupId,
    name: `group ${groupId}`,
    faceUrl: "",
    faces: [],
    introduction: "",
    announcement: null,
    ownerId: "1",
    members: 3,
    created: 0,
    role: "member",
    nickname: "",
    mutedUntil: 0,
    exempt: false,
    state: "open",
    joining: "asking",
    membersOpen: true,
    membersAdd: true,
    saved: false,
    ...more,
  };
}

export function member(userId: string, more: Partial<MemberView> = {}): MemberView {
  return { user: user(userId), nickname: "", role: "member", joined: 0, mutedUntil: 0, exempt: false, ...more };
}

export function request(groupId: string, userId: string, more: Partial<GroupRequestView> = {}): GroupRequestView {
  return {
    groupId,
    groupName: groupId,
    groupFaceUrl: "",
    user: user(userId),
    inviter: null,
    side: "leading",
    message: "",
    answer: "",
    time: 0,
    state: "waiting",
    ...more,
  };
}
