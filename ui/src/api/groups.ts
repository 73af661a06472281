import type {
  AccountId,
  Brought,
  CardView,
  ConversationView,
  DepartedView,
  GroupChange,
  GroupRequestView,
  GroupView,
  MadeGroup,
  MemberPage,
} from "./types.gen";

/** What the interface asks about groups. What changes something needs a connection, and is not kept for later. */
export interface GroupApi {
  /** Those that the person is in, and those that were and can still be read; also without a connection. */
  groups(account: AccountId): Promise<GroupView[]>;
  /** Any group by its ID, as whoever wants to join sees it. */
  lookUpGroup(account: AccountId, groupId: string): Promise<GroupView>;
  /** What is shown to those who are to come in. */
  groupCard(account: AccountId, groupId: string): Promise<CardView>;
  /** Keeps its code as a file, and answers where. */
  saveGroupCard(account: AccountId, groupId: string): Promise<string>;
  /** Its conversation, put into the list. */
  openGroup(account: AccountId, groupId: string): Promise<ConversationView>;
  /** Makes a group of the person and these. Who does not want to be put into groups is asked. */
  createGroup(account: AccountId, name: string, userIds: string[], faceUrl: string): Promise<MadeGroup>;
  /** Whether the person is in now; otherwise the request waits for somebody to accept it. */
  joinGroup(account: AccountId, groupId: string, message: string): Promise<boolean>;
  inviteToGroup(account: AccountId, groupId: string, userIds: string[], message: string): Promise<Brought>;
  removeFromGroup(account: AccountId, groupId: string, userIds: string[]): Promise<void>;
  leaveGroup(account: AccountId, groupId: string): Promise<void>;
  dismissGroup(account: AccountId, groupId: string): Promise<void>;
  transferGroup(account: AccountId, groupId: string, userId: string): Promise<void>;
  setGroupAdmin(account: AccountId, groupId: string, userId: string, admin: boolean): Promise<void>;
  /** `seconds` 0: he may write again. */
  muteMember(account: AccountId, groupId: string, userId: string, seconds: number): Promise<void>;
  muteGroup(account: AccountId, groupId: string, muted: boolean): Promise<void>;
  /** Whether somebody may write also while the group is muted, where `offers.exemptions` says so. */
  setExempt(account: AccountId, groupId: string, userId: string, exempt: boolean): Promise<void>;
  setGroup(account: AccountId, groupId: string, change: GroupChange): Promise<void>;
  /** What the person is called in the group; empty: as everywhere. */
  setGroupNickname(account: AccountId, groupId: string, nickname: string): Promise<void>;
  /** Whether it stands among the contacts. */
  saveGroup(account: AccountId, groupId: string, saved: boolean): Promise<void>;
  /** Puts the banner of the announcement away, on every device. */
  readAnnouncement(account: AccountId, groupId: string): Promise<void>;
  /** By `query` in names, all where it is empty; `limit` at most 100. */
  groupMembers(account: AccountId, groupId: string, query: string, offset: number, limit: number): Promise<MemberPage>;
  /** Newest first; `null` where the server does not keep it. For owner and admins. */
  departedMembers(account: AccountId, groupId: string): Promise<DepartedView[] | null>;
  /** Whether who comes in sees what was written before; `null` where the server does not offer the choice. */
  groupHistory(account: AccountId, groupId: string): Promise<boolean | null>;
  setGroupHistory(account: AccountId, groupId: string, shown: boolean): Promise<void>;
  /** Of all groups and sides, newest first. */
  groupRequests(account: AccountId): Promise<GroupRequestView[]>;
  answerGroupRequest(
    account: AccountId,
    request: { groupId: string; userId: string },
    accept: boolean,
    message: string,
  ): Promise<void>;
}
