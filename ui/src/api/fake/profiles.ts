import type { About, AccountView, Api, Code, Event, Link, ServerLink } from "../index";
import { pattern } from "./computer";
import type { World } from "./world";

type Calls = Pick<
  Api,
  | "updateProfile"
  | "profile"
  | "setAbout"
  | "setPersonalId"
  | "setFace"
  | "previewPicture"
  | "uploadAvatar"
  | "face"
  | "card"
  | "saveCard"
  | "readLink"
  | "readLinkPicture"
  | "accountsOf"
>;

/** What people say of themselves. Pictures stay in the page: their addresses are their bytes. */
export function profiles(
  accounts: AccountView[],
  tell: (event: Event) => void,
  world: (account: string) => World,
  together: (account: string, userId: string) => { common: string[]; apart: boolean },
): Calls {
  const said = new Map<string, About & { personalId: string }>();
  const nothing: About & { personalId: string } = { gender: "unsaid", birthday: "", personalId: "" };

  function change(account: string, by: Partial<AccountView>): void {
    const at = accounts.findIndex((one) => one.id === account);
    const view = accounts[at];
    if (view === undefined) return;
    accounts[at] = { ...view, ...by };
    tell({ is: "account", account, view: accounts[at] });
  }

  return {
    async updateProfile(account, profile) {
      await pause(300);
      change(account, profile);
    },
    async profile(account, userId) {
      await pause(200);
      const own = accounts.find((one) => one.id === account && one.userId === userId);
      const user = world(account)
        .find("")
        .find((one) => one.userId === userId);
      if (own === undefined)
        return {
          user: user ?? refuse("userNotFound"),
          told: true,
          personalId: "zhangsan_88",
          gender: "male",
          birthday: "1992-05-17",
          ...together(account, userId),
        };
      const { gender, birthday, personalId } = said.get(account) ?? nothing;
      const { nickname, status, faceUrl } = own;
      return {
        user: {
          userId,
          account: own.account,
          nickname,
          ownName: nickname,
          faceUrl,
          status,
          robot: false,
          deleted: false,
          friend: false,
          blocked: false,
          presence: "online",
          on: ["computer"],
        },
        told: own.offers.about,
        personalId,
        gender,
        birthday,
        common: [],
        apart: false,
      };
    },
    async setAbout(account, about) {
      await pause(200);
      said.set(account, { ...nothing, ...said.get(account), ...about });
    },
    async setPersonalId(account, personalId) {
      await pause(300);
      if (!/^[\w-]{6,20}$/u.test(personalId)) refuse("badPersonalId");
      if (personalId === "taken-id") refuse("personalIdTaken");
      said.set(account, { ...nothing, ...said.get(account), personalId });
    },
    async setFace(account, url) {
      await pause(200);
      change(account, { faceUrl: url });
    },
    async previewPicture(picture) {
      const bitmap = await bitmapOf(picture);
      if (bitmap.width > 12_000 || bitmap.height > 12_000) refuse("pictureTooLarge");
      return { width: bitmap.width, height: bitmap.height, url: draw(bitmap, bitmap.width, bitmap.height, 0, 0, 0) };
    },
    async uploadAvatar(_account, picture, { turns, x, y, side }) {
      await pause(500);
      return draw(await bitmapOf(picture), side, side, x, y, turns);
    },
    face: (_account, url) => url,
    async card(account) {
      const own = accounts.find((one) => one.id === account);
      const link = `selkie://person?address=${encodeURIComponent(own?.server ?? "")}&server=5e1&user=${own?.userId ?? ""}`;
      return { link, qr: pattern(link), unreachable: false };
    },
    async saveCard() {
      await pause(200);
      return "/home/zhixia/Downloads/Selkie.png";
    },
    async readLink(text): Promise<Link> {
      await pause(100);
      const found = /selkie:\/\/(person|group)\S+/u.exec(text);
      if (found === null) return refuse("noLink");
      const said = new URL(found[0]).searchParams;
      const server: ServerLink = {
        addresses: said.getAll("address"),
        fingerprint: "",
        serverId: said.get("server") ?? "",
      };
      if (found[1] === "group") return { is: "group", group: { server, groupId: said.get("group") ?? "" } };
      return { is: "person", person: { server, userId: said.get("user") ?? "" } };
    },
    async readLinkPicture() {
      await pause(200);
      return refuse("noLink");
    },
    async accountsOf(server) {
      return accounts.filter((one) => server.addresses.includes(one.server)).map((one) => one.id);
    },
  };
}

async function bitmapOf(picture: Uint8Array): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([new Uint8Array(picture)]));
  } catch {
    return refuse("badPicture");
  }
}

/** A part of a picture after it was turned, as a `data:` address. */
function draw(bitmap: ImageBitmap, width: number, height: number, x: number, y: number, turns: number): string {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  const turned = turns % 2 === 1 ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
  pen?.translate((turned[0] ?? 0) / 2 - x, (turned[1] ?? 0) / 2 - y);
  pen?.rotate((turns * Math.PI) / 2);
  pen?.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  return canvas.toDataURL("image/jpeg", 0.9);
}

function refuse(code: Code): never {
  throw { code };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
