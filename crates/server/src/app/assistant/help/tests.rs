//! Questions as people ask them and the topic that must answer, in both languages; and what must not be answered.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{CHINESE, ENGLISH, IN_CHINESE, IN_ENGLISH, Topic, topic, topics};
use crate::app::assistant::Language;
use crate::app::assistant::understanding::{Request, understand};
use crate::app::assistant::{reminders, state, talk};

const ASKED_IN_ENGLISH: &[(&str, &str)] = &[
    ("How do I find a person?", "find"),
    ("how can i add a friend", "find"),
    ("How do I start a new conversation with someone?", "find"),
    ("How do I accept a friend request?", "contacts"),
    ("how can I block somebody", "contacts"),
    ("Who can find me?", "privacy"),
    ("Can others put me into groups?", "privacy"),
    ("How do I create a group?", "groups"),
    ("how do I leave a group", "groups"),
    ("How do I mention somebody in a group?", "mentions"),
    ("How do I pin a conversation?", "list"),
    ("archive a chat", "list"),
    ("how do I delete a conversation", "list"),
    ("How do I switch conversations quickly?", "switcher"),
    ("What do the check marks mean?", "marks"),
    ("What do the marks beside a message mean?", "marks"),
    ("How do I know whether my message was read?", "marks"),
    ("my message was not sent, what now", "failed"),
    ("How do I send a failed message again?", "failed"),
    ("Can I write without internet?", "offline"),
    ("what happens when the connection is lost", "offline"),
    ("How do I change my password?", "password"),
    ("changing the password", "password"),
    ("I forgot my password", "recovery"),
    ("What is the recovery code for?", "recovery"),
    ("where can I get a new recovery code", "recovery"),
    ("How do I sign in with a code?", "codes"),
    ("Can I add my email address?", "codes"),
    ("How do I sign out other devices?", "devices"),
    ("my laptop was stolen", "devices"),
    ("How do I sign out?", "signout"),
    ("how to log out", "signout"),
    ("How do I delete my account?", "delete"),
    ("How do I change my nickname?", "profile"),
    ("can I set a status", "profile"),
    ("How do I change my profile picture?", "profile"),
    ("Where are my drafts kept?", "drafts"),
    ("How do I unmute somebody?", "mute"),
    ("how do I mute a conversation", "mute"),
    ("How do I turn off notifications?", "notifications"),
    ("How do quiet hours work?", "notifications"),
    ("do not disturb at night", "notifications"),
    ("How do I switch to dark mode?", "appearance"),
    ("Make the text bigger", "appearance"),
    ("How do I change the theme?", "appearance"),
    ("How do I change the language?", "language"),
    ("switch the app to Chinese", "language"),
    ("Can I use several accounts?", "accounts"),
    ("how do I add a second account", "accounts"),
    ("How do I insert emoji?", "emoji"),
    ("what are shortcodes", "emoji"),
    ("Can I send with Ctrl+Enter?", "enter"),
    ("How do I make a new line?", "enter"),
    ("How do I invite somebody?", "join"),
    ("how can others on the network join", "join"),
    ("How do I connect to a server?", "server"),
    ("how do I turn on the built-in server", "server"),
    ("How do I back up my data?", "backup"),
    ("restore a backup", "backup"),
    ("How do I set a reminder?", "reminders"),
    ("how can I cancel a reminder", "reminders"),
    ("What happens when I close the window?", "closing"),
    ("start Selkie with the computer", "closing"),
    ("What keyboard shortcuts are there?", "shortcuts"),
    ("How do I become administrator?", "owner"),
    ("which commands does selkie-server have", "owner"),
    ("how do I see the server status", "state"),
    ("How many people are online?", "state"),
    ("Can I send pictures?", "files"),
    ("how do I send a file", "files"),
    ("can I make video calls", "limits"),
    ("Can I send voice messages?", "voice"),
    ("How do I search my messages?", "messages"),
    ("How do I edit a message?", "acts"),
    ("can I take back what I sent", "acts"),
    ("How do I forward a message?", "acts"),
    ("Is Selkie end-to-end encrypted?", "encryption"),
    ("who can read my messages", "encryption"),
    ("How do I record a voice message?", "voice"),
    ("my microphone does not work", "voice"),
    ("Can I make a video call?", "limits"),
    ("How do I send a video?", "films"),
    ("How do I add stickers?", "stickers"),
    ("Can I send my location?", "more"),
    ("how do I write bold text", "more"),
    ("How do I keep a message as a favorite?", "favourites"),
    ("Where are my favourites?", "favourites"),
    ("Can messages disappear?", "burning"),
    ("How do I burn messages after reading?", "burning"),
];

