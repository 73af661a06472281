//! Who they are and what they say: a pottery on the morning when the kiln is opened; and people whose names and words are
//! hard to lay out. Knows nothing of how it is sent.

pub struct Role {
    pub account: &'static str,
    pub nickname: &'static str,
}

/// Between two people, by their places among the roles.
pub struct Line {
    pub from: usize,
    pub to: usize,
    pub text: &'static str,
    /// Whether it is left unread.
    pub unread: bool,
}

/// The people of one play. The first is the one whose window is shown, the second the one they talk with most.
pub struct Cast {
    pub roles: &'static [Role],
    pub lines: &'static [Line],
}

const fn role(account: &'static str, nickname: &'static str) -> Role {
    Role { account, nickname }
}

const fn line(from: usize, to: usize, text: &'static str) -> Line {
    Line {
        from,
        to,
        text,
        unread: false,
    }
}

const fn unread(from: usize, to: usize, text: &'static str) -> Line {
    Line {
        unread: true,
        ..line(from, to, text)
    }
}

pub const ENGLISH: Cast = Cast {
    roles: &[
        role("mei", "Mei Tan"),
        role("jonas", "Jonas Weber"),
        role("amara", "Amara Okafor"),
        role("tomas", "Tomás Rivera"),
        role("zhouming", "周明"),
        role("priya", "Priya Nair"),
    ],
    lines: &[
        line(0, 3, "The door closes again, and without that sound. Thank you!"),
        line(3, 0, "Any time. It only wanted oil."),
        line(4, 0, "明天下午三点，老地方见？"),
        line(0, 4, "好，三点见！"),
        line(1, 0, "Morning! The kiln is cool at last, I opened it ten minutes ago."),
        line(0, 1, "And? Tell me the blue ones survived."),
        line(
            1,
            0,
            "All of them. One mug has a hairline crack, the rest came out better than in spring.",
        ),
        line(1, 0, "I would put the big bowl into the window."),
        line(0, 1, "Yes, please. People stop for that blue 💙"),
        line(0, 1, "Did the clay order go out? They wanted an answer by noon."),
        line(
            1,
            0,
            "At nine. Forty kilos of the grey and ten of the white, they come on Thursday.",
        ),
        line(
            1,
            0,
            "The prices, if you want to compare: https://clay.example/prices/2026",
        ),
        line(
            0,
            1,
            "Perfect. I'll be there at two, with a cake for the Saturday course.",
        ),
        line(1, 0, "What kind?"),
        line(0, 1, "Plum."),
        line(1, 0, "Then I'll go easy on lunch."),
        unread(
            2,
            0,
            "Could we move my lesson to half past four? The school bus is late again.",
        ),
        unread(5, 0, "The photos of the open day are ready."),
        unread(5, 0, "I'll bring them along tomorrow."),
    ],
};

pub const CHINESE: Cast = Cast {
    roles: &[
        role("linlan", "林岚"),
        role("zhouming", "周明"),
        role("mama", "妈妈"),
        role("laochen", "老陈"),
        role("amara", "Amara Okafor"),
        role("suqing", "苏晴"),
    ],
    lines: &[
        line(0, 3, "门好用了，也不吱呀响了，太谢谢您了！"),
        line(3, 0, "别客气，上点油就行。"),
        line(4, 0, "Is the Saturday course still on?"),
        line(0, 4, "Yes, ten o'clock. Bring an apron!"),
        line(1, 0, "早！窑温降下来了，我十分钟前刚打开。"),
        line(0, 1, "怎么样？那批青釉都好吧？"),
        line(1, 0, "都好。只有一只杯子的把手上有道细纹，其他的比春天那批还漂亮。"),
        line(1, 0, "我想把那只大碗摆到橱窗里。"),
        line(0, 1, "好啊，路过的人都会为这个颜色停下来 💙"),
        line(0, 1, "泥料订了吗？那边说中午前要答复。"),
        line(1, 0, "九点就发过去了。灰泥四十公斤，白泥十公斤，周四送到。"),
        line(1, 0, "价目表在这里，你可以对一下：https://clay.example/prices/2026"),
        line(0, 1, "收到。我两点到，给周六班带个蛋糕。"),
        line(1, 0, "什么口味的？"),
        line(0, 1, "梅子的。"),
        line(1, 0, "那我中午少吃点。"),
        unread(2, 0, "晚上回来吃饭吗？"),
        unread(5, 0, "开放日的照片洗好了。"),
        unread(5, 0, "明天给你带过去～"),
    ],
};

pub const STRANGE: Cast = Cast {
    roles: &[
        role("alex", "Alex"),
        role("wolfe", "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior"),
        role("noor", "نور الهدى"),
        role("tamar", "תמר לוי"),
        role("wide", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"),
        role("zhou", "周雨桐（设计部 · 上海徐汇）"),
        role("haruka", "田中 春香"),
    ],
    lines: &[
        line(
            6,
            0,
            "お疲れさまです。来週の出張の件ですが、火曜日の便に変更できますか？",
        ),
        line(0, 6, "はい、大丈夫です"),
        unread(5, 0, "图标改了第三版，你看看 16px 下还认得出来吗"),
        unread(4, 0, "<b>not bold</b> & <script>alert(1)</script>"),
        unread(3, 0, "שלום, אפשר לדבר מחר בבוקר? (10:30)"),
        line(2, 0, "مرحبا! هل وصلتك الملفات؟"),
        line(0, 2, "Yes, all three (file-1.pdf, file-2.pdf). شكرا!"),
        line(2, 0, "ممتاز. الاجتماع غدا الساعة 10:30 في المكتب B-12."),
        line(
            1,
            0,
            "One word that never ends: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsgesellschaftsgesellschaft",
        ),
        line(0, 1, "👩‍👩‍👧‍👦"),
        line(
            1,
            0,
            "https://example.org/a/very/long/path/that/does/not/end/before/the/bubble/does?and=it&has=a&query=too#and-a-fragment",
        ),
        line(
            0,
            1,
            "会议室在七楼靠窗那一间，客户那边会来四个人，记得带上打印好的版本，他们不喜欢看屏幕。\n\n1. 报价\n2. 样品\n3. 下一次的日期",
        ),
    ],
};
