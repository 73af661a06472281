import { language, t } from "../i18n/index.svelte";

export const SECTIONS = [
  "account",
  "privacy",
  "general",
  "appearance",
  "chats",
  "notifications",
  "server",
  "shortcuts",
  "about",
] as const;

export type SectionName = (typeof SECTIONS)[number];

export interface Row {
  readonly section: SectionName;
  readonly title: () => string;
  readonly hint?: () => string;
  /** Other words by which it is looked for: what can be chosen there. */
  readonly more?: () => readonly string[];
}

/** Every setting, for the page and for its search. */
export const ROWS = {
  profile: {
    section: "account",
    title: () => t.profile,
    more: () => [
      t.nickname,
      t.status,
      t.yourId,
      t.account,
      t.pictureChoose,
      t.gender,
      t.birthday,
      t.personalId,
      t.card,
    ],
  },
  password: {
    section: "account",
    title: () => t.password,
    hint: () => t.passwordRowHint,
    more: () => [t.changePassword],
  },
  recovery: {
    section: "account",
    title: () => t.recoveryCode,
    hint: () => t.recoveryRowHint,
    more: () => [t.renewCode],
  },
  contacts: {
    section: "account",
    title: () => t.contacts,
    hint: () => t.contactsHint,
    more: () => [t.email, t.phone, t.code],
  },
  devices: { section: "account", title: () => t.devices, hint: () => t.devicesHint, more: () => [t.signOut] },
  addAccount: { section: "account", title: () => t.addAccount, hint: () => t.addLine },
  signOut: { section: "account", title: () => t.signOut, hint: () => t.signOutHint, more: () => [t.keepData] },
  deleteAccount: { section: "account", title: () => t.deleteAccount, hint: () => t.deleteHint },
  findByContact: { section: "privacy", title: () => t.findByContact, hint: () => t.findByContactHint },
  findById: { section: "privacy", title: () => t.findById, hint: () => t.findByIdHint },
  adding: {
    section: "privacy",
    title: () => t.adding,
    hint: () => t.addingHint,
    more: () => Object.values(t.addingChoices),
  },
  pulled: { section: "privacy", title: () => t.pulled, hint: () => t.pulledHint },
  typing: { section: "privacy", title: () => t.showTyping, hint: () => t.showTypingHint },
  receipts: { section: "privacy", title: () => t.showReceipts, hint: () => t.showReceiptsHint },
  linkCards: { section: "privacy", title: () => t.linkCards, hint: () => t.linkCardsHint },
  closing: {
    section: "general",
    title: () => t.closing,
    hint: () => t.closingHint,
    more: () => [t.closingAsk, t.closingBackground, t.closingQuit],
  },
  autostart: { section: "general", title: () => t.autostart, hint: () => t.autostartHint },
  theme: { section: "appearance", title: () => t.theme, more: () => [t.themeSystem, t.themeLight, t.themeDark] },
  accent: {
    section: "appearance",
    title: () => t.accent,
    more: () => [t.accentTeal, t.accentBlue, t.accentViolet, t.accentRose, t.accentAmber, t.accentGreen],
  },
  textSize: { section: "appearance", title: () => t.textSize, hint: () => t.textSizeHint },
  language: { section: "appearance", title: () => t.language, more: () => [t.languageSystem, "English", "简体中文"] },
  sendWith: {
    section: "chats",
    title: () => t.sendWith,
    hint: () => t.sendWithHint,
    more: () => [t.sendEnter, t.sendCtrlEnter("Ctrl")],
  },
  storage: {
    section: "chats",
    title: () => t.storage,
    hint: () => t.storageHint,
    more: () => [t.storageFree, t.storageFiles],
  },
  notify: { section: "notifications", title: () => t.notify, hint: () => t.notifyHint, more: () => [t.mutedElsewhere] },
  notifyContent: { section: "notifications", title: () => t.notifyContent, hint: () => t.notifyContentHint },
  quiet: {
    section: "notifications",
    title: () => t.quietHours,
    hint: () => t.quietHint,
    more: () => [t.quietFrom, t.quietTo],
  },
  connection: { section: "server", title: () => t.connection, more: () => [t.server, t.address] },
  builtin: { section: "server", title: () => t.builtin, hint: () => t.builtinHint },
  registration: { section: "server", title: () => t.whoJoins, more: () => [t.joinOpen, t.joinInvite, t.joinClosed] },
  network: {
    section: "server",
    title: () => t.network,
    hint: () => t.networkHint,
    more: () => [t.fingerprint, t.addresses],
  },
  invite: { section: "server", title: () => t.invite, hint: () => t.inviteHint, more: () => [t.invitedField] },
  serverFolder: { section: "server", title: () => t.serverFolder, more: () => [t.showFolder] },
  backups: { section: "server", title: () => t.backups, hint: () => t.backupsHint, more: () => [t.backUp, t.restore] },
  shortcuts: { section: "shortcuts", title: () => t.shortcuts },
  version: { section: "about", title: () => t.versionTitle, more: () => [t.aboutEncryption, t.aboutNames] },
  dataFolder: { section: "about", title: () => t.dataFolder, hint: () => t.dataFolderHint, more: () => [t.showFolder] },
  logs: { section: "about", title: () => t.logs, hint: () => t.logsHint, more: () => [t.showFolder] },
  licences: { section: "about", title: () => t.licences, hint: () => t.licencesHint, more: () => [t.licencesShow] },
} as const satisfies Record<string, Row>;

export type RowName = keyof typeof ROWS;

export function sectionTitle(section: SectionName): string {
  switch (section) {
    case "account":
      return t.accountSection;
    case "privacy":
      return t.privacy;
    case "general":
      return t.general;
    case "appearance":
      return t.appearance;
    case "chats":
      return t.chats;
    case "notifications":
      return t.notifications;
    case "server":
      return t.server;
    case "shortcuts":
      return t.shortcuts;
    case "about":
      return t.about;
  }
}

function lower(text: string): string {
  return text.toLocaleLowerCase(language.locale);
}

/** The words of a query, each of which must be found. */
export function termsOf(query: string): string[] {
  return lower(query)
    .split(/\s+/u)
    .filter((term) => term !== "");
}

/** The settings that have every word of a query somewhere, in the present language. An empty one finds all. */
export function findRows(query: string): ReadonlySet<RowName> {
  const terms = termsOf(query);
  const found = new Set<RowName>();
  for (const name of Object.keys(ROWS) as RowName[]) {
    const row: Row = ROWS[name];
    const words = [sectionTitle(row.section), row.title(), row.hint?.() ?? "", ...(row.more?.() ?? [])];
    const text = lower(words.join("\n"));
    if (terms.every((term) => text.includes(term))) found.add(name);
  }
  return found;
}

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** A text cut where a query matches it. */
export function piecesOf(text: string, query: string): Piece[] {
  const terms = termsOf(query);
  const small = lower(text);
  // Where letters change their number in lower case, places could not be told.
  if (terms.length === 0 || small.length !== text.length) return [{ text, hit: false }];
  const hits = Array.from({ length: text.length }, () => false);
  for (const term of terms) {
    for (let at = small.indexOf(term); at >= 0; at = small.indexOf(term, at + term.length)) {
      hits.fill(true, at, at + term.length);
    }
  }
  const pieces: Piece[] = [];
  for (let from = 0, at = 1; at <= text.length; at++) {
    if (at < text.length && hits[at] === hits[from]) continue;
    pieces.push({ text: text.slice(from, at), hit: hits[from] === true });
    from = at;
  }
  return pieces;
}
