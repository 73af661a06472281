//! What the assistant says of itself: to somebody new, to who asks, and where it has nothing better to say.

use super::Language;

pub(super) fn greeting(language: Language) -> &'static str {
    language.pick(
        "Hello! I am the Selkie assistant, a program on this server and not a person. Ask me how something works, for \
         example \"How do I change my password?\", or let me remind you: \"remind me in 20 minutes to call mum\". I \
         understand English and Chinese.",
        "你好！我是 Selkie 助手，是这台服务器上的一个程序，不是真人。想知道怎么用 Selkie 就问我，比如「怎么修改密码？」；\
         也可以让我提醒你，比如「二十分钟后提醒我喝水」。中文和英文我都能看懂。",
    )
}

pub(super) fn hello(language: Language) -> &'static str {
    language.pick(
        "Hello! What would you like to know? I explain how Selkie works, and I set reminders.",
        "你好！想了解什么？我可以讲解 Selkie 怎么用，也可以帮你设提醒。",
    )
}

pub(super) fn thanks(language: Language) -> &'static str {
    language.pick("You are welcome.", "不客气。")
}

pub(super) fn goodbye(language: Language) -> &'static str {
    language.pick("Goodbye! I am here whenever you need me.", "再见！需要的时候随时找我。")
}

pub(super) fn about(language: Language) -> &'static str {
    language.pick(
        "I am the Selkie assistant, a program on this server. This is what I can do:\n\
         • explain how Selkie works: \"How do I change my password?\", \"What do the marks beside a message mean?\"\n\
         • remind you: \"remind me in 20 minutes to call mum\", \"remind me tomorrow at 9 to call the doctor\", \"list my \
         reminders\", \"cancel reminder 2\"\n\
         • tell an administrator how the server is: \"server status\"",
        "我是 Selkie 助手，是这台服务器上的一个程序。我能做这些事：\n\
         • 讲解 Selkie 怎么用：「怎么修改密码？」「消息旁边的标记是什么意思？」\n\
         • 提醒你：「二十分钟后提醒我喝水」「明天上午九点提醒我开会」「我的提醒」「取消提醒 2」\n\
         • 告诉管理员服务器的情况：「服务器状态」",
    )
}

pub(super) fn unknown(language: Language) -> &'static str {
    language.pick(
        "I do not know that. I can explain how Selkie works (\"How do I find a person?\"), set reminders (\"remind me in \
         20 minutes to call mum\"), and tell an administrator how the server is (\"server status\"). Perhaps other words \
         help.",
        "这个我不知道。我能讲解 Selkie 怎么用（比如「怎么找人？」）、帮你设提醒（比如「二十分钟后提醒我喝水」），还能告诉管理员\
         服务器的情况（「服务器状态」）。换个说法再试试？",
    )
}

pub(super) fn text_only(language: Language) -> &'static str {
    language.pick("I can read text only.", "我只看得懂文字消息。")
}

pub(super) fn too_fast(language: Language) -> &'static str {
    language.pick(
        "You write faster than I answer, so I have not read the last messages. Please wait a little.",
        "你发得太快，我答不过来，刚才的消息我没有看。请稍等一会儿再说。",
    )
}
