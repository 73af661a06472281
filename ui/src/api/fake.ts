import { Computer } from "./fake/computer";
import { friends } from "./fake/friends";
import { groups } from "./fake/groups";
import { Clubs } from "./fake/groups/clubs";
import { media } from "./fake/media";
import { messages } from "./fake/messages";
import { person } from "./fake/people";
import { profiles } from "./fake/profiles";
import { search } from "./fake/search";
import { favourites } from "./fake/favourites";
import { stickers } from "./fake/stickers";
import { voice } from "./fake/voice";
import { World } from "./fake/world";
import type { GroupApi } from "./groups";
import type {
  AccountView,
  Api,
  Code,
  CodeSent,
  CodeTo,
  Codes,
  ContactsView,
  DeviceView,
  Event,
  LinkState,
  ServerView,
} from "./index";

/** What the address line of the browser may set: `?fake=welcome&link=offline&people=2000&accounts=2&secret=file&daemon=none`. */
export interface FakeOptions {
  readonly signedIn: boolean;
  readonly accounts: number;
  readonly link: string;
  readonly people: number;
  readonly file: boolean;
  readonly daemon: boolean;
}

const LINKS: Readonly<Record<string, LinkState>> = {
  online: { is: "online" },
  connecting: { is: "connecting" },
  syncing: { is: "syncing" },
  offline: { is: "offline", code: "network" },
  certificate: { is: "offline", code: "certificate" },
  expired: { is: "stopped", code: "tokenExpired" },
  kicked: { is: "stopped", code: "kicked" },
};

const FINGERPRINT = Array.from({ length: 32 }, (_, at) => ((at * 37 + 11) % 256).toString(16).padStart(2, "0"))
  .join(":")
  .toUpperCase();

export function fakeFromAddress(): Api & GroupApi {
  const wanted = new URLSearchParams(location.search);
  return fake({
    signedIn: wanted.get("fake") !== "welcome",
    accounts: Number(wanted.get("accounts") ?? 1),
    link: wanted.get("link") ?? "online",
    people: Number(wanted.get("people") ?? 0),
    file: wanted.get("secret") === "file",
    daemon: wanted.get("daemon") !== "none",
  });
}

