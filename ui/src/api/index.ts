import type { FavouriteApi } from "./favourites";
import type { GroupApi } from "./groups";
import type { MediaApi } from "./media";
import type { MessageApi } from "./messages";
import type { SearchApi } from "./search";
import type { StickerApi } from "./stickers";
import type { VoiceApi } from "./voice";
import type {
  About,
  AccountId,
  AccountView,
  Asked,
  BackupView,
  BuiltinView,
  CardView,
  Closing,
  Code,
  CodeRequest,
  CodeSent,
  CodeSignIn,
  CodeTo,
  ContactsView,
  ConversationAct,
  ConversationView,
  Crop,
  DeviceView,
  Event,
  FriendRequestView,
  FriendView,
  Invitation,
  InvitationView,
  KnownView,
  Link,
  NewAccount,
  Notify,
  PasswordReset,
  PicturePreview,
  PrivacyView,
  Profile,
  ProfileView,
  Registered,
  ServerLink,
  ServerView,
  Settings,
  SignIn,
  TokenSignIn,
  UserView,
} from "./types.gen";

export type { FavouriteApi } from "./favourites";
export type { GroupApi } from "./groups";
export type { MediaApi } from "./media";
export type { MessageApi } from "./messages";
export type { SearchApi } from "./search";
export type { StickerApi } from "./stickers";
export type { VoiceApi } from "./voice";
export type * from "./types.gen";

