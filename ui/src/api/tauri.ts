import { Channel, invoke } from "@tauri-apps/api/core";

import type { Api, Event } from "./index";

export const tauri: Api = {
  async listen(hear) {
    const channel = new Channel<Event>();
    channel.onmessage = hear;
    await invoke("listen", { channel });
  },
  version: () => invoke("version"),
  accounts: () => invoke("accounts"),
  lookUpServer: (address) => invoke("look_up_server", { address }),
  register: (request) => invoke("register", { request }),
  signIn: (request) => invoke("sign_in", { request }),
  signInWithToken: (request) => invoke("sign_in_with_token", { request }),
  resetPassword: (request) => invoke("reset_password", { request }),
  changePassword: (account, current, replacement) => invoke("change_password", { account, current, new: replacement }),
  renewToken: (account, token) => invoke("renew_token", { account, token }),
  signOut: (account, keepData) => invoke("sign_out", { account, keepData }),
  findUsers: (account, query) => invoke("find_users", { account, query }),
  openConversation: (account, userId) => invoke("open_conversation", { account, userId }),
  conversations: (account) => invoke("conversations", { account }),
  messages: (account, conversationId, before, limit) => invoke("messages", { account, conversationId, before, limit }),
  sendText: (account, conversationId, text) => invoke("send_text", { account, conversationId, text }),
  resend: (account, clientMsgId) => invoke("resend", { account, clientMsgId }),
  discard: (account, clientMsgId) => invoke("discard", { account, clientMsgId }),
  markRead: (account, conversationId, seq) => invoke("mark_read", { account, conversationId, seq }),
  go: () => invoke("go"),
  openLink: (url) => invoke("open_link", { url }),
};