/** An engine and a server in memory, for looking at the interface in a browser. */
export function fake(options: FakeOptions): Api & GroupApi {
  let hear: (event: Event) => void = () => undefined;
  const tell = (event: Event): void => hear(event);
  const accounts: AccountView[] = [];
  const worlds = new Map<string, World>();
  const clubs = new Map<string, Clubs>();
  const computer = new Computer(tell, FINGERPRINT);
  let contacts: ContactsView = { email: "zhixia@example.org", phone: "" };
  let devices: DeviceView[] = [
    { id: "1", platform: 7, this: true, online: true, since: Date.now() - 3_600_000 },
    { id: "2", platform: 2, this: false, online: true, since: Date.now() - 86_400_000 },
    { id: "3", platform: 3, this: false, online: false, since: Date.now() - 30 * 86_400_000 },
  ];

  function admit(account: string, nickname: string, server: string, hasPassword: boolean): AccountView {
    const id = `account-${worlds.size + 1}`;
    const selkie = !server.includes("openim");
    const view: AccountView = {
      id,
      userId: `${900 + worlds.size}`,
      account,
      nickname,
      faceUrl: "",
      status: "",
      server,
      serverKind: selkie ? "selkie" : "openIm",
      link: LINKS[options.link] ?? { is: "online" },
      secretStore: options.file ? "file" : "keychain",
      hasPassword,
      offers: selkie
        ? {
            devices: true,
            recoveryCode: hasPassword,
            deletion: hasPassword,
            codes: codesOf(server, hasPassword),
            privacy: true,
            friendships: true,
            exemptions: true,
            avatars: true,
            about: hasPassword,
            personalId: hasPassword,
            groupReceipts: true,
            receiptPushes: true,
            recallMs: 24 * 60 * 60_000,
          }
        : {
            devices: false,
            recoveryCode: false,
            deletion: false,
            codes: codesOf(server, false),
            privacy: false,
            friendships: false,
            exemptions: false,
            avatars: true,
            about: hasPassword,
            personalId: false,
            groupReceipts: false,
            receiptPushes: false,
            recallMs: 0,
          },
    };
    const world = new World(id, view.userId, tell, options.people, Date.now());
    world.online = view.link.is === "online";
    worlds.set(id, world);
    clubs.set(id, new Clubs(world, person(view.userId, account, nickname, "online"), tell));
    accounts.push(view);
    return view;
  }

  const voices = voice(world, tell, (id) => seen.media("", "whole", id));
  const seen = media(world, (id) => voices.recorded(id));

  function world(account: string): World {
    return worlds.get(account) ?? refuse("notSignedIn");
  }

  function setLink(account: string, state: LinkState): void {
    const at = accounts.findIndex((one) => one.id === account);
    const view = accounts[at];
    if (view !== undefined) accounts[at] = { ...view, link: state };
    tell({ is: "link", account, state });
  }

  function connect(account: string): void {
    setLink(account, { is: "connecting" });
    setTimeout(() => setLink(account, { is: "syncing" }), 600);
    setTimeout(() => {
      setLink(account, { is: "online" });
      worlds.get(account)?.mend();
    }, 1200);
  }

  if (options.signedIn) {
    const names = ["沈知夏", "Ada Byron", "Third Account"];
    for (let at = 0; at < options.accounts; at++) {
      admit(`me${at === 0 ? "" : at + 1}`, names[at] ?? `Account ${at + 1}`, "https://chat.example.org", true);
    }
  }

  return {
    async listen(listener) {
      hear = listener;
    },
    async version() {
      return "0.1.0";
    },
    async settings() {
      return computer.settings;
    },
    async setSettings(settings) {
      computer.set(settings);
    },
    async accounts() {
      return [...accounts];
    },
    async lookUpServer(address) {
      await pause(300);
      return server(address);
    },
    async register(request) {
      await pause(700);
      if (request.account === "taken") refuse("accountExists");
      if (request.to !== undefined && request.code !== "123456") refuse("wrongCode");
      if (server(request.address).registration === "invite" && request.invitation !== "seal")
        refuse("invitationNeeded");
      const account = admit(request.account, request.nickname, request.address, true);
      tell({ is: "account", account: account.id, view: account });
      return { account, recoveryCode: "K7QM-2XWP-9RTD-HV4C-LB3N" };
    },
    async signIn(request) {
      await pause(600);
      if (request.password === "wrong-password") refuse("wrongPassword");
      const known = accounts.find((one) => one.account === request.account && one.server === request.address);
      if (known !== undefined) connect(known.id);
      return known ?? admit(request.account, request.account, request.address, true);
    },
    async sendCode(request) {
      return sendCode(request.to);
    },
    async signInWithCode(request) {
      await pause(500);
      if (request.code !== "123456") refuse("wrongCode");
      const name = request.to.is === "email" ? request.to.email : request.to.number;
      return admit(name, name, request.address, true);
    },
    async signInWithToken(request) {
      await pause(500);
      if (request.token.length < 8) refuse("tokenInvalid");
      return admit("", request.userId, request.address, false);
    },
    async resetPassword(request) {
      await pause(600);
      if (request.to !== undefined) return request.code === "123456" ? "" : refuse("wrongCode");
      if (!request.recoveryCode.startsWith("K7QM")) refuse("wrongRecoveryCode");
      return "P3FJ-8NDK-W6YX-QT5A-ZM2H";
    },
    async changePassword(_account, current) {
      await pause(500);
      if (current === "wrong-password") refuse("wrongPassword");
    },
    async renewRecoveryCode(_account, password) {
      await pause(400);
      if (password === "wrong-password") refuse("wrongPassword");
      return "P3FJ-8NDK-W6YX-QT5A-ZM2H";
    },
    ...profiles(
      accounts,
      tell,
      world,
      (account, userId) => clubs.get(account)?.common(userId) ?? { common: [], apart: false },
    ),
    async contacts() {
      await pause(150);
      return contacts;
    },
    async sendProof(_account, to) {
      return sendCode(to);
    },
    async proveContact(_account, to, code, password) {
      await pause(400);
      if (code !== "123456") refuse("wrongCode");
      if (password === "wrong-password") refuse("wrongPassword");
      if (to.is === "email") contacts = { ...contacts, email: to.email };
      else contacts = { ...contacts, phone: `${to.areaCode} ${to.number}` };
    },
    async removeContact(_account, phone, password) {
      await pause(300);
      if (password === "wrong-password") refuse("wrongPassword");
      contacts = phone ? { ...contacts, phone: "" } : { ...contacts, email: "" };
    },
    async devices() {
      await pause(200);
      return devices;
    },
    async signOutDevice(_account, device) {
      await pause(300);
      devices = devices.filter((one) => one.id !== device);
    },
    async deleteAccount(account, password) {
      await pause(500);
      if (password === "wrong-password") refuse("wrongPassword");
      accounts.splice(0, accounts.length, ...accounts.filter((one) => one.id !== account));
      tell({ is: "signedOut", account });
    },
    async renewToken(account, token) {
      await pause(400);
      if (token.length < 8) refuse("tokenInvalid");
      connect(account);
    },
    async signOut(account) {
      await pause(200);
      accounts.splice(0, accounts.length, ...accounts.filter((one) => one.id !== account));
      tell({ is: "signedOut", account });
    },
    async findUsers(account, query) {
      await pause(250);
      return world(account).find(query);
    },
    async findKnown(account, query, limit) {
      return world(account).known(query).slice(0, limit);
    },
    async openConversation(account, userId) {
      return world(account).open(userId) ?? refuse("userNotFound");
    },
    ...friends(tell, options.people),
    ...groups(
      (account) => clubs.get(account) ?? refuse("notSignedIn"),
      (account) => accounts.find((one) => one.id === account)?.server ?? "",
    ),
    async conversations(account) {
      return world(account).conversations();
    },
    ...seen,
    ...voices,
    ...messages(world),
    ...search(world),
    ...favourites(world, tell),
    ...stickers(),
    async setNotify(account, conversationId, notify) {
      world(account).setNotify(conversationId, notify);
    },
    async act(account, conversationIds, act) {
      world(account).act(conversationIds, act);
    },
    async look() {},
    async showsNotifications() {
      return options.daemon;
    },
    async setLocale() {},
    async builtin() {
      return computer.builtin();
    },
    async invite(inviter) {
      return computer.invite(inviter);
    },
    async readInvitation(text) {
      return computer.readInvitation(text);
    },
    async readInvitationPicture() {
      await pause(200);
      return refuse("noInvitation");
    },
    async backUp() {
      await pause(600);
      return computer.backUp();
    },
    async backups() {
      return computer.backups();
    },
    async restore() {
      await pause(900);
    },
    async showFolder() {},
    async licences() {
      return "Selkie is built from the software of others, under the licences below.\n\nMIT\n\nsomething 1.0.0\n";
    },
    async closeWindow() {},
    async autostart() {
      return computer.autostart;
    },
    async setAutostart(on) {
      computer.autostart = on;
    },
    async go() {
      for (const one of accounts) if (one.link.is === "offline") connect(one.id);
    },
    async openLink(url) {
      window.open(url, "_blank", "noopener");
    },
  };
}

