// Made by `make types` from the Rust types in crates/client. Do not edit.

/**
 * A local, random name of an account; the name of its folder too.
 */
export type AccountId = string;

export type AccountView = { id: AccountId, userId: string,
/**
 * The account name; empty where an App Server admitted the person by a token.
 */
account: string, nickname: string, server: string, serverKind: ServerKind, link: LinkState,
/**
 * Where the token lies; `File` is shown as a warning.
 */
secretStore: SecretStore,
/**
 * Whether a password can be changed here (the server knows one).
 */
hasPassword: boolean, };

/**
 * The reason of a failure. The UI has one sentence for each, in each language.
 */
export type Code = "network" | "timeout" | "certificate" | "notAServer" | "badAddress" | "insecureAddress" | "wrongPassword" | "accountNotFound" | "accountExists" | "accountDisabled" | "badAccountName" | "badPassword" | "badNickname" | "wrongRecoveryCode" | "registrationClosed" | "invitationNeeded" | "tooManyTries" | "tokenExpired" | "tokenInvalid" | "kicked" | "wrongUser" | "notSignedIn" | "userNotFound" | "blocked" | "notFriends" | "refused" | "muted" | "groupMuted" | "notInGroup" | "groupDismissed" | "emptyMessage" | "messageTooLong" | "notFound" | "noPermission" | "badRequest" | "server" | "diskFull" | "folderInUse" | "newerData" | "damagedData" | "storage" | "internal";

export type Content = { "is": "text", text: string, } | { "is": "gone" } | { "is": "unknown", contentType: number, };

export type ConversationKind = "single" | "group" | "notice";

export type ConversationView = { id: string, kind: ConversationKind,
/**
 * The other person of a single conversation; for others an entry whose `nickname` is the title.
 */
peer: UserView,
/**
 * The newest message, if any is known.
 */
last: Digest | null,
/**
 * Milliseconds since 1970 by which the list is sorted, newest first.
 */
time: number, unread: number,
/**
 * Some own message could not be sent.
 */
failed: boolean, };

/**
 * A place in a conversation: the message from which to page upward, as its `MessageView` gave it.
 */
export type Cursor = { seq: number | null, local: number, };

/**
 * One line about a message, for the list.
 */
export type Digest = { mine: boolean, sender: string, content: Content, state: MessageState, };

export type Event = { "is": "account", account: AccountId, view: AccountView, } | { "is": "signedOut", account: AccountId, } | { "is": "link", account: AccountId, state: LinkState, } | { "is": "conversations", account: AccountId, changed: Array<ConversationView>, } | { "is": "messages", account: AccountId, conversationId: string, changed: Array<MessageView>, } | { "is": "discarded", account: AccountId, conversationId: string, clientMsgId: string, } | { "is": "users", account: AccountId, changed: Array<UserView>, } | { "is": "resync", account: AccountId, } | { "is": "signInLink", link: SignInLink, };

export type LinkState = { "is": "connecting" } | { "is": "syncing" } | { "is": "online" } | { "is": "offline", code: Code, } | { "is": "stopped", code: Code, };

export type MessageState = { "is": "received" } | { "is": "sending" } | { "is": "sent" } | { "is": "read" } | { "is": "failed", code: Code, };

export type MessageView = {
/**
 * The key of a message in every layer.
 */
clientMsgId: string, conversationId: string,
/**
 * Absent until the server has given one. Order: by `seq`, rows without one last, those by `local`.
 */
seq: number | null,
/**
 * Grows with each row written on this device.
 */
local: number, senderId: string, senderNickname: string, mine: boolean,
/**
 * Milliseconds since 1970: the server's, before that the own clock's.
 */
time: number, content: Content, state: MessageState, };

/**
 * A new account with a password on the server at `address`.
 */
export type NewAccount = { address: string, account: string, password: string, nickname: string, invitation?: string,
/**
 * The certificate the person agreed to, as `ServerView` showed it.
 */
fingerprint?: string, };

/**
 * A stretch of a conversation without a hole, oldest first.
 */
export type Page = { messages: Array<MessageView>,
/**
 * Whether something older exists, on this device or on the server.
 */
older: boolean,
/**
 * The seq of the first message that was unread when the newest page was asked for.
 */
unreadFrom: number | null, };

/**
 * A forgotten password is replaced with the help of the recovery code.
 */
export type PasswordReset = { address: string, account: string, recoveryCode: string, newPassword: string, fingerprint?: string, };

export type Presence = "unknown" | "online" | "offline";

/**
 * A failure that reaches the UI: its reason, and nothing to be parsed.
 */
export type Problem = { code: Code, };

/**
 * What registering gave.
 */
export type Registered = { account: AccountView,
/**
 * Shown once; it is kept nowhere on this device. Absent on a server that gives none.
 */
recoveryCode: string | null, };

export type Registration = "open" | "invite" | "closed";

export type SecretStore = "keychain" | "file";

export type ServerKind = "selkie" | "openIm";

/**
 * What stands at an address.
 */
export type ServerView = {
/**
 * The address in the form in which it is kept.
 */
address: string, kind: ServerKind,
/**
 * As the server's owner named it; empty on plain OpenIM.
 */
name: string, registration: Registration,
/**
 * Upper-case hex pairs joined by colons, of a certificate that the platform does not trust; the person must
 * agree to it before it is pinned.
 */
fingerprint: string | null, };

/**
 * Signing in with a password.
 */
export type SignIn = { address: string, account: string, password: string, fingerprint?: string, };

/**
 * What a `selkie://` link fills in.
 */
export type SignInLink = { address: string, userId: string, token: string, };

/**
 * Signing in with a token that the person's own App Server issued.
 */
export type TokenSignIn = { address: string, userId: string, token: string,
/**
 * Where the App Server renews a token: `POST {userID, token}` answers `{token}`.
 */
renewUrl?: string, fingerprint?: string, };

export type UserView = { userId: string,
/**
 * Empty where the server does not tell it.
 */
account: string, nickname: string, faceUrl: string, presence: Presence, };
