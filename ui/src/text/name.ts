import type { UserView } from "../api";
import { t } from "../i18n/index.svelte";

/** What a person is called here. Somebody without a name goes by the ID; a deleted account has no name any more. */
export function nameOf(user: Pick<UserView, "userId" | "nickname"> & { readonly deleted?: boolean }): string {
  if (user.deleted === true) return t.deletedAccount;
  return user.nickname === "" ? user.userId : user.nickname;
}

/** What a person is called where others read it too: a remark is for one's own eyes. */
export function openNameOf(user: Pick<UserView, "userId" | "nickname" | "ownName" | "deleted">): string {
  return user.ownName === "" || user.deleted ? nameOf(user) : user.ownName;
}