const ASKED_IN_CHINESE: &[(&str, &str)] = &[
    ("怎么找人？", "find"),
    ("怎么加好友", "find"),
    ("如何给别人发消息？", "find"),
    ("怎么通过好友申请？", "contacts"),
    ("怎么拉黑一个人", "contacts"),
    ("谁可以加我为好友？", "privacy"),
    ("怎么不让别人拉我进群", "privacy"),
    ("怎么建群？", "groups"),
    ("怎么退群", "groups"),
    ("怎么艾特别人？", "mentions"),
    ("怎么置顶会话？", "list"),
    ("怎么归档会话", "list"),
    ("怎么快速切换会话？", "switcher"),
    ("消息旁边的勾是什么意思？", "marks"),
    ("消息旁边的标记是什么意思？", "marks"),
    ("怎么知道对方看了没有", "marks"),
    ("消息发不出去怎么办？", "failed"),
    ("怎么重新发送", "failed"),
    ("没有网络还能用吗？", "offline"),
    ("断网了消息会丢吗", "offline"),
    ("怎么修改密码？", "password"),
    ("我想改一下我的密码", "password"),
    ("忘记密码怎么办？", "recovery"),
    ("密码忘了", "recovery"),
    ("恢复码是什么？", "recovery"),
    ("怎么用验证码登录？", "codes"),
    ("怎么绑定手机号", "codes"),
    ("怎么退出其他设备？", "devices"),
    ("电脑丢了怎么办", "devices"),
    ("怎么退出登录？", "signout"),
    ("怎么注销账号？", "delete"),
    ("如何删除我的账号", "delete"),
    ("怎么改昵称？", "profile"),
    ("怎么换头像", "profile"),
    ("草稿存在哪里？", "drafts"),
    ("怎么把一个会话静音", "mute"),
    ("怎么关闭通知？", "notifications"),
    ("怎么设置免打扰？", "notifications"),
    ("晚上不想收到通知", "notifications"),
    ("怎么换成深色模式？", "appearance"),
    ("字太小了怎么调大", "appearance"),
    ("怎么换主题", "appearance"),
    ("怎么切换语言？", "language"),
    ("怎么换成英文", "language"),
    ("可以登录多个账号吗？", "accounts"),
    ("怎么切换账号", "accounts"),
    ("怎么发表情？", "emoji"),
    ("emoji 怎么输入", "emoji"),
    ("怎么换行？", "enter"),
    ("能不能用 Ctrl+Enter 发送", "enter"),
    ("怎么邀请别人？", "join"),
    ("怎么让同一网络的人加入", "join"),
    ("怎么连接服务器？", "server"),
    ("什么是内置服务器", "server"),
    ("怎么备份数据？", "backup"),
    ("换电脑了怎么办", "backup"),
    ("怎么设置提醒？", "reminders"),
    ("如何取消提醒", "reminders"),
    ("关闭窗口会退出吗？", "closing"),
    ("怎么开机自动启动", "closing"),
    ("有哪些快捷键？", "shortcuts"),
    ("怎么当管理员？", "owner"),
    ("怎么在服务器上添加用户", "owner"),
    ("怎么查看服务器状态", "state"),
    ("现在多少人在线？", "state"),
    ("可以发图片吗？", "files"),
    ("怎么发文件", "files"),
    ("可以视频通话吗", "limits"),
    ("怎么搜索聊天记录？", "messages"),
    ("怎么撤回消息？", "acts"),
    ("怎么转发", "acts"),
    ("消息是端到端加密的吗？", "encryption"),
    ("管理员能看到我的消息吗", "encryption"),
    ("怎么发语音？", "voice"),
    ("怎么发视频", "films"),
    ("可以语音通话吗", "limits"),
    ("怎么添加表情包？", "stickers"),
    ("怎么发名片", "more"),
    ("可以戳一下别人吗", "more"),
    ("怎么收藏消息？", "favourites"),
    ("阅后即焚怎么用？", "burning"),
    ("消息能自动删除吗", "burning"),
];

const NOT_KNOWN: &[&str] = &[
    "What is the weather like in Berlin?",
    "Who won the world cup?",
    "How do I change the oil of my car?",
    "Tell me a joke",
    "What is the capital of France?",
    "Write a poem about the sea",
    "Can you book a flight to Rome?",
    "How much is 12 times 12?",
    "why",
    "???",
    "今天天气怎么样？",
    "谁赢了世界杯？",
    "给我讲个笑话",
    "法国的首都是哪里？",
    "帮我写一首诗",
    "怎么做红烧肉？",
    "明天股票会涨吗",
    "一加一等于几",
    "附近有什么好吃的",
];

