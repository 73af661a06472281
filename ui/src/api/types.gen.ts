// Made by `make types` from the Rust types in crates/client. Do not edit.

/**
 * What one says of oneself beside the name.
 */
export type About = { gender: Gender,
/**
 * `1990-01-31`; empty: nothing is said.
 */
birthday: string, };

export type Accent = "teal" | "blue" | "violet" | "rose" | "amber" | "green";

/**
 * A local, random name of an account; the name of its folder too.
 */
export type AccountId = string;

export type AccountView = { id: AccountId, userId: string,
/**
 * The account name; empty where an App Server admitted the person by a token.
 */
account: string, nickname: string,
/**
 * Where his picture is; empty: there is none.
 */
faceUrl: string,
/**
 * What the person is doing, in a few words; empty: nothing was said.
 */
status: string, server: string, serverKind: ServerKind, link: LinkState,
/**
 * Where the token lies; `File` is shown as a warning.
 */
secretStore: SecretStore,
/**
 * Whether a password can be changed here (the server knows one).
 */
hasPassword: boolean, offers: Offers, };

/**
 * Who becomes a friend.
 */
export type Adding = "everybody" | "consent" | "nobody";

export type AnnouncementView = { text: string,
/**
 * Who made it; empty where the server does not tell.
 */
authorId: string,
/**
 * Milliseconds since 1970.
 */
time: number,
/**
 * The person has put its banner away, on any device.
 */
read: boolean, };

/**
 * What became of asking somebody to be friends.
 */
export type Asked = "waiting" | "friends";

/**
 * A file that was brought, and how it goes.
 */
export type Attachment = { id: string, manner: Manner, };

/**
 * A copy of the built-in server's data.
 */
export type BackupView = {
/**
 * The name of its folder.
 */
name: string,
/**
 * Milliseconds since 1970.
 */
time: number, bytes: number, };

/**
 * What becomes of people who are brought into a group.
 */
export type Brought = {
/**
 * They wait for an owner or admin.
 */
approval: Array<string>,
/**
 * They are asked themselves.
 */
consent: Array<string>, };

/**
 * A file that somebody brings, before he sends it.
 */
export type BroughtView = { id: string, name: string, size: number, kind: FileKind,
/**
 * It can be sent as a picture, of this many pixels.
 */
picture: SideView | null,
/**
 * Why what looks like a picture can only be sent as a file.
 */
odd: Code | null,
/**
 * It can be sent as a video.
 */
film: FilmView | null, };

/**
 * The server inside the app.
 */
export type BuiltinSettings = { on: boolean,
/**
 * Whether others on the network may join, under TLS.
 */
network: boolean, registration: Registration, };

export type BuiltinState = { "is": "off" } | { "is": "starting" } | { "is": "running" } | { "is": "elsewhere" } | { "is": "failed", code: Code, };

/**
 * The server inside the app.
 */
export type BuiltinView = { state: BuiltinState,
/**
 * Where this computer reaches it; empty while it never ran.
 */
address: string,
/**
 * How others on the network reach it; none while they may not.
 */
network: NetworkView | null,
/**
 * Where its data lies.
 */
folder: string, };

/**
 * How a message burns.
 */
export type Burns = {
/**
 * So long after its reading it is gone.
 */
seconds: number,
/**
 * When it is, by this computer's clock; absent: it was not read.
 */
at: number | null, };

/**
 * One's own card, to be shown to somebody.
 */
export type CardView = { link: string, qr: QrView,
/**
 * Others reach the server at none of its addresses.
 */
unreachable: boolean, };

/**
 * What closing the window does.
 */
export type Closing = "ask" | "background" | "quit";

/**
 * The reason of a failure. The UI has one sentence for each, in each language.
 */
export type Code = "network" | "timeout" | "certificate" | "notAServer" | "badAddress" | "insecureAddress" | "wrongPassword" | "accountNotFound" | "accountExists" | "accountDisabled" | "badAccountName" | "badPassword" | "badNickname" | "wrongRecoveryCode" | "registrationClosed" | "invitationNeeded" | "badStatus" | "badPicture" | "pictureTooLarge" | "noFiles" | "fileTooLarge" | "filesFull" | "fileLost" | "stickersFull" | "favouritesFull" | "badSound" | "noMicrophone" | "badBirthday" | "badPersonalId" | "personalIdTaken" | "personalIdChosen" | "noLink" | "noInvitation" | "tooManyTries" | "badContact" | "contactTaken" | "wrongCode" | "codeExpired" | "codeVoid" | "codeNeeded" | "codesNotOffered" | "tokenExpired" | "tokenInvalid" | "kicked" | "wrongUser" | "notSignedIn" | "userNotFound" | "blocked" | "notFriends" | "alreadyFriends" | "yourself" | "refusesRequests" | "requestAnswered" | "refused" | "muted" | "groupMuted" | "notInGroup" | "groupDismissed" | "emptyMessage" | "messageTooLong" | "notFound" | "noPermission" | "badRequest" | "server" | "diskFull" | "folderInUse" | "newerData" | "damagedData" | "storage" | "portTaken" | "internal";

