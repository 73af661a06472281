import { type Api, type MessageView, codeOf } from "../api";
import type { Desk } from "../session/desk.svelte";
import { copyPicture } from "../text/clipboard";
import type { Acting } from "../thread/acting.svelte";
import type { ActionName } from "../thread/actions";

/** Puts the picture of a message on the clipboard, and says how that ended where the conversation is, or `acting` says. */
export async function copy(
  api: Api,
  desk: Desk,
  message: MessageView,
  acting: Acting | undefined = desk.thread?.acting,
): Promise<boolean> {
  // The clipboard may hide why it did not take it.
  const picture = api.pictureAsPng(desk.account, message.clientMsgId);
  try {
    await copyPicture(picture);
    acting?.say({ is: "copied" });
    return true;
  } catch {
    const code = await picture.then(() => "internal" as const, codeOf);
    acting?.say({ is: "refused", code });
    return false;
  }
}

/** Does something with the picture or the file of a message; false: it is not that which is meant. */
export function actOnFile(api: Api, desk: Desk, name: ActionName, message: MessageView): boolean {
  const { transfers } = desk;
  const id = message.clientMsgId;
  switch (name) {
    case "look":
      desk.viewed = message;
      return true;
    case "openFile":
      void transfers.open(id);
      return true;
    case "copyPicture":
      void copy(api, desk, message);
      return true;
    case "save":
      void transfers.save(id);
      return true;
    case "saveAs":
      void transfers.saveAs(id);
      return true;
    case "showFolder":
      void transfers.showSaved(id);
      return true;
    default:
      return false;
  }
}
