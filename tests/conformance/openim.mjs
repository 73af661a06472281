// OpenIM's own JavaScript SDK, unchanged, as one person's device; the test tells it what to do.
// Its other builds throw at every notice that they do not know, OpenIM's own 1702 among them; this one passes over it.
import * as sdk from "@openim/client-sdk/lib/index.modern.mjs";
import { WebSocket } from "ws";
import { groupCalls, groupEvents } from "./groups.mjs";
import { answer, say } from "./lines.mjs";

// Node 20 has no WebSocket of its own, and later ones differ in what they give for binary frames.
globalThis.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.binaryType = "arraybuffer";
  }
};

// It has none to read files with either.
globalThis.FileReader ??= class {
  readAsArrayBuffer(file) {
    file.arrayBuffer().then(
      (result) => this.onload?.({ target: { result } }),
      (failure) => this.onerror?.(failure),
    );
  }
};

const im = sdk.getSDK();
const text = (message) => message.textElem?.content ?? null;
for (const event of ["OnConnectSuccess", "OnConnectFailed", "OnKickedOffline", "OnUserTokenExpired", "OnUserTokenInvalid"])
  im.on(sdk.CbEvents[event], () => say({ event }));
im.on(sdk.CbEvents.OnRecvNewMessages, ({ data }) => {
  for (const message of data) say({ event: "message", from: message.sendID, text: text(message), seq: message.seq });
});
for (const event of Object.values(sdk.CbEvents).filter((name) => /^On(Friend|Black)/.test(name)))
  im.on(event, ({ data }) => say({ event, data }));
im.on(sdk.CbEvents.OnRecvC2CReadReceipt, ({ data }) => say({ event: "read", data }));
im.on(sdk.CbEvents.OnConversationChanged, ({ data }) =>
  say({ event: "conversations", of: data.map(({ conversationID, unreadCount }) => [conversationID, unreadCount]) }),
);

groupEvents(im, sdk);

await answer({
  ...groupCalls(im),
  signIn: async ({ address, userID, token, platformID }) => {
    const socket = `${address.replace(/^http/, "ws")}/msg_gateway`;
    await im.login({ userID, token, platformID, apiAddr: `${address}/api`, wsAddr: socket, logLevel: 0 });
  },
  myself: async () => (await im.getSelfUserInfo()).data.nickname,
  list: async () =>
    (await im.getConversationListSplit({ offset: 0, count: 100 })).data.map(({ conversationID, unreadCount, latestMsg, showName }) => ({
      conversationID,
      unreadCount,
      showName,
      latest: latestMsg ? text(JSON.parse(latestMsg)) : null,
    })),
  history: async ({ conversationID, count, before }) => {
    const { data } = await im.getAdvancedHistoryMessageList({
      conversationID,
      count,
      startClientMsgID: before ?? "",
    });
    return {
      end: data.isEnd,
      messages: data.messageList.map((message) => ({ id: message.clientMsgID, from: message.sendID, text: text(message) })),
    };
  },
  send: async ({ to, content }) => {
    const { data: message } = await im.createTextMessage(content);
    const { data: sent } = await im.sendMessage({ recvID: to, groupID: "", message });
    return { id: sent.clientMsgID, status: sent.status };
  },
  /** A file that begins with these bytes, and has nothing behind them. */
  upload: async ({ name, beginning, size }) => {
    const bytes = new Uint8Array(size);
    bytes.set(beginning);
    const file = new File([bytes], name);
    return (await im.uploadFile({ name, contentType: "", uuid: "", file })).data.url;
  },
  show: async (info) => void (await im.setSelfInfo(info)),
  /** Any other call of the SDK by its name: what it answers, or the name of the error; it keeps no code of the server. */
  call: async ({ name, given }) => {
    try {
      return { data: (await im[name](...(given ?? []))).data ?? null };
    } catch (refused) {
      if (!Number.isInteger(refused?.errCode)) throw refused;
      return { refused: refused.errMsg };
    }
  },
  calls: async () => Object.keys(im).filter((name) => typeof im[name] === "function"),
  /** Makes a message by the call `create`, with made-up files where it wants some, and sends it. */
  sendKind: async ({ create, given, to }) => {
    const { files, ...params } = typeof given === "string" ? {} : given;
    for (const [field, name] of Object.entries(files ?? {})) params[field] = new File([new Uint8Array(9)], name);
    const { data: message } = await im[create](typeof given === "string" ? given : params);
    const send = files || !create.includes("ByURL") ? "sendMessage" : "sendMessageNotOss";
    return (await im[send]({ recvID: to, groupID: "", message })).data;
  },
  markRead: async ({ conversationID }) => void (await im.markConversationMessageAsRead(conversationID)),
  signOut: async () => void (await im.logout()),
});
