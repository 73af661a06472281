/** Who says it (`true`: oneself), what, and how many minutes after the line before. */
export type Line = readonly [mine: boolean, text: string, minutes: number];

export const TALKS: Readonly<Record<string, readonly Line[]>> = {
  "1001": [
    [false, "早！昨天的会议纪要我放到共享文件夹里了，你有空看一下第三部分。", 0],
    [true, "好的，我上午看", 6],
    [true, "第三部分的预算表是不是少了一行？", 55],
    [false, "对，差旅那行漏了，我补上。", 1],
    [
      false,
      "https://chat.example.org/files/会议纪要.html 这个是新版链接，看https://example.org/budget/2026，右边那张表。",
      2,
    ],
    [true, "收到，谢谢！", 1],
    [
      false,
      "下午三点的评审你参加吗？客户那边会来四个人，会议室已经订好了，在七楼，靠窗那一间。记得带上打印好的版本，他们不喜欢看屏幕。",
      40,
    ],
    [true, "参加。打印五份够吗？", 2],
    [false, "够了", 1],
  ],
  "1002": [
    [false, "Hi! Did the new build reach you?", 0],
    [true, "Yes, installed it this morning. Start-up is much faster.", 12],
    [
      false,
      "Good. Two things to check before Friday:\n\n1. history after a long time offline\n2. what happens when the disk is full",
      3,
    ],
    [true, "Will do. Is there a list? (I only found https://example.org/wiki/Checks_(release), it looks old.)", 8],
    [false, "That one is right, just not pretty.", 1],
    [
      false,
      "And one word that never ends: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsgesellschaftsgesellschaftsgesellschaft",
      1,
    ],
    [true, "Ha.", 1],
  ],
  "1003": [
    [true, "陈师傅，周六的车定了吗？", 0],
    [false, "定了，七点半在北门", 30],
    [true, "好", 1],
  ],
  "1004": [
    [false, "مرحبا! هل وصلتك الملفات؟", 0],
    [true, "Yes, all three (file-1.pdf, file-2.pdf). Thank you!", 5],
    [false, "ممتاز. الاجتماع غدا الساعة 10:30 في المكتب B-12.", 2],
  ],
  "1005": [
    [false, "The contract came back signed.", 0],
    [true, "Wonderful, I'll file it.", 20],
  ],
  "1006": [
    [false, "图标改了第三版，你看看 16px 下还认得出来吗", 0],
    [true, "认得出来，胡须可以再细一点", 9],
    [false, "好，我再调", 1],
  ],
  "1008": [[false, "שלום, אפשר לדבר מחר בבוקר?", 0]],
  "1009": [[false, "<b>not bold</b> & <script>alert(1)</script>", 0]],
  "1010": [
    [false, "お疲れさまです。来週の出張の件ですが、火曜日の便に変更できますか？", 0],
    [true, "はい、大丈夫です", 14],
  ],
  "1011": [[true, "Are we still on for lunch?", 0]],
};

export const LONG_TALK: readonly string[] = [
  "Morning.",
  "The backup ran through, 41 minutes this time.",
  "我看了一下日志，没有错误。",
  "Could you look at the second page again? The figures in the left column do not add up to the total at the bottom, and I would like to know which of them is right before it goes out.",
  "ok",
  "明天早上我再确认一遍，如果有变化我会第一时间告诉你。",
  "On my way",
  "Here: https://example.org/reports/weekly?from=2026-10-01&to=2026-10-31#totals",
];

export const ANSWERS: readonly string[] = [
  "Got it, thank you!",
  "好的，没问题。",
  "Let me check and come back to you.",
  "收到，我晚点回复你。",
  "Sounds good.",
];