/**
 * Has the server send a code.
 */
export type CodeRequest = { address: string, to: CodeTo, purpose: CodeUse,
/**
 * `en` or `zh-CN`: in which the mail is written.
 */
language?: string,
/**
 * Where an invitation is needed to register.
 */
invitation?: string, fingerprint?: string, };

/**
 * What became of a code that was asked for. Whether somebody has an account is not told.
 */
export type CodeSent = {
/**
 * One is on its way; otherwise it was too early for another.
 */
sent: boolean, waitSeconds: number, };

/**
 * Signing in with a code.
 */
export type CodeSignIn = { address: string, to: CodeTo, code: string, fingerprint?: string, };

/**
 * Where a code goes.
 */
export type CodeTo = { "is": "email", email: string, } | { "is": "phone",
/**
 * With its plus sign, such as `+86`.
 */
areaCode: string, number: string, };

/**
 * What a code is wanted for.
 */
export type CodeUse = "register" | "signIn" | "reset";

/**
 * Where a server sends codes.
 */
export type Codes = { email: boolean, phone: boolean,
/**
 * Nobody registers without one.
 */
required: boolean, };

/**
 * The addresses that an account has proven; empty: none.
 */
export type ContactsView = { email: string,
/**
 * With its area code, as it is read: `+86 13800138000`.
 */
phone: string, };

export type Content = { "is": "text",
/**
 * With everybody who is mentioned by the name that he has now.
 */
text: string,
/**
 * In the order of the text.
 */
mentions: Array<Mention>, } | { "is": "picture", picture: PictureView, } | { "is": "file", file: FileView, } | { "is": "gone" } | { "is": "befriended" } | { "is": "burning", on: boolean,
/**
 * This person has switched it.
 */
me: boolean, name: string, } | { "is": "group", line: GroupLine, } | { "is": "unknown", contentType: number, } | { "is": "recalled", userId: string, name: string,
/**
 * This person did it.
 */
me: boolean,
/**
 * Whoever had written it did.
 */
own: boolean, } | { "is": "quote", text: string, mentions: Array<Mention>, quoted: Quoted, } | { "is": "card", userId: string, name: string, faceUrl: string, } | { "is": "location", name: string, latitude: string, longitude: string, } | { "is": "custom", description: string, } | { "is": "merged", title: string,
/**
 * The first of them.
 */
lines: Array<string>, count: number, } | { "is": "special", kind: string,
/**
 * A line between the messages.
 */
quiet: boolean, fields: { [key in string]: string },
/**
 * The line that stands for it.
 */
english: string, chinese: string, } | { "is": "markdown", text: string, } | { "is": "rich", text: string,
/**
 * In the order of the text, none of them in another one.
 */
marks: Array<TextMark>, } | { "is": "official",
/**
 * Who tells it; empty: the account alone does.
 */
title: string, text: string,
/**
 * Where it leads, on the web; empty: nowhere.
 */
url: string, picture: PictureView | null, } | { "is": "face" } | { "is": "voice", voice: VoiceView, } | { "is": "video", video: VideoView, };

/**
 * What a person does with conversations of the list. All of it is shown at once, on disk before it is sent, and sent
 * until it is answered.
 */
export type ConversationAct = { "is": "notify", notify: Notify, } | { "is": "pin", on: boolean, } | { "is": "place", below: string | null, } | { "is": "archive", on: boolean, } | { "is": "read" } | { "is": "burn", seconds: number, } | { "is": "keep", seconds: number, } | { "is": "unread" } | { "is": "clear" } | { "is": "delete" };

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
failed: boolean,
/**
 * What was written here and not sent.
 */
draft: string,
/**
 * Whom that mentions.
 */
draftMeant: Array<Meant>,
/**
 * What that answers.
 */
draftQuote: Quoted | null,
/**
 * How many files are kept with it.
 */
draftFiles: number, notify: Notify,
/**
 * Pinned ones come first, the highest on top.
 */
pinned: number | null,
/**
 * Put away; it stands among the others again with its next message, unless it is muted.
 */
archived: boolean,
/**
 * The person wants to come back to it, though it is read.
 */
markedUnread: boolean,
/**
 * Somebody mentioned this person, or everybody, and it was not seen yet.
 */
mentioned: Mentioned | null,
/**
 * What is written here burns so many seconds after it was read; 0: it stays.
 */
burn: number,
/**
 * Everything goes from this person's devices so many seconds after it was sent; 0: it stays.
 */
keep: number, };

/**
 * The square of a picture that becomes an avatar, in pixels of the whole picture after it was turned.
 */
