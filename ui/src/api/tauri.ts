import { Channel, invoke } from "@tauri-apps/api/core";

import type { Api, Event } from "./index";

export const tauri: Api = {
  async listen(hear) {
    const channel = new Channel<Event>();
    channel.onmessage = hear;
    await invoke("listen", { channel });
  },
  version: () => invoke("version"),
  settings: () => invoke("settings"),
  setSettings: (settings) => invoke("set_settings", { settings }),
  accounts: () => invoke("accounts"),
  lookUpServer: (address) => invoke("look_up_server", { address }),
  register: (request) => invoke("register", { request }),
  signIn: (request) => invoke("sign_in", { request }),
  signInWithToken: (request) => invoke("sign_in_with_token", { request }),
  resetPassword: (request) => invoke("reset_password", { request }),
  changePassword: (account, current, replacement) => invoke("change_password", { account, current, new: replacement }),
  renewRecoveryCode: (account, password) => invoke("renew_recovery_code", { account, password }),
  updateProfile: (account, profile) => invoke("update_profile", { account, profile }),
  devices: (account) => invoke("devices", { account }),
  signOutDevice: (account, device) => invoke("sign_out_device", { account, device }),
  deleteAccount: (account, password) => invoke("delete_account", { account, password }),
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
  setDraft: (account, conversationId, text) => invoke("set_draft", { account, conversationId, text }),
  setNotify: (account, conversationId, notify) => invoke("set_notify", { account, conversationId, notify }),
  look: (account, conversationId, watched) => invoke("look", { account, conversationId, watched }),
  showsNotifications: () => invoke("shows_notifications"),
  setLocale: (locale) => invoke("set_locale", { locale }),
  builtin: () => invoke("builtin"),
  invite: (inviter) => invoke("invite", { inviter }),
  readInvitation: (text) => invoke("read_invitation", { text }),
  readInvitationPicture: (picture) => invoke("read_invitation_picture", picture),
  backUp: () => invoke("back_up"),
  backups: () => invoke("backups"),
  restore: (name) => invoke("restore", { name }),
  showFolder: (which) => invoke("show_folder", { which }),
  go: () => invoke("go"),
  openLink: (url) => invoke("open_link", { url }),
};