function server(address: string): ServerView {
  const host = address.replace(/^https?:\/\//u, "").replace(/\/.*$/u, "");
  if (!/^[\w.:-]+$/u.test(host)) refuse("badAddress");
  if (address.startsWith("http://") && !/^(?:localhost|127\.)/u.test(host)) refuse("insecureAddress");
  if (!host.includes(".") && !host.startsWith("localhost")) refuse("network");
  if (host.startsWith("www.")) refuse("notAServer");
  const found: ServerView = {
    address: address.includes("://") ? address : `https://${host}`,
    kind: host.startsWith("openim") ? "openIm" : "selkie",
    name: host.startsWith("openim") ? "" : "海豹小队",
    codes: codesOf(host, true),
    registration: host.startsWith("closed") ? "closed" : host.startsWith("invite") ? "invite" : "open",
    fingerprint: host.startsWith("self") ? FINGERPRINT : null,
  };
  return found;
}

/** `mail.` and `codes.` send some, a plain OpenIM takes nobody without one. */
function codesOf(address: string, offered: boolean): Codes {
  const host = address.replace(/^https?:\/\//u, "");
  const openIm = host.startsWith("openim");
  const both = openIm || host.startsWith("codes") || host.startsWith("chat");
  return { email: offered && (both || host.startsWith("mail")), phone: offered && both, required: openIm };
}

/** Nothing is sent: the code is 123456. */
async function sendCode(to: CodeTo): Promise<CodeSent> {
  await pause(400);
  if (to.is === "email" && !to.email.includes("@")) refuse("badContact");
  const sent = to.is === "phone" || !to.email.startsWith("early");
  return { sent, waitSeconds: sent ? 60 : 42 };
}

function refuse(code: Code): never {
  throw { code };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
