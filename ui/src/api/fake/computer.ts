import type { BackupView, BuiltinView, Code, Event, Invitation, InvitationView, Settings } from "../index";

export const SETTINGS: Settings = {
  theme: "system",
  accent: "teal",
  textSize: "normal",
  language: "system",
  sendWith: "enter",
  closing: "ask",
  notifications: { on: true, content: true, quiet: { on: false, from: 1320, to: 420 } },
  builtin: { on: false, network: false, registration: "open" },
  layout: { list: 304, details: 304, detailsOpen: false },
  emoji: [],
  privacy: { typing: true, receipts: true, linkCards: false },
};

const KEY = "fake.settings";

/** The computer around the window: settings, the server inside the app, its copies. */
export class Computer {
  settings: Settings;
  autostart = false;
  readonly #tell: (event: Event) => void;
  readonly #fingerprint: string;
  #backups: BackupView[] = [];
  #view: BuiltinView = {
    state: { is: "off" },
    address: "",
    network: null,
    folder: "/home/you/.local/share/selkie/server",
  };

  constructor(tell: (event: Event) => void, fingerprint: string) {
    this.#tell = tell;
    this.#fingerprint = fingerprint;
    this.settings = { ...SETTINGS, ...recalled() };
    this.#follow();
  }

  set(settings: Settings): void {
    this.settings = settings;
    sessionStorage.setItem(KEY, JSON.stringify(settings));
    this.#follow();
  }

  builtin(): BuiltinView {
    return this.#view;
  }

  invite(inviter: string): InvitationView {
    if (this.#view.network === null) throw { code: "noPermission" satisfies Code };
    const link = `selkie://join?address=${encodeURIComponent(this.#view.network.addresses[0] ?? "")}&fingerprint=${encodeURIComponent(this.#fingerprint)}&by=${encodeURIComponent(inviter)}`;
    return { link, qr: pattern(link) };
  }

  readInvitation(text: string): Invitation {
    if (!text.startsWith("selkie://join?")) throw { code: "noInvitation" satisfies Code };
    const fields = new URL(text).searchParams;
    return {
      addresses: fields.getAll("address"),
      fingerprint: fields.get("fingerprint") ?? "",
      code: fields.get("code") ?? "",
      inviter: fields.get("by") ?? "",
    };
  }

  backUp(): BackupView {
    const time = Date.now();
    const made = { name: new Date(time).toISOString().replaceAll(":", "-"), time, bytes: 1_482_752 };
    this.#backups = [made, ...this.#backups];
    return made;
  }

  backups(): BackupView[] {
    return this.#backups;
  }

  #follow(): void {
    const { on, network } = this.settings.builtin;
    const before = this.#view;
    this.#view = {
      ...before,
      state: on ? { is: "running" } : { is: "off" },
      address: on ? "http://127.0.0.1:10002" : before.address,
      network:
        on && network
          ? {
              addresses: ["https://192.168.1.20:10003", "https://10.0.0.7:10003"],
              port: 10003,
              fingerprint: this.#fingerprint,
            }
          : null,
    };
    if (JSON.stringify(before) !== JSON.stringify(this.#view)) this.#tell({ is: "builtin", view: this.#view });
  }
}

// A browser's page is loaded anew all the time; what was chosen stays for the tab.
function recalled(): Partial<Settings> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Settings>;
  } catch {
    return {};
  }
}

// No real code, only something of the same texture.
export function pattern(text: string): InvitationView["qr"] {
  const size = 33;
  let path = "";
  let state = [...text].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 65_521, 7);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      state = (state * 75 + 74) % 65_537;
      if (state % 2 === 0) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return { size, path };
}