export type Crop = {
/**
 * Quarters of a turn, clockwise.
 */
turns: number, x: number, y: number, side: number, };

/**
 * A place in a conversation: the message from which to page upward, as its `MessageView` gave it.
 */
export type Cursor = { seq: number | null, local: number, };

/**
 * Somebody who was in a group and is not any more.
 */
export type DepartedView = { user: UserView,
/**
 * Milliseconds since 1970.
 */
time: number,
/**
 * Who removed him; none: he went by himself.
 */
removedBy: UserView | null, };

export type DeviceKind = "computer" | "phone" | "tablet" | "web";

/**
 * A device on which an account is signed in.
 */
export type DeviceView = { id: string,
/**
 * OpenIM's number of the platform: 1 iOS, 2 Android, 3 Windows, 4 macOS, 5 web, 7 Linux; 0 not known yet.
 */
platform: number,
/**
 * This very device.
 */
this: boolean, online: boolean,
/**
 * Milliseconds since 1970 of its signing in.
 */
since: number, };

/**
 * One line about a message, for the list.
 */
export type Digest = { mine: boolean, sender: string, content: Content, state: MessageState, };

export type Event = { "is": "account", account: AccountId, view: AccountView, } | { "is": "signedOut", account: AccountId, } | { "is": "link", account: AccountId, state: LinkState, } | { "is": "conversations", account: AccountId, changed: Array<ConversationView>, gone: Array<string>, } | { "is": "cleared", account: AccountId, conversationId: string, before: number, } | { "is": "messages", account: AccountId, conversationId: string, changed: Array<MessageView>, } | { "is": "discarded", account: AccountId, conversationId: string, clientMsgId: string, } | { "is": "transfer", account: AccountId, view: TransferView, } | { "is": "users", account: AccountId, changed: Array<UserView>, } | { "is": "receipts", account: AccountId, conversationId: string, changed: Array<Receipt>, } | { "is": "friends", account: AccountId, changed: Array<FriendView>, gone: Array<string>, } | { "is": "friendRequests", account: AccountId, changed: Array<FriendRequestView>, } | { "is": "blocked", account: AccountId, changed: Array<UserView>, gone: Array<string>, } | { "is": "groups", account: AccountId, changed: Array<GroupView>, gone: Array<string>, } | { "is": "groupMembers", account: AccountId, groupId: string, changed: Array<MemberView>, gone: Array<string>, } | { "is": "groupRequests", account: AccountId, changed: Array<GroupRequestView>, } | { "is": "resync", account: AccountId, } | { "is": "signInLink", link: SignInLink, } | { "is": "invitation", invitation: Invitation, } | { "is": "person", person: PersonLink, } | { "is": "group", group: GroupLink, } | { "is": "open", account: AccountId, conversationId: string, } | { "is": "builtin", view: BuiltinView, } | { "is": "actRefused", account: AccountId, conversationId: string, code: Code,
/**
 * Of an edit: what was to be said instead.
 */
words: string | null, } | { "is": "favourites", account: AccountId, refused: Code | null, } | { "is": "typing", account: AccountId, conversationId: string, userId: string, name: string, on: boolean, } | { "is": "recording", account: AccountId, millis: number, level: number, } | { "is": "closing",
/**
 * Whether an icon in the panel would bring a hidden window back.
 */
tray: boolean, };

/**
 * As much of a person as his small picture needs.
 */
export type FaceView = { userId: string, nickname: string, faceUrl: string, };

/**
 * Which ones. What is empty or absent narrows nothing.
 */
export type Favoured = {
/**
 * Contained in what they say, in who said it, or in where.
 */
query: string, kind: FavouriteKind | null, };

export type FavouriteKind = "text" | "pictures" | "files" | "voice" | "others";

/**
 * A copy of a message, with where it is from.
 */
export type FavouriteView = { id: string,
/**
 * When it was kept.
 */
kept: number,
/**
 * The server does not have it yet.
 */
waiting: boolean,
/**
 * What its conversation is called; empty: nobody knows.
 */
place: string,
/**
 * That is a group.
 */
group: boolean,
/**
 * Where the message stands in its conversation; absent: it is there no more.
 */
at: number | null,
/**
 * As it was kept. Its `clientMsgId` names the copy wherever a message is named.
 */
message: MessageView, };

/**
 * The newest of those that were asked for.
 */
export type FavouritesView = {
/**
 * The one kept last comes first.
 */
all: Array<FavouriteView>,
/**
 * There are older ones.
 */
more: boolean, };

export type FileKind = "picture" | "video" | "audio" | "document" | "archive" | "program" | "other";

export type FileView = { kind: FileKind,
/**
 * As it may be shown and written; empty: it has none.
 */
name: string,
/**
 * Bytes; 0: the sender has not told.
 */
size: number,
/**
 * Opening it may run something.
 */
program: boolean,
/**
 * It lies on this device.
 */
here: boolean, };

