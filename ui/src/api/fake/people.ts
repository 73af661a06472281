import type { Presence, UserView } from "../index";

/** The people of the fake world: names that are long, Chinese, Arabic, Hebrew or unbreakable are among them. */
export const PEOPLE: readonly UserView[] = [
  person("1001", "lin.wei", "林薇", "online"),
  person("1002", "marta", "Marta Kowalczyk", "online"),
  person("1003", "laochen", "老陈", "offline"),
  person("1004", "noor", "نور الهدى", "online"),
  person("1005", "wolfe", "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior", "offline"),
  person("1006", "zhou", "周雨桐（设计部 · 上海徐汇）", "unknown"),
  person("1007", "archive", "The long conversation", "offline"),
  person("1008", "tamar", "תמר לוי", "offline"),
  person("1009", "x", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "unknown"),
  person("1010", "haruka", "田中 春香", "online"),
  person("1011", "blocked.one", "Someone who blocked me", "unknown"),
  person("1012", "quiet", "Nobody wrote yet", "offline"),
];

export const STRANGERS: readonly UserView[] = [
  person("2001", "bob", "Bob Ferreira", "online"),
  person("2002", "bobby", "Bobby Tables'; DROP", "offline"),
  person("2003", "xiaoming", "小明", "unknown"),
];

export function person(userId: string, account: string, nickname: string, presence: Presence): UserView {
  return {
    userId,
    account,
    nickname,
    ownName: nickname,
    faceUrl: "",
    status: "",
    robot: false,
    deleted: false,
    friend: false,
    blocked: false,
    presence,
    on: presence === "online" ? [Number(userId) % 2 === 0 ? "phone" : "computer"] : [],
  };
}

/** As many further people as a test of a long list wants. */
export function crowd(size: number): UserView[] {
  const family = ["王", "李", "张", "刘", "Silva", "Okafor", "Novák", "O'Brien"];
  return Array.from({ length: size }, (_, at) =>
    person(
      `${5000 + at}`,
      `crowd${at}`,
      `${family[at % family.length] ?? ""} ${at + 1}`,
      at % 3 === 0 ? "online" : "offline",
    ),
  );
}
