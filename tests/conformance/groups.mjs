// The SDK's group calls and events, for the device in openim.mjs.
import { say } from "./lines.mjs";

const EVENTS = [
  "OnJoinedGroupAdded",
  "OnJoinedGroupDeleted",
  "OnGroupMemberAdded",
  "OnGroupMemberDeleted",
  "OnGroupMemberInfoChanged",
  "OnGroupInfoChanged",
  "OnGroupDismissed",
  "OnGroupApplicationAdded",
  "OnGroupApplicationAccepted",
  "OnGroupApplicationRejected",
];

export function groupEvents(im, sdk) {
  for (const event of EVENTS) im.on(sdk.CbEvents[event], ({ data }) => say({ event, data }));
}

export const groupCalls = (im) => ({
  // Any of the SDK's calls, with its answer's data or how the server calls its refusal: the SDK has a code of its own.
  group: async ({ call, params }) => {
    try {
      return { data: (await im[call](params)).data ?? null };
    } catch (error) {
      if (error?.errCode === undefined) throw error;
      return { refused: error.errMsg };
    }
  },
  tell: async ({ group, content }) => {
    const { data: message } = await im.createTextMessage(content);
    const { data: sent } = await im.sendMessage({ recvID: "", groupID: group, message });
    return { id: sent.clientMsgID, status: sent.status };
  },
});