/**
 * What a video says of itself.
 */
export type FilmView = {
/**
 * In pixels, upright.
 */
width: number, height: number, seconds: number, };

/**
 * Messages that are sent on, each to each conversation.
 */
export type Forward = {
/**
 * Their `clientMsgId`s, in the order in which they are sent.
 */
messages: Array<string>, to: Array<string>,
/**
 * All of them as one message.
 */
merged: Merging | null,
/**
 * Said behind them; empty: nothing.
 */
word: string, };

/**
 * The newest messages that were found.
 */
export type FoundView = {
/**
 * Newest first.
 */
hits: Array<HitView>,
/**
 * Behind which there is more; absent: that was all.
 */
next: SearchCursor | null,
/**
 * Older messages are not in the index yet.
 */
indexing: IndexingView | null, };

/**
 * A request to be friends; there is one for each direction between two people.
 */
export type FriendRequestView = {
/**
 * The other one.
 */
user: UserView,
/**
 * This person asked.
 */
mine: boolean,
/**
 * What was said with it, and to it.
 */
message: string, answer: string,
/**
 * Milliseconds since 1970.
 */
time: number, state: RequestState,
/**
 * This person has looked at it on this device, or made it.
 */
seen: boolean, };

export type FriendView = { user: UserView,
/**
 * What he is called here; empty: by his own name.
 */
remark: string,
/**
 * What this person keeps about him; nobody else sees it.
 */
note: string, pinned: boolean,
/**
 * By which a list of friends is sorted: the name in small Latin letters, Chinese by its pinyin. What begins with
 * none of `a` to `z` stands at the end.
 */
key: string,
/**
 * Milliseconds since 1970.
 */
since: number, };

export type Gender = "unsaid" | "male" | "female";

/**
 * What is to change of a group; what is absent stays.
 */
export type GroupChange = { name?: string, faceUrl?: string, introduction?: string,
/**
 * Empty: there is none any more.
 */
announcement?: string, joining?: Joining, membersOpen?: boolean, membersAdd?: boolean, };

export type GroupEvent = { "is": "created" } | { "is": "renamed", name: string, } | { "is": "changed" } | { "is": "announced", text: string, } | { "is": "invited" } | { "is": "entered" } | { "is": "removed" } | { "is": "left" } | { "is": "transferred" } | { "is": "dismissed" } | { "is": "promoted" } | { "is": "demoted" } | { "is": "mutedMember", seconds: number, } | { "is": "unmutedMember" } | { "is": "muted" } | { "is": "unmuted" };

/**
 * What happened to a group, as a line of its thread. Names are those of then; the reader looks for newer ones by ID.
 */
export type GroupLine = { what: GroupEvent,
/**
 * Who did it; none where the server did.
 */
by: NamedUser | null,
/**
 * To whom it happened, the first of them.
 */
to: Array<NamedUser>,
/**
 * How many that are in all.
 */
count: number, };

/**
 * The same of a group.
 */
export type GroupLink = { server: ServerLink, groupId: string, };

/**
 * Somebody wants to be in a group: he asked, or a member asked for him.
 */
export type GroupRequestView = { groupId: string, groupName: string, groupFaceUrl: string,
/**
 * Who is to come in.
 */
user: UserView,
/**
 * The member who asked for him; none: he asked himself.
 */
inviter: UserView | null,
/**
 * What this person has to do with it.
 */
side: RequestSide, message: string, answer: string,
/**
 * Milliseconds since 1970.
 */
time: number, state: RequestState, };

export type GroupRole = "member" | "admin" | "owner";

export type GroupState = "open" | "muted" | "banned" | "dismissed";

/**
 * A group that the person is in, or was in and can still read.
 */
export type GroupView = { groupId: string, name: string,
/**
 * Empty: its picture is drawn from `faces`.
 */
faceUrl: string,
/**
 * The first members, of whom a picture is drawn; at most nine.
 */
faces: Array<FaceView>, introduction: string,
/**
 * None was made, or it was taken back.
 */
announcement: AnnouncementView | null, ownerId: string, members: number,
/**
 * Milliseconds since 1970.
 */
created: number,
/**
 * The person's own role; none: he is not in it.
 */
role: GroupRole | null,
/**
 * What the person is called in it; empty: as everywhere.
 */
nickname: string,
/**
 * Milliseconds since 1970 until when the person may not write; 0: he may.
 */
mutedUntil: number,
/**
 * The person may write also while the group is muted.
 */
exempt: boolean, state: GroupState, joining: Joining,
/**
 * Members may look at one another's profiles, and ask one another to be friends.
 */
membersOpen: boolean, membersAdd: boolean,
/**
 * Kept among the contacts.
 */
saved: boolean, };

/**
 * How many messages of a conversation were found.
 */
export type HitCount = { conversationId: string, count: number, };

