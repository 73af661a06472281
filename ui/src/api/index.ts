import type {
  AccountId,
  AccountView,
  Code,
  ConversationView,
  Cursor,
  Event,
  MessageView,
  NewAccount,
  Page,
  PasswordReset,
  Registered,
  ServerView,
  SignIn,
  TokenSignIn,
  UserView,
} from "./types.gen";

export type * from "./types.gen";

/** Everything the interface asks of the engine. Each call may fail with a `Problem`. */
export interface Api {
  /** Events come in the order in which they were committed; they are held until this is called. */
  listen(hear: (event: Event) => void): Promise<void>;
  version(): Promise<string>;
  accounts(): Promise<AccountView[]>;
  lookUpServer(address: string): Promise<ServerView>;
  register(request: NewAccount): Promise<Registered>;
  signIn(request: SignIn): Promise<AccountView>;
  signInWithToken(request: TokenSignIn): Promise<AccountView>;
  /** Answers with the new recovery code. */
  resetPassword(request: PasswordReset): Promise<string>;
  changePassword(account: AccountId, current: string, replacement: string): Promise<void>;
  renewToken(account: AccountId, token: string): Promise<void>;
  signOut(account: AccountId, keepData: boolean): Promise<void>;
  findUsers(account: AccountId, query: string): Promise<UserView[]>;
  openConversation(account: AccountId, userId: string): Promise<ConversationView>;
  conversations(account: AccountId): Promise<ConversationView[]>;
  messages(account: AccountId, conversationId: string, before: Cursor | null, limit: number): Promise<Page>;
  sendText(account: AccountId, conversationId: string, text: string): Promise<MessageView>;
  resend(account: AccountId, clientMsgId: string): Promise<void>;
  discard(account: AccountId, clientMsgId: string): Promise<void>;
  markRead(account: AccountId, conversationId: string, seq: number): Promise<void>;
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
  return (await import("./fake")).fakeFromAddress();
}