/** Everything the interface asks of the engine. Each call may fail with a `Problem`. */
export interface Api extends FavouriteApi, GroupApi, MediaApi, MessageApi, SearchApi, StickerApi, VoiceApi {
  /** Events come in the order in which they were committed; they are held until this is called. */
  listen(hear: (event: Event) => void): Promise<void>;
  version(): Promise<string>;
  settings(): Promise<Settings>;
  /** Keeps these and lets every part of the app follow them. */
  setSettings(settings: Settings): Promise<void>;
  accounts(): Promise<AccountView[]>;
  lookUpServer(address: string): Promise<ServerView>;
  register(request: NewAccount): Promise<Registered>;
  signIn(request: SignIn): Promise<AccountView>;
  /** Has the server send a code; the answer is the same whether an account exists or not. */
  sendCode(request: CodeRequest): Promise<CodeSent>;
  signInWithCode(request: CodeSignIn): Promise<AccountView>;
  signInWithToken(request: TokenSignIn): Promise<AccountView>;
  /** Answers with the new recovery code; empty where the old one stays. */
  resetPassword(request: PasswordReset): Promise<string>;
  changePassword(account: AccountId, current: string, replacement: string): Promise<void>;
  /** Answers with the new recovery code; the old one is void. */
  renewRecoveryCode(account: AccountId, password: string): Promise<string>;
  updateProfile(account: AccountId, profile: Profile): Promise<void>;
  /** Somebody as a drawer shows him, oneself too; without a connection as he was last known. */
  profile(account: AccountId, userId: string): Promise<ProfileView>;
  setAbout(account: AccountId, about: About): Promise<void>;
  /** It is chosen once. */
  setPersonalId(account: AccountId, personalId: string): Promise<void>;
  /** The own picture, by its address; empty: none. */
  setFace(account: AccountId, url: string): Promise<void>;
  /** What a picture file shows, to choose a part of. */
  previewPicture(picture: Uint8Array): Promise<PicturePreview>;
  /** Puts a part of a picture on the server as an avatar, of whomever, and answers with its address. */
  uploadAvatar(account: AccountId, picture: Uint8Array, crop: Crop): Promise<string>;
  /** What an `<img>` shows the picture at this address by. */
  face(account: AccountId, url: string): string;
  /** The person's own card, to be shown to others. */
  card(account: AccountId): Promise<CardView>;
  /** Keeps the card's code as a file, and answers where. */
  saveCard(account: AccountId): Promise<string>;
  /** Finds a `selkie://` link in what was pasted. */
  readLink(text: string): Promise<Link>;
  /** The same in the QR code of a picture file. */
  readLinkPicture(picture: Uint8Array): Promise<Link>;
  /** The accounts on the server that a link names. */
  accountsOf(server: ServerLink): Promise<AccountId[]>;
  /** The addresses that the account has proven. */
  contacts(account: AccountId): Promise<ContactsView>;
  sendProof(account: AccountId, to: CodeTo, language: string): Promise<CodeSent>;
  proveContact(account: AccountId, to: CodeTo, code: string, password: string): Promise<void>;
  removeContact(account: AccountId, phone: boolean, password: string): Promise<void>;
  devices(account: AccountId): Promise<DeviceView[]>;
  signOutDevice(account: AccountId, device: string): Promise<void>;
  /** Deletes the account on its server and everything of it on this device. */
  deleteAccount(account: AccountId, password: string): Promise<void>;
  renewToken(account: AccountId, token: string): Promise<void>;
  signOut(account: AccountId, keepData: boolean): Promise<void>;
  findUsers(account: AccountId, query: string): Promise<UserView[]>;
  /** A person by the ID, watched from now on; without a connection as he was last known. */
  user(account: AccountId, userId: string): Promise<UserView>;
  /** By name, pinyin or first letters, the best first; for a blank query those who were talked to last. */
  findKnown(account: AccountId, query: string, limit: number): Promise<KnownView[]>;
  openConversation(account: AccountId, userId: string): Promise<ConversationView>;
  /** Pinned ones first; without a connection as they were last known. */
  friends(account: AccountId): Promise<FriendView[]>;
  /** Of both directions, newest first. */
  friendRequests(account: AccountId): Promise<FriendRequestView[]>;
  blockedUsers(account: AccountId): Promise<UserView[]>;
  /** All requests that came were looked at on this device. */
  seeFriendRequests(account: AccountId): Promise<void>;
  /** This and what follows needs a connection, and is not kept for later. */
  addFriend(account: AccountId, userId: string, message: string): Promise<Asked>;
  answerFriend(account: AccountId, userId: string, accept: boolean, message: string): Promise<void>;
  /** What a friend is called here, empty for his own name, and what is kept about him. */
  describeFriend(account: AccountId, userId: string, remark: string, note: string): Promise<void>;
  pinFriend(account: AccountId, userId: string, pinned: boolean): Promise<void>;
  /** With `both` also from the other one's list, where `offers.friendships` says so. */
  deleteFriend(account: AccountId, userId: string, both: boolean): Promise<void>;
  setBlocked(account: AccountId, userId: string, blocked: boolean): Promise<void>;
  /** Where `offers.privacy` says that the server keeps it. */
  privacy(account: AccountId): Promise<PrivacyView>;
  setPrivacy(account: AccountId, privacy: PrivacyView): Promise<PrivacyView>;
  conversations(account: AccountId): Promise<ConversationView[]>;
  /** Whether new messages there are muted. */
  setNotify(account: AccountId, conversationId: string, notify: Notify): Promise<void>;
  /** Does something with conversations of the list: at once here, by itself later on the server. */
  act(account: AccountId, conversationIds: readonly string[], act: ConversationAct): Promise<void>;
  /** Tells which conversation is in front, and whether anybody can be looking; it needs no notification then. */
  look(account: AccountId | null, conversationId: string | null, watched: boolean): Promise<void>;
  /** Whether this desktop shows notifications, as far as that can be known. */
  showsNotifications(): Promise<boolean>;
  /** The language of what stands outside the page: notifications, the menu of the icon in the panel. */
  setLocale(locale: string): Promise<void>;
  builtin(): Promise<BuiltinView>;
  /** An invitation to the built-in server, from the one with this user ID; fails while the network may not join. */
  invite(inviter: string): Promise<InvitationView>;
  readInvitation(text: string): Promise<Invitation>;
  /** Reads the QR code in a picture file's bytes. */
  readInvitationPicture(picture: Uint8Array): Promise<Invitation>;
  backUp(): Promise<BackupView>;
  /** Newest first. */
  backups(): Promise<BackupView[]>;
  /** Puts a copy back; what was there before is kept as a copy too. */
  restore(name: string): Promise<void>;
  /** Shows a folder of Selkie in the system's file manager. */
  showFolder(which: "data" | "server" | "logs"): Promise<void>;
  /** The licences of the software of others that Selkie is built from, as one text. */
  licences(): Promise<string>;
  /** Answers the event `closing`, or quits by a key; `ask` leaves the window open. */
  closeWindow(how: Closing): Promise<void>;
  /** Whether Selkie starts with the computer. */
  autostart(): Promise<boolean>;
  setAutostart(on: boolean): Promise<void>;
  /** Try the connection again now instead of when the next try is due. */
  go(): Promise<void>;
  /** Hand a web address to the system's browser. */
  openLink(url: string): Promise<void>;
}

/** The closed reason of a failed call; whatever is not a `Problem` is a defect, and shown as one. */
export function codeOf(failure: unknown): Code {
  if (typeof failure === "object" && failure !== null && "code" in failure && typeof failure.code === "string") {
    return failure.code as Code;
  }
  return "internal";
}

/** The real engine inside the app; in a plain browser the fake one. */
export async function openApi(): Promise<Api> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./tauri")).tauri;
  // What is built for people holds no made-up ones.
  if (import.meta.env.DEV) return (await import("./fake")).fakeFromAddress();
  throw new Error("Selkie's page runs inside Selkie");
}