/**
 * In UTF-16 code units as pages count them.
 */
export type HitMark = { from: number,
/**
 * The first one behind.
 */
to: number, };

export type HitView = { message: MessageView,
/**
 * What stands around the first place, on one line.
 */
text: string,
/**
 * Where the query stands in `text`.
 */
marks: Array<HitMark>, };

/**
 * How far the index has come.
 */
export type IndexingView = { done: number, of: number, };

/**
 * What an invitation tells: where to go, and what lets one in.
 */
export type Invitation = {
/**
 * In the order in which they are to be tried.
 */
addresses: Array<string>,
/**
 * The certificate that the inviter vouches for; empty where the platform's trust is enough.
 */
fingerprint: string,
/**
 * The code that admits one account; empty where registration is open.
 */
code: string,
/**
 * The user ID of whoever invites, with whom a conversation opens; empty where that is nobody.
 */
inviter: string, };

/**
 * An invitation to the built-in server, to be shown to somebody.
 */
export type InvitationView = { link: string, qr: QrView, };

/**
 * How one comes in.
 */
export type Joining = "direct" | "asking" | "approval";

/**
 * What of a conversation is looked through.
 */
export type Kept = "pictures" | "files" | "voice";

/**
 * A person or a group with a name on this device.
 */
export type KnownView = { kind: ConversationKind,
/**
 * The person; for a group an entry whose `nickname` is the title and whose `userId` is the group's ID.
 */
peer: UserView,
/**
 * None: the list has no conversation with him.
 */
conversationId: string | null, };

export type Language = "system" | "en" | "zh-CN";

/**
 * Widths of the panes, in CSS pixels at normal text size.
 */
export type Layout = { list: number, details: number, detailsOpen: boolean, };

/**
 * What somebody pasted, or a picture of it: each is a `selkie://` link.
 */
export type Link = { "is": "signIn", link: SignInLink, } | { "is": "invitation", invitation: Invitation, } | { "is": "person", person: PersonLink, } | { "is": "group", group: GroupLink, };

/**
 * What a page says of itself, as whoever sends a link to it has gathered. Who reads it asks nobody.
 */
export type LinkCard = { url: string, title: string,
/**
 * Empty: it says no more.
 */
words: string,
/**
 * Whose page it is; empty: it does not say.
 */
site: string,
/**
 * Whether it has a picture.
 */
pictured: boolean, };

export type LinkState = { "is": "connecting" } | { "is": "syncing" } | { "is": "online" } | { "is": "offline", code: Code, } | { "is": "stopped", code: Code, };

/**
 * A group that was just made.
 */
export type MadeGroup = { group: GroupView,
/**
 * Those who are asked themselves before they are in it.
 */
asked: Array<string>, };

export type Manner = "picture" | "original" | "file" | "sticker";

/**
 * Somebody who is mentioned in a text that is to be sent: where he stands in it, `@` included, in UTF-16 code units.
 */
export type Meant = {
/**
 * `None`: everybody.
 */
userId: string | null, from: number,
/**
 * The first one behind.
 */
to: number, };

/**
 * Some of a group's members: owner, admins, then the others as they came in.
 */
export type MemberPage = { members: Array<MemberView>,
/**
 * All that the query finds.
 */
total: number,
/**
 * The server looked for them, by the letters of names and not by pinyin: the group is too large for more.
 */
lettersOnly: boolean, };

export type MemberView = { user: UserView,
/**
 * What he is called in the group; empty: as everywhere.
 */
nickname: string, role: GroupRole,
/**
 * Milliseconds since 1970.
 */
joined: number,
/**
 * Milliseconds since 1970 until when he may not write; 0: he may.
 */
mutedUntil: number,
/**
 * He may write also while the group is muted.
 */
exempt: boolean, };

/**
 * Where a text mentions somebody, `@` included, in UTF-16 code units as pages count them.
 */
export type Mention = {
/**
 * `None`: everybody.
 */
userId: string | null,
/**
 * This very person is meant by it; not by a mention of everybody.
 */
me: boolean, from: number,
/**
 * The first one behind.
 */
to: number, };

/**
 * A mention that was not seen yet.
 */
export type Mentioned = { whom: MentionedWhom,
/**
 * The first message with one, if it is on this device.
 */
seq: number | null, };

export type MentionedWhom = "announcement" | "everybody" | "me";

/**
 * What is written on messages that are sent on as one.
 */
export type Merging = { title: string,
/**
 * The first of them, a line each.
 */
lines: Array<string>, };

/**
 * What a person does to messages.
 */
export type MessageAct = { "is": "react", emoji: string, on: boolean, } | { "is": "pin", on: boolean, } | { "is": "edit", text: string, mentions: Array<Meant>, } | { "is": "recall" } | { "is": "delete" };

export type MessageState = { "is": "received" } | { "is": "sending" } | { "is": "sent" } | { "is": "read" } | { "is": "failed", code: Code, };

