import type { BroughtView, Content, FileKind, Manner, MessageView, StorageView } from "../index";
import type { MediaApi } from "../media";
import type { World } from "./world";

interface Kept {
  readonly file: File;
  pieces: BlobPart[];
  url: string;
  width: number;
  height: number;
}

const STORAGE: StorageView = { files: 734_003_200, thumbs: 9_400_000, waiting: 0, messages: 52_428_800 };

/** Pictures and files of the made-up worlds, kept by the browser as long as the page is open. */
export function media(world: (account: string) => World, recorded: (id: string) => Content | null): MediaApi {
  const brought = new Map<string, Kept>();
  const shown = new Map<string, string>();
  const saved = new Map<string, Kept>();
  const drafts = new Map<string, readonly string[]>();
  let next = 0;

  function viewOf(id: string): BroughtView {
    const kept = brought.get(id);
    if (kept === undefined) throw { code: "notFound" };
    const { name, size } = kept.file;
    const picture = kept.width > 0 ? { width: kept.width, height: kept.height } : null;
    const odd = picture === null && /\.(?:heic|avif|svg)$/u.test(name) ? "badPicture" : null;
    return { id, name, size, kind: kindOf(name), picture, odd, film: null };
  }

  let storage = STORAGE;

  return {
    async beginFile(_account, name) {
      const id = `brought-${next++}`;
      brought.set(id, { file: new File([], name), pieces: [], url: "", width: 0, height: 0 });
      return id;
    },
    async addToFile(_account, id, bytes) {
      brought.get(id)?.pieces.push(bytes as BlobPart);
    },
    async endFile(_account, id) {
      const kept = brought.get(id);
      if (kept === undefined) throw { code: "notFound" };
      const whole = new File(kept.pieces, kept.file.name);
      const url = URL.createObjectURL(whole);
      const side = await sideOf(url);
      brought.set(id, { ...kept, file: whole, url, width: side?.width ?? 0, height: side?.height ?? 0 });
      return viewOf(id);
    },
    async forgetFile(_account, id) {
      brought.delete(id);
      for (const [conversation, ids] of drafts) {
        drafts.set(
          conversation,
          ids.filter((one) => one !== id),
        );
      }
    },
    async keepDraftFiles(_account, conversationId, ids) {
      drafts.set(conversationId, ids);
    },
    async draftFiles(_account, conversationId) {
      return (drafts.get(conversationId) ?? []).map(viewOf);
    },
    async sendFiles(account, conversationId, files, text) {
      const rows: MessageView[] = [];
      const album = files.length > 1 ? (files[0]?.id ?? "") : "";
      for (const { id, manner } of files) {
        const spoken = recorded(id);
        if (spoken !== null) {
          rows.push(world(account).say(conversationId, spoken));
          continue;
        }
        const kept = brought.get(id);
        if (kept === undefined) throw { code: "notFound" };
        const row = world(account).say(conversationId, contentOf(kept, manner, album));
        shown.set(row.clientMsgId, kept.url);
        saved.set(row.clientMsgId, kept);
        rows.push(row);
      }
      if (text !== "") rows.push(world(account).say(conversationId, { is: "text", text, mentions: [] }));
      return rows;
    },
    async transfers() {
      return [];
    },
    async pauseTransfer() {},
    async cancelTransfer(account, clientMsgId) {
      world(account).discard(clientMsgId);
    },
    async fetchFile() {},
    async openFile(_account, clientMsgId) {
      window.open(saved.get(clientMsgId)?.url, "_blank", "noopener");
    },
    async saveFile(_account, clientMsgId) {
      return `/home/me/Downloads/${saved.get(clientMsgId)?.file.name ?? "picture.png"}`;
    },
    async saveFileAs(_account, clientMsgId) {
      return `/home/me/Documents/${saved.get(clientMsgId)?.file.name ?? "picture.png"}`;
    },
    async showSaved() {},
    async pictureAsPng(_account, clientMsgId) {
      return (await fetch(shown.get(clientMsgId) ?? drawn(clientMsgId))).arrayBuffer();
    },
    async album(account, conversationId, kept, before, limit) {
      const { messages } = world(account).page(conversationId, null, 1000);
      const kindOfRow = ({ content }: MessageView): typeof kept | null => {
        if (content.is === "picture" || content.is === "video") return "pictures";
        if (content.is === "voice") return "voice";
        return content.is === "file" ? "files" : null;
      };
      const rows = messages.filter((row) => kindOfRow(row) === kept).reverse();
      const from = before === null ? 0 : rows.findIndex((row) => row.local === before.local) + 1;
      return rows.slice(from, from + limit);
    },
    async storage() {
      return storage;
    },
    async freeStorage() {
      const freed = storage.files + storage.thumbs;
      storage = { ...storage, files: 0, thumbs: 0 };
      return freed;
    },
    media(_account, what, id) {
      if (what === "brought") return brought.get(id)?.url ?? "";
      return shown.get(id) ?? drawn(id);
    },
  };
}

function contentOf(kept: Kept, manner: Manner, album: string): Content {
  const { name, size } = kept.file;
  if (manner !== "file" && kept.width > 0) {
    const { width, height } = kept;
    return {
      is: "picture",
      picture: { width, height, size, name, hash: "", moves: false, album, sticker: manner === "sticker" },
    };
  }
  const kind = kindOf(name);
  return { is: "file", file: { kind, name, size, program: kind === "program", here: true } };
}

function kindOf(name: string): FileKind {
  const ending = name.replace(/^.*\./u, "").toLowerCase();
  const kinds: Readonly<Record<string, FileKind>> = {
    pdf: "document",
    docx: "document",
    txt: "document",
    zip: "archive",
    mp4: "video",
    mp3: "audio",
    exe: "program",
    png: "picture",
    jpg: "picture",
  };
  return kinds[ending] ?? "other";
}

function sideOf(url: string): Promise<{ width: number; height: number } | null> {
  return new Promise((resolve) => {
    const picture = new Image();
    picture.onload = () => resolve({ width: picture.naturalWidth, height: picture.naturalHeight });
    picture.onerror = () => resolve(null);
    picture.src = url;
  });
}

/** A landscape for a message that nobody has sent a picture with. */
function drawn(id: string): string {
  const hue = [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 360, 7);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="hsl(${hue} 60% 80%)"/><circle cx="900" cy="200" r="90" fill="hsl(${hue + 40} 80% 90%)"/><path d="M0 620 300 330 560 600 760 420 1200 720V800H0Z" fill="hsl(${hue} 35% 45%)"/><path d="M0 700q300-90 600 0t600 0v100H0Z" fill="hsl(${hue + 20} 45% 35%)"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