fn name<'a>(topics: &'a [Topic], question: &str) -> &'a str {
    topic(topics, question).map_or("nothing", |topic| topic.name.as_str())
}

#[test]
fn questions_find_their_topic() {
    let mut wrong = Vec::new();
    for (topics, asked) in [(&*IN_ENGLISH, ASKED_IN_ENGLISH), (&*IN_CHINESE, ASKED_IN_CHINESE)] {
        for (question, wanted) in asked {
            let found = name(topics, question);
            if found != *wanted {
                wrong.push(format!("{question} -> {found}, not {wanted}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_not_in_the_help_is_not_answered() {
    let mut wrong = Vec::new();
    for question in NOT_KNOWN {
        for topics in [&*IN_ENGLISH, &*IN_CHINESE] {
            if topic(topics, question).is_some() {
                wrong.push(format!("{question} -> {}", name(topics, question)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let story = "I would like to find the person who wrote this. ".repeat(10);
    assert_eq!(topic(&IN_ENGLISH, &story), None, "a story is no question");
}

#[test]
fn both_languages_know_the_same_topics_and_every_topic_can_be_asked_for() {
    let names = |topics: &[Topic]| topics.iter().map(|topic| topic.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&IN_ENGLISH), names(&IN_CHINESE));
    for (topics, text, asked) in [
        (&*IN_ENGLISH, ENGLISH, ASKED_IN_ENGLISH),
        (&*IN_CHINESE, CHINESE, ASKED_IN_CHINESE),
    ] {
        assert_eq!(text.matches("\n## ").count(), topics.len());
        assert_eq!(names(topics).into_iter().collect::<BTreeSet<_>>().len(), topics.len());
        for topic in topics {
            assert!((30..900).contains(&topic.answer.chars().count()), "{}", topic.name);
            assert!(
                topic
                    .keywords
                    .iter()
                    .all(|keyword| !keyword.is_empty() && *keyword == keyword.to_lowercase())
            );
            assert!(asked.iter().any(|(_, wanted)| *wanted == topic.name), "{}", topic.name);
        }
    }
}

/// The page's words of one language, as they stand in its files.
fn words_of_the_page(language: &str) -> String {
    let i18n = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/i18n");
    let parts = std::fs::read_dir(i18n.join(language)).unwrap();
    let mut files: Vec<PathBuf> = parts.map(|part| part.unwrap().path()).collect();
    files.push(i18n.join(format!("{language}.ts")));
    files
        .iter()
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect()
}

/// What stands between two marks.
fn between(text: &str, open: char, shut: char) -> Vec<&str> {
    text.split(open)
        .skip(1)
        .map(|rest| rest.split_once(shut).unwrap().0)
        .collect()
}

#[test]
fn what_the_help_names_is_in_the_app() {
    for (text, language) in [(ENGLISH, "en"), (CHINESE, "zh")] {
        let page = words_of_the_page(language);
        for topic in topics::read(text) {
            for named in between(&topic.answer, '“', '”') {
                assert!(page.contains(&format!("\"{named}\"")), "{}: {named}", topic.name);
            }
        }
    }
}

/// What the assistant proposes to say, in both languages.
fn proposed() -> Vec<String> {
    let spoken = [
        talk::greeting,
        talk::about,
        talk::unknown,
        reminders::forms,
        state::not_told,
    ];
    let spoken = |language: Language| spoken.map(|words| words(language)).concat();
    let (english, chinese) = (spoken(Language::English), spoken(Language::Chinese));
    let mut all = [
        between(ENGLISH, '‘', '’'),
        between(CHINESE, '「', '」'),
        between(&chinese, '「', '」'),
    ]
    .concat();
    all.extend(english.split('"').skip(1).step_by(2));
    // What the first paragraph of a file calls so, and what is not understood, on purpose.
    all.retain(|said| !["these", "every day"].contains(said) && !said.contains("引号"));
    assert!(all.len() > 40, "{all:?}");
    all.into_iter().map(str::to_owned).collect()
}

#[test]
fn what_it_proposes_to_say_it_understands() {
    for said in proposed().iter().filter(|said| !said.starts_with("selkie-server")) {
        match understand(said) {
            Request::Question(question) => {
                let topics = Language::of_text(&question).unwrap().pick(&*IN_ENGLISH, &*IN_CHINESE);
                assert!(topic(topics, &question).is_some(), "{said}");
            }
            wish => assert_ne!(wish, Request::RemindUnclear, "{said}"),
        }
    }
}

#[test]
fn the_commands_it_names_exist() {
    let commands = proposed().into_iter().filter(|said| said.starts_with("selkie-server"));
    for command in commands {
        crate::cli::must_know(&command);
    }
}
