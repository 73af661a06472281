// An App Server written for OpenIM, with nothing but fetch: admits a customer and writes to him.
const { SELKIE_ADDRESS: address = "http://127.0.0.1:10002", SELKIE_SECRET: secret } = process.env;
const [LINUX, TEXT, SINGLE, ALREADY_REGISTERED] = [7, 101, 1, 1102];

/** One call; the answer's code decides, as its HTTP status is always 200. */
async function call(path, body, token = "", passed = 0) {
  const headers = { "content-type": "application/json", operationID: crypto.randomUUID(), token };
  const response = await fetch(`${address}/api${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const { errCode, errMsg, errDlt, data } = await response.json();
  if (errCode !== 0 && errCode !== passed) throw new Error(`${path}: ${errCode} ${errMsg} ${errDlt}`);
  return data;
}

const { token: admin } = await call("/auth/get_admin_token", { secret, userID: "imAdmin" });

for (const [userID, nickname] of [["shop", "The shop"], ["customer-1", "A customer"]]) {
  await call("/user/user_register", { users: [{ userID, nickname, faceURL: "" }] }, admin, ALREADY_REGISTERED);
}

const { token } = await call("/auth/get_user_token", { userID: "customer-1", platformID: LINUX }, admin);
console.log(`selkie://sign-in?${new URLSearchParams({ address, user: "customer-1", token })}`);

/** What a real one would do on an order: one line of text in the customer's window. */
const message = {
  sendID: "shop",
  recvID: "customer-1",
  senderNickname: "The shop",
  senderPlatformID: LINUX,
  contentType: TEXT,
  sessionType: SINGLE,
  content: { content: "Your parcel is on its way." },
};
const sent = await call("/msg/send_msg", message, admin);
console.log(`sent ${sent.serverMsgID}`);