/**
 * What a message said at a time.
 */
export type MessageVersion = { time: number, text: string, };

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
local: number, senderId: string, senderNickname: string,
/**
 * Where his picture is; empty: there is none, or it is one's own.
 */
senderFaceUrl: string, mine: boolean,
/**
 * Milliseconds since 1970: the server's, before that the own clock's.
 */
time: number, content: Content, state: MessageState,
/**
 * In the order in which each emoji came first.
 */
reactions: Array<Reaction>,
/**
 * When it was edited last.
 */
edited: number | null, pinned: boolean,
/**
 * It burns after reading.
 */
burns: Burns | null,
/**
 * What the page to which its words link says of itself, as the sender gathered it.
 */
link: LinkCard | null, };

export type NamedUser = { userId: string, nickname: string,
/**
 * The reader himself.
 */
me: boolean, };

export type NetworkView = {
/**
 * Best first.
 */
addresses: Array<string>,
/**
 * That of all of them, which a firewall has to let through.
 */
port: number,
/**
 * Upper-case hex pairs joined by colons.
 */
fingerprint: string, };

/**
 * A new account with a password on the server at `address`.
 */
export type NewAccount = { address: string, account: string, password: string, nickname: string, invitation?: string,
/**
 * The person's mail address or telephone, and the code that the server sent there.
 */
to?: CodeTo, code?: string,
/**
 * `en` or `zh-CN`: in which the server's assistant greets.
 */
language?: string,
/**
 * The time zone of this computer, such as `Asia/Shanghai`: by which the assistant reminds.
 */
timeZone?: string,
/**
 * The certificate the person agreed to, as `ServerView` showed it.
 */
fingerprint?: string, };

export type Notifications = { on: boolean,
/**
 * Whether they say who wrote, and what.
 */
content: boolean, quiet: Quiet, };

/**
 * Which messages of a conversation are worth a notification.
 */
export type Notify = "all" | "mentions" | "none";

/**
 * What the server does for an account beside OpenIM's ways; the rest is not shown.
 */
export type Offers = {
/**
 * Telling the devices that are signed in, and signing them out.
 */
devices: boolean,
/**
 * Another recovery code.
 */
recoveryCode: boolean,
/**
 * Deleting the account.
 */
deletion: boolean,
/**
 * Adding a mail address or a telephone, for codes.
 */
codes: Codes,
/**
 * Keeping what others may do.
 */
privacy: boolean,
/**
 * Ending a friendship for both; and requests end by themselves.
 */
friendships: boolean,
/**
 * Letting members write while a group is muted.
 */
exemptions: boolean,
/**
 * Keeping pictures and files. A plain server is tried.
 */
avatars: boolean,
/**
 * Keeping gender and birthday.
 */
about: boolean,
/**
 * Giving an ID of one's own.
 */
personalId: boolean,
/**
 * Telling who has read what one wrote in a group.
 */
groupReceipts: boolean,
/**
 * Telling by itself when more have.
 */
receiptPushes: boolean,
/**
 * For so long one takes back what one wrote, in milliseconds; 0: for ever.
 */
recallMs: number, };

/**
 * The same from a message on towards the newest.
 */
export type Onward = { messages: Array<MessageView>,
/**
 * Whether something newer exists. Messages without a seq come with the newest page only.
 */
newer: boolean, };

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
 * A forgotten password is replaced with the help of the recovery code, or of a code that was sent.
 */
export type PasswordReset = { address: string,
/**
 * Empty where `to` names the account; the recovery code then is too.
 */
account: string, recoveryCode: string, newPassword: string,
/**
 * Where the code went, and the code.
 */
to?: CodeTo, code?: string, fingerprint?: string, };

/**
 * What a link says of a person: on which server he is, and who there.
 */
export type PersonLink = { server: ServerLink, userId: string, };

/**
 * A chosen picture, upright, to choose a part of.
 */
export type PicturePreview = {
/**
 * Of the whole picture, in pixels.
 */
width: number, height: number,
/**
 * The same made smaller, as a `data:` address.
 */
url: string, };

export type PictureView = {
/**
 * In pixels, upright; 0: the sender has not told.
 */
width: number, height: number,
/**
 * Bytes; 0: the sender has not told.
 */
size: number,
/**
 * As it may be shown and written; empty: it has none.
 */
name: string,
/**
 * A ThumbHash in base64; empty: none was sent.
 */
hash: string,
/**
 * It is one of those that may move.
 */
moves: boolean,
/**
 * Those beside it of the same album stand together with it; empty: it stands alone.
 */
album: string,
/**
 * It is drawn without a frame, as what one says.
 */
sticker: boolean, };

export type Presence = "unknown" | "online" | "offline";

/**
 * What this computer tells others while it is used. What a server keeps of that kind is the account's.
 */
