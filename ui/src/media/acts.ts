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

/** Says where a picture was saved, or why it was not; a file says so in its own row. */
async function say(
  { thread, transfers }: Desk,
  { clientMsgId, content }: MessageView,
  saving: Promise<boolean>,
): Promise<void> {
  const saved = await saving;
  if (content.is === "file") return;
  const code = transfers.failureOf(clientMsgId);
  if (saved) thread?.acting.say({ is: "saved", id: clientMsgId });
  else if (code !== null) thread?.acting.say({ is: "refused", code });
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
      void say(desk, message, transfers.save(id));
      return true;
    case "saveAs":
      void say(desk, message, transfers.saveAs(id));
      return true;
    case "showFolder":
      void transfers.showSaved(id);
      return true;
    default:
      return false;
  }
}
