// RongCloud's own server SDK, unchanged, as an App Server; the test tells it what to do.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { answer } from "./lines.mjs";

const { ADDRESS, APP_KEY, SECRET } = process.env;
const rong = createRequire(import.meta.url)("rongcloud-sdk")({ appkey: APP_KEY, secret: SECRET, api: ADDRESS });

await answer({
  register: ({ id, name, portrait }) => rong.User.register({ id, name, portrait }),
  update: ({ id, name, portrait }) => rong.User.update({ id, name, portrait }),
  publish: ({ from, to, content }) =>
    rong.Message.Private.send({ senderId: from, targetId: to, objectName: "RC:TxtMsg", content: { content } }),
  publishKind: ({ from, to, objectName, content }) =>
    rong.Message.Private.send({ senderId: from, targetId: to, objectName, content }),
  recall: ({ from, to, uid, time }) =>
    rong.Message.Private.recall({ senderId: from, targetId: to, objectName: "RC:RcCmd", uId: uid, sentTime: time }),
  // Any of the SDK's group calls, such as `Gag.add`.
  group: ({ call, params }) => call.split(".").reduce((at, name) => at[name], rong.Group)(params),
  publishGroup: ({ from, group, content }) =>
    rong.Message.Group.send({ senderId: from, targetId: group, objectName: "RC:TxtMsg", content: { content } }),
  block: ({ id, others }) => rong.User.Blacklist.add({ id, blacklist: others.map((id) => ({ id })) }),
  unblock: ({ id, others }) => rong.User.Blacklist.remove({ id, blacklist: others.map((id) => ({ id })) }),
  blocked: ({ id }) => rong.User.Blacklist.getList({ id }),
  // The SDK has no call for this one, so it is signed by hand.
  info: async ({ id }) => {
    const [nonce, timestamp] = ["n", String(Date.now())];
    const signature = createHash("sha1").update(SECRET + nonce + timestamp).digest("hex");
    const answer = await fetch(`${ADDRESS}/user/info.json`, {
      method: "POST",
      headers: { "RC-App-Key": APP_KEY, "RC-Nonce": nonce, "RC-Timestamp": timestamp, "RC-Signature": signature },
      body: new URLSearchParams({ userId: id }),
    });
    return answer.json();
  },
});