export type PrivacySettings = {
/**
 * Others see that the person writes, and he sees it of others.
 */
typing: boolean,
/**
 * Others see how far the person has read, and he sees it of others.
 */
receipts: boolean,
/**
 * Pages to which the person is about to send a link are asked what they are, so that a card goes with it.
 */
linkCards: boolean, };

/**
 * What the person lets others do. The server keeps it.
 */
export type PrivacyView = {
/**
 * Found by a telephone number or mail address that he has proven.
 */
findByContact: boolean,
/**
 * Found by ID or account name.
 */
findById: boolean, adding: Adding,
/**
 * Put into groups without being asked.
 */
pulled: boolean, };

/**
 * A failure that reaches the UI: its reason, and nothing to be parsed.
 */
export type Problem = { code: Code, };

/**
 * What one says of oneself.
 */
export type Profile = { nickname: string, status: string, };

/**
 * What a drawer shows of a person.
 */
export type ProfileView = { user: UserView,
/**
 * Whether the server told the rest; otherwise nothing is known of it.
 */
told: boolean,
/**
 * Chosen by himself, once; empty: none, or the server knows no such thing.
 */
personalId: string, gender: Gender,
/**
 * `1990-01-31`; empty: not said.
 */
birthday: string,
/**
 * The IDs of the groups that the person is in too, as far as that is known.
 */
common: Array<string>,
/**
 * They are in such groups only whose members may not ask one another to be friends.
 */
apart: boolean, };

/**
 * A QR code as a path for SVG: dark squares of side 1 in a square of side `size`, without the quiet zone.
 */
export type QrView = { size: number, path: string, };

/**
 * Hours without notifications, every day, in minutes since local midnight: from the first up to and without the last.
 * They may go over midnight.
 */
export type Quiet = { on: boolean, from: number, to: number, };

/**
 * A message as it stands in one that answers it.
 */
export type Quoted = {
/**
 * Empty: it is not on this device.
 */
clientMsgId: string, seq: number | null, senderId: string, senderName: string, mine: boolean,
/**
 * Without a quote of its own.
 */
content: Content, };

/**
 * Everybody who reacted to a message with one emoji.
 */
export type Reaction = { emoji: string, count: number,
/**
 * This person is among them.
 */
mine: boolean,
/**
 * The first of the others.
 */
names: Array<string>, };

/**
 * Who has read an own message of a group, and who not.
 */
export type Readers = { read: Array<UserView>, unread: Array<UserView>, receipt: Receipt, };

/**
 * How many have read an own message of a group; its writer is left out.
 */
export type Receipt = { seq: number, read: number, members: number, };

/**
 * What was recorded, before it is sent.
 */
export type RecordedView = {
/**
 * As of a file that was brought.
 */
id: string, millis: number, size: number,
/**
 * See [`VoiceView`].
 */
wave: Array<number>, };

/**
 * What registering gave.
 */
export type Registered = { account: AccountView,
/**
 * Shown once; it is kept nowhere on this device. Absent on a server that gives none.
 */
recoveryCode: string | null, };

export type Registration = "open" | "invite" | "closed";

export type RequestSide = "leading" | "asking" | "invited";

export type RequestState = "waiting" | "accepted" | "refused" | "expired";

export type Say = { "is": "card", userId: string, } | { "is": "location", name: string, latitude: number, longitude: number, } | { "is": "markdown", text: string, } | { "is": "linked", written: Written, card: LinkCard, } | { "is": "poke" };

/**
 * Which messages. What is empty or absent narrows nothing.
 */
export type Search = {
/**
 * Words that are contained, whatever stands around them; of pictures, videos, voice and files also the name of whoever
 * sent them. Blank: all that the rest of it is about.
 */
query: string, conversationId: string | null, senderId: string | null, kind: SearchKind | null,
/**
 * Milliseconds since 1970, both included.
 */
from: number | null, to: number | null, };

/**
 * Behind which hit the next ones are wanted.
 */
export type SearchCursor = { time: number, id: number, };

export type SearchKind = "text" | "picture" | "video" | "voice" | "file" | "link";

export type SecretStore = "keychain" | "file";

/**
 * The key that sends; the other one makes a new line. Shift and Enter always do.
 */
export type SendWith = "enter" | "ctrlEnter";

export type ServerKind = "selkie" | "openIm";

/**
 * What a link says of a server.
 */
export type ServerLink = {
/**
 * In the order in which they are to be tried.
 */
addresses: Array<string>,
/**
 * The certificate that whoever made the link vouches for; empty where the platform's trust is enough.
 */
fingerprint: string,
/**
 * The server's own name, by which it is known wherever it is reached; empty on plain OpenIM.
 */
serverId: string, };

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
name: string, registration: Registration, codes: Codes,
/**
 * Upper-case hex pairs joined by colons, of a certificate that the platform does not trust; the person must
 * agree to it before it is pinned.
 */
