import type { GroupEvent, GroupRequestView, RequestSide, UserView } from "../../index";
import { PEOPLE, STRANGERS, crowd } from "../people";
import { Club } from "./club";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is said in a group: by the member at this place, and so many minutes before now. */
export type Said = readonly [member: number, what: string | GroupEvent, minutesAgo: number];

export interface Seed {
  readonly club: Club;
  readonly said: readonly Said[];
}

const [LIN, MARTA, CHEN, NOOR, WOLFE, ZHOU, , TAMAR, , HARUKA] = PEOPLE;

function some(...people: readonly (UserView | undefined)[]): UserView[] {
  return people.filter((one) => one !== undefined);
}

function club(id: string, name: string, people: readonly UserView[], age: number, now: number): Club {
  const made = new Club(id, name, now - age);
  people.forEach((user, at) => made.add(user, at === 0 ? "owner" : "member", { joined: made.created + at * MINUTE }));
  return made;
}

/** Groups in which this person is, or was: small and large, quiet, closed, and with a name that is hard to draw. */
export function joined(me: UserView, now: number): Seed[] {
  const small = club("30001", "周五羽毛球", some(me, LIN, MARTA), 40 * DAY, now);
  small.saved = true;
  small.introduction = "每周五晚七点，体育馆二楼 3 号场。\n带球拍和水。";

  const team = club(
    "30002",
    "Product team · 产品组",
    [...some(LIN, me, ZHOU, MARTA, CHEN, NOOR, WOLFE, TAMAR, HARUKA), ...crowd(3)],
    200 * DAY,
    now,
  );
  team.saved = true;
  team.joining = "approval";
  team.introduction = "What we build, and when. 需求、排期、评审都在这里。";
  team.change(me.userId, { role: "admin", nickname: "知夏（设计）" });
  team.change("1002", { role: "admin" });
  team.change("1005", { mutedUntil: now + 3 * HOUR });
  team.announcement = {
    text: "Code freeze on Friday at 18:00.\n周五 18:00 起不再合并新功能，只修复。有疑问请在群里问。\n\nhttps://example.org/release/plan",
    authorId: "1001",
    time: now - 2 * HOUR,
    read: false,
  };
  team.departed = [
    ...some(STRANGERS[0]).map((user) => ({ user, time: now - 3 * DAY, removedBy: null })),
    ...some(STRANGERS[1]).map((user) => ({ user, time: now - 9 * DAY, removedBy: LIN ?? null })),
  ];

  const large = club("30003", "Seal watchers 海豹观察者", [...some(HARUKA, ZHOU), ...crowd(997), me], 900 * DAY, now);
  large.change("1006", { role: "admin" });
  large.membersOpen = false;
  large.membersAdd = false;

  const silent = club("30004", "公司公告 Announcements", [...some(ZHOU, LIN, me), ...crowd(40)], 300 * DAY, now);
  silent.state = "muted";

  const ended = club("30005", "Harbour trip 2025", some(MARTA, me, CHEN), 400 * DAY, now);
  ended.state = "dismissed";

  const name = "\u202Eمجموعة التصميم\u202C 👨‍👩‍👧 设计与图标的长名字讨论组 Design and icons, the long one";
  const odd = club("30006", name, some(NOOR, TAMAR, me), 60 * DAY, now);
  odd.change(me.userId, { mutedUntil: now + 25 * MINUTE });

  const lost = club("30007", "Night shift", some(CHEN, WOLFE), 30 * DAY, now);

  return [
    {
      club: small,
      said: [
        [0, { is: "created" }, 40 * 24 * 60],
        [1, "这周五人够吗？", 300],
        [2, "I can come, 7 pm?", 290],
        [0, "够了，三个人一组半场", 280],
      ],
    },
    {
      club: team,
      said: [
        [0, { is: "created" }, 90 * 24 * 60],
        [0, { is: "promoted" }, 89 * 24 * 60],
        [2, "图标的新版放在共享文件夹了", 1500],
        [3, "Looks good at 16 px.", 1490],
        [4, "收到", 1489],
        [0, { is: "renamed", name: team.name }, 1200],
        [0, { is: "announced", text: team.announcement.text }, 120],
        [5, "شكرا جزيلا", 60],
        [6, "Who takes the notes today?", 9],
        [8, "私がやります", 7],
      ],
    },
    {
      club: large,
      said: [
        [0, "Two seals at pier 4 this morning.", 700],
        [5, "Photo?", 698],
        [0, "They were gone before I had the camera out.", 695],
        [400, "我昨天也看到了", 600],
        [999, "Which pier is that?", 590],
        [1, "The one behind the fish market.", 588],
      ],
    },
    {
      club: silent,
      said: [
        [0, "十月一日至七日放假，八日正常上班。", 3000],
        [0, { is: "muted" }, 2990],
      ],
    },
    {
      club: ended,
      said: [
        [0, "Thank you all, it was a fine day.", 9000],
        [0, { is: "dismissed" }, 8990],
      ],
    },
    {
      club: odd,
      said: [
        [0, "اللون الأزرق أفضل", 2000],
        [1, "כחול, בסדר", 1990],
        [0, { is: "mutedMember", seconds: 1800 }, 5],
      ],
    },
    {
      club: lost,
      said: [
        [0, "晚上十点交接", 4000],
        [0, { is: "removed" }, 3900],
      ],
    },
  ];
}

/** Groups that can be looked up by their ID, and that this person is not in. */
export function others(now: number): Club[] {
  const open = club("40001", "Open harbour", some(MARTA, HARUKA, NOOR), 20 * DAY, now);
  open.joining = "direct";
  const asking = club("40002", "读书会", [...some(ZHOU, LIN), ...crowd(60)], 500 * DAY, now);
  asking.introduction = "每月一本书，月底聊一次。";
  const closed = club("40003", "Rowing", some(WOLFE, MARTA), 90 * DAY, now);
  closed.joining = "approval";
  return [open, asking, closed];
}

/** Requests of all three sides, waiting and answered. */
export function requests(
  me: UserView,
  seeds: readonly Seed[],
  strange: readonly Club[],
  now: number,
): GroupRequestView[] {
  const made = (
    of: Club | undefined,
    user: UserView | undefined,
    side: RequestSide,
    more: Partial<GroupRequestView>,
  ): GroupRequestView[] =>
    of === undefined || user === undefined
      ? []
      : [
          {
            groupId: of.groupId,
            groupName: of.name,
            groupFaceUrl: "",
            user,
            inviter: null,
            side,
            message: "",
            answer: "",
            time: now,
            state: "waiting",
            ...more,
          },
        ];
  const team = seeds[1]?.club;
  const [bob, bobby, ming] = STRANGERS;
  return [
    ...made(team, bob, "leading", { message: "I am new in the team, Lin told me to ask here.", time: now - HOUR }),
    ...made(team, ming, "leading", { inviter: MARTA ?? null, time: now - 5 * HOUR }),
    ...made(strange[2], me, "invited", { inviter: MARTA ?? null, message: "Come rowing!", time: now - 7 * HOUR }),
    ...made(strange[1], me, "asking", { message: "我也想读书", time: now - DAY }),
    ...made(team, bobby, "leading", { time: now - 12 * DAY, state: "refused", answer: "Not yet." }),
  ];
}
