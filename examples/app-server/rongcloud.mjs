// An App Server written for RongCloud, with its own unchanged SDK: admits a customer, writes to him, renews his token.
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import rongcloud from "rongcloud-sdk";

const { SELKIE_ADDRESS: address = "http://127.0.0.1:10002", SELKIE_APP_KEY: appkey, SELKIE_SECRET: secret } = process.env;
const rong = rongcloud({ appkey, secret, api: address });
const admitted = new Map(); // Name and last token of each person: who shows that token may have the next one.

/** A token for one person, who is made if need be. */
async function admit(id, name) {
  const answer = await rong.User.register({ id, name, portrait: "https://example.org/face.png" });
  if (answer.code !== 200) throw new Error(`The server refused: ${JSON.stringify(answer)}`);
  admitted.set(id, { name, token: answer.token });
  return answer.token;
}

await admit("shop", "The shop");
const token = await admit("customer-1", "A customer");
console.log(`selkie://sign-in?${new URLSearchParams({ address, user: "customer-1", token })}`);

// What a real one would do on an order: one line of text in the customer's window.
const text = { objectName: "RC:TxtMsg", content: { content: "Your parcel is on its way." } };
const sent = await rong.Message.Private.send({ senderId: "shop", targetId: "customer-1", ...text });
if (sent.code !== 200) throw new Error(`The message was refused: ${JSON.stringify(sent)}`);
console.log(`sent ${sent.messageUID}`);

// Selkie asks here when a token has run out: {userID, token} -> {token}.
const renewal = createServer(async (request, response) => {
  try {
    const { userID, token } = await json(request);
    const person = admitted.get(userID);
    if (!token || person?.token !== token) return response.writeHead(403).end();
    const next = { token: await admit(userID, person.name) };
    response.setHeader("content-type", "application/json").end(JSON.stringify(next));
  } catch {
    response.writeHead(400).end();
  }
});
if (process.env.RENEWAL_PORT) renewal.listen(Number(process.env.RENEWAL_PORT), "127.0.0.1");