fingerprint: string | null, };

/**
 * Every choice. A field that a file lacks, or says in words that this version does not know, has its default.
 */
export type Settings = { theme: Theme, accent: Accent, textSize: TextSize, language: Language, sendWith: SendWith, closing: Closing, notifications: Notifications, builtin: BuiltinSettings, layout: Layout,
/**
 * Emoji used last, newest first.
 */
emoji: Array<string>, privacy: PrivacySettings, };

export type SideView = { width: number, height: number, };

/**
 * Signing in with a password.
 */
export type SignIn = { address: string, account: string, password: string, fingerprint?: string, };

/**
 * What a `selkie://` link fills in.
 */
export type SignInLink = { address: string, userId: string, token: string, };

/**
 * A picture that somebody keeps to send again.
 */
export type StickerView = {
/**
 * By which it is called.
 */
content: string,
/**
 * As it may be shown; empty: it has none.
 */
name: string, width: number, height: number,
/**
 * It is one of those that may move.
 */
moves: boolean, };

/**
 * What came of pictures that were added at once.
 */
export type StickersAdded = { kept: number,
/**
 * No picture, or too large a one.
 */
left: number,
/**
 * Why the rest was not looked at.
 */
code: Code | null, };

/**
 * What files take of this device, in bytes.
 */
export type StorageView = {
/**
 * Can be freed: the server has it.
 */
files: number,
/**
 * Small pictures, of which others are made again.
 */
thumbs: number,
/**
 * Is still to be sent.
 */
waiting: number,
/**
 * Messages and everything that is known of people.
 */
messages: number, };

export type TextLook = "plain" | "strong" | "slanted" | "struck" | "code";

/**
 * A stretch of a text that looks otherwise or leads somewhere, from and to as in `Mention`.
 */
export type TextMark = { from: number,
/**
 * The first one behind.
 */
to: number, look: TextLook,
/**
 * Where it leads, on the web; empty: nowhere.
 */
url: string, };

/**
 * The size of text, of which everything else is a multiple.
 */
export type TextSize = "small" | "normal" | "large" | "larger" | "largest";

export type Theme = "system" | "light" | "dark";

/**
 * Signing in with a token that the person's own App Server issued.
 */
export type TokenSignIn = { address: string, userId: string, token: string,
/**
 * Where the App Server renews a token: `POST {userID, token}` answers `{token}`.
 */
renewUrl?: string, fingerprint?: string, };

export type TransferState = { "is": "running" } | { "is": "paused" } | { "is": "ended" } | { "is": "failed", code: Code, };

/**
 * How far a file of a message has come.
 */
export type TransferView = { clientMsgId: string,
/**
 * To the server; otherwise to this device.
 */
up: boolean,
/**
 * Bytes.
 */
done: number, total: number, state: TransferState, };

export type UserView = { userId: string,
/**
 * Empty where the server does not tell it.
 */
account: string,
/**
 * What he is called here: a friend's remark, otherwise what he calls himself.
 */
nickname: string,
/**
 * What he calls himself; empty where the server has not told it.
 */
ownName: string, faceUrl: string,
/**
 * What the person is doing, in a few words; empty: nothing was said.
 */
status: string,
/**
 * A program that answers, such as the assistant.
 */
robot: boolean,
/**
 * The account is gone, whatever its nickname says; what it wrote stays.
 */
deleted: boolean,
/**
 * He stands in this person's list of friends.
 */
friend: boolean,
/**
 * This person takes nothing from him.
 */
blocked: boolean, presence: Presence,
/**
 * On which kinds of device, as far as the server tells; none unless online.
 */
on: Array<DeviceKind>, };

export type VideoView = {
/**
 * As it may be shown and written; empty: it has none.
 */
name: string,
/**
 * Bytes; 0: the sender has not told.
 */
size: number,
/**
 * 0: the sender has not told.
 */
seconds: number,
/**
 * In pixels, upright; 0: the sender has not told.
 */
width: number, height: number,
/**
 * A ThumbHash in base64; empty: none was sent.
 */
hash: string,
/**
 * There is a picture that stands for it.
 */
poster: boolean,
/**
 * It lies on this device.
 */
here: boolean, };

/**
 * What was spoken into a conversation.
 */
export type VoiceView = {
/**
 * Bytes; 0: the sender has not told.
 */
size: number,
/**
 * 0: the sender has not told.
 */
seconds: number,
/**
 * How loud it is along its length, each from 0 to 31; empty: the sender has not told.
 */
wave: Array<number>,
/**
 * The person has heard it, or spoken it.
 */
heard: boolean, };

/**
 * What somebody wrote, with the places in it that mention somebody, and the message that it answers.
 */
export type Written = { text: string, mentions: Array<Meant>,
/**
 * A `clientMsgId`.
 */
quote: string | null, };
