//! Tables of what people write and what they want by it.

use super::Request::{self, About, Cancel, CancelAll, Goodbye, Hello, RemindUnclear, Reminders, State, Thanks};
use super::understand;
use super::when::{At, DAY, HOUR, MINUTE, SECOND, When};

fn remind(after_ms: i64, text: &str) -> Request {
    Request::Remind {
        when: When::After(after_ms),
        text: text.to_owned(),
    }
}

fn at(days: Option<i64>, hour: i64, minute: i64, either: bool, text: &str) -> Request {
    let minutes = hour * 60 + minute;
    Request::Remind {
        when: When::At(At { days, minutes, either }),
        text: text.to_owned(),
    }
}

#[test]
fn reminders_in_english() {
    for (written, after, text) in [
        ("remind me in 20 minutes to call mum", 20 * MINUTE, "call mum"),
        ("Remind me to call Mum in 20 minutes", 20 * MINUTE, "call Mum"),
        (
            "Please remind me in 2 hours that the cake is done.",
            2 * HOUR,
            "the cake is done",
        ),
        (
            "Hey Selkie, could you remind me to stretch in half an hour please",
            30 * MINUTE,
            "stretch",
        ),
        ("in 2 hours look at the oven", 2 * HOUR, "look at the oven"),
        ("In an hour and a half: tea", 90 * MINUTE, "tea"),
        ("in one and a half hours tea", 90 * MINUTE, "tea"),
        ("remind me in an hour", HOUR, ""),
        ("remind me in 1h30m to go", 90 * MINUTE, "go"),
        ("remind me in 1.5 hours to go", 90 * MINUTE, "go"),
        ("remind me in 90s", 90 * SECOND, ""),
        (
            "remind me in twenty-five minutes about the meeting",
            25 * MINUTE,
            "the meeting",
        ),
        ("remind me in 2 days and 3 hours to pay", 2 * DAY + 3 * HOUR, "pay"),
        ("remind me in a week to water the plants", 7 * DAY, "water the plants"),
        ("remind me 10 minutes from now to call Ann", 10 * MINUTE, "call Ann"),
        ("call Bob, remind me in 5 min", 5 * MINUTE, "call Bob"),
        ("remind me in 0 minutes to go", 0, "go"),
        (
            "remind me in 20 minutes to be back in 2 hours",
            20 * MINUTE,
            "be back in 2 hours",
        ),
        (
            "remind me in 3 minutes: don't forget it's 5 o'clock!",
            3 * MINUTE,
            "don't forget it's 5 o'clock!",
        ),
    ] {
        assert_eq!(understand(written), remind(after, text), "{written}");
    }
    for unclear in [
        "remind me",
        "remind me tomorrow to call mum",
        "remind me at 25:00 to eat",
        "remind me every day at 9 to drink",
        "remind me on Monday at 9 to call",
        "at 9 every Monday the report",
        "please remind me to eat",
        "remind me in some minutes",
        "can you remind me?",
    ] {
        assert_eq!(understand(unclear), RemindUnclear, "{unclear}");
    }
}

#[test]
fn reminders_in_chinese() {
    for (written, after, text) in [
        ("20分钟后提醒我喝水", 20 * MINUTE, "喝水"),
        ("20 分钟后提醒我喝水", 20 * MINUTE, "喝水"),
        ("２０分钟后提醒我喝水", 20 * MINUTE, "喝水"),
        ("二十分钟后提醒我喝水", 20 * MINUTE, "喝水"),
        ("二十分钟后提醒我", 20 * MINUTE, ""),
        ("提醒我二十五分钟之后关火", 25 * MINUTE, "关火"),
        ("请在三十秒后提醒我看锅。", 30 * SECOND, "看锅"),
        ("半小时后提醒我开会", 30 * MINUTE, "开会"),
        ("半个小时以后提醒我开会", 30 * MINUTE, "开会"),
        ("一个半小时后开会", 90 * MINUTE, "开会"),
        ("两个半小时后提醒我", 150 * MINUTE, ""),
        ("一小时半后提醒我", 90 * MINUTE, ""),
        ("1.5小时后提醒我", 90 * MINUTE, ""),
        ("1小时30分钟后提醒我出门", 90 * MINUTE, "出门"),
        ("两天后提醒我交作业", 2 * DAY, "交作业"),
        ("九十九分钟后提醒我", 99 * MINUTE, ""),
        ("一百二十分钟后提醒我", 120 * MINUTE, ""),
        ("一百零五秒后提醒我", 105 * SECOND, ""),
        ("十五分钟后", 15 * MINUTE, ""),
        ("一刻钟后叫我", 15 * MINUTE, "叫我"),
        ("一周后提醒我浇花", 7 * DAY, "浇花"),
        ("再过十分钟提醒我下楼", 10 * MINUTE, "下楼"),
        ("喝水，20分钟后提醒我", 20 * MINUTE, "喝水"),
        ("可以十分钟后提醒我给妈妈打电话吗？", 10 * MINUTE, "给妈妈打电话"),
        ("〇秒后提醒我", 0, ""),
    ] {
        assert_eq!(understand(written), remind(after, text), "{written}");
    }
    for unclear in [
        "提醒我",
        "明天提醒我开会",
        "每天九点提醒我喝水",
        "下周一上午九点提醒我开会",
        "周五下午三点提醒我",
        "十月一号八点提醒我",
        "二十五点提醒我",
        "过几分钟提醒我",
        "提醒我喝水",
    ] {
        assert_eq!(understand(unclear), RemindUnclear, "{unclear}");
    }
}

#[test]
fn times_of_the_clock() {
    for (written, wanted) in [
        (
            "remind me tomorrow at 9 to call the doctor",
            at(Some(1), 9, 0, true, "call the doctor"),
        ),
        ("remind me at 9 tomorrow to call", at(Some(1), 9, 0, true, "call")),
        (
            "remind me to call Ann tomorrow morning at 9",
            at(Some(1), 9, 0, false, "call Ann"),
        ),
        (
            "remind me tomorrow at 9 in the morning to call",
            at(Some(1), 9, 0, false, "call"),
        ),
        ("remind me at 17:30 to leave", at(None, 17, 30, false, "leave")),
        ("remind me at 5 to leave", at(None, 5, 0, true, "leave")),
        ("remind me at five to leave", at(None, 5, 0, true, "leave")),
        ("Remind me at 5pm today: leave", at(Some(0), 17, 0, false, "leave")),
        ("remind me at half past 5 to leave", at(None, 5, 30, true, "leave")),
        ("remind me at 12 am to sleep", at(None, 0, 0, false, "sleep")),
        ("remind me at noon to eat", at(None, 12, 0, false, "eat")),
        ("remind me tonight at 8 to call", at(Some(0), 20, 0, false, "call")),
        (
            "remind me this evening at 8 o'clock to call",
            at(Some(0), 20, 0, false, "call"),
        ),
        ("tomorrow at 10:15 dentist", at(Some(1), 10, 15, true, "dentist")),
        (
            "remind me the day after tomorrow at 16:00 to go",
            at(Some(2), 16, 0, false, "go"),
        ),
        ("明天上午九点提醒我开会", at(Some(1), 9, 0, false, "开会")),
        ("明天9点提醒我开会", at(Some(1), 9, 0, true, "开会")),
        ("提醒我明天早上八点半吃药", at(Some(1), 8, 30, false, "吃药")),
        ("下午五点提醒我接孩子", at(None, 17, 0, false, "接孩子")),
        ("今晚8点一刻提醒我看球", at(Some(0), 20, 15, false, "看球")),
        ("晚上十二点提醒我睡觉", at(None, 24, 0, false, "睡觉")),
        ("中午12点提醒我吃饭", at(None, 12, 0, false, "吃饭")),
        ("中午一点提醒我", at(None, 13, 0, false, "")),
        ("后天 17：30 提醒我交报告", at(Some(2), 17, 30, false, "交报告")),
        ("九点二十分提醒我出门", at(None, 9, 20, true, "出门")),
        ("三点提醒我", at(None, 3, 0, true, "")),
        ("明早七点跑步", at(Some(1), 7, 0, false, "跑步")),
    ] {
        assert_eq!(understand(written), wanted, "{written}");
    }
}

#[test]
fn a_wish_may_speak_of_anything() {
    for (written, wanted) in [
        ("20分钟后提醒我取消预订", remind(20 * MINUTE, "取消预订")),
        ("十分钟后提醒我看服务器状态", remind(10 * MINUTE, "看服务器状态")),
        (
            "remind me in 5 minutes to cancel the reminder app",
            remind(5 * MINUTE, "cancel the reminder app"),
        ),
        (
            "remind me in 20 minutes to check every door",
            remind(20 * MINUTE, "check every door"),
        ),
        ("remind me in an hour to 买菜", remind(HOUR, "买菜")),
        ("取消明天九点的提醒", Cancel(None)),
        ("把提醒2删掉", Cancel(Some(2))),
    ] {
        assert_eq!(understand(written), wanted, "{written}");
    }
}

#[test]
fn lists_and_cancelling() {
    for (written, wanted) in [
        ("list my reminders", Reminders),
        ("my reminders", Reminders),
        ("Show me all reminders", Reminders),
        ("what reminders do I have?", Reminders),
        ("我的提醒", Reminders),
        ("我有哪些提醒？", Reminders),
        ("看看提醒", Reminders),
        ("cancel reminder 2", Cancel(Some(2))),
        ("Delete the reminder number 12, please", Cancel(Some(12))),
        ("cancel reminder two", Cancel(Some(2))),
        ("cancel a reminder", Cancel(None)),
        ("cancel all my reminders", CancelAll),
        ("取消提醒 2", Cancel(Some(2))),
        ("取消第十二个提醒", Cancel(Some(12))),
        ("删除提醒３", Cancel(Some(3))),
        ("取消一下提醒", Cancel(None)),
        ("取消所有提醒", CancelAll),
    ] {
        assert_eq!(understand(written), wanted, "{written}");
    }
}

#[test]
fn small_talk_and_the_servers_state() {
    for (written, wanted) in [
        ("Hello!", Hello),
        ("hi there", Hello),
        ("Good morning", Hello),
        ("你好", Hello),
        ("您好！", Hello),
        ("早上好呀", Hello),
        ("你好，Selkie", Hello),
        ("thanks", Thanks),
        ("Thank you very much!", Thanks),
        ("谢谢你啊", Thanks),
        ("bye", Goodbye),
        ("再见", Goodbye),
        ("晚安", Goodbye),
        ("help", About),
        ("What can you do?", About),
        ("Who are you", About),
        ("你是谁？", About),
        ("你能做什么？", About),
        ("帮助", About),
        ("server status", State),
        ("How is the server?", State),
        ("how's the server doing", State),
        ("What is the state of the server?", State),
        ("服务器状态", State),
        ("服务器怎么样？", State),
        ("告诉我服务器的情况", State),
    ] {
        assert_eq!(understand(written), wanted, "{written}");
    }
}

#[test]
fn questions_are_questions() {
    for question in [
        "",
        "?",
        "👍",
        "How do I set a reminder?",
        "how can I cancel a reminder",
        "how do I see the server status",
        "hello, how do I change my password?",
        "thanks to whom?",
        "In which city do you live?",
        "Is it possible to see the server's address",
        "怎么设置提醒？",
        "如何取消提醒",
        "怎么查看服务器状态",
        "你好，怎么修改密码？",
        "三天后服务器会关吗",
        "两个人可以视频吗",
        "谢谢是什么意思",
        "in 20 parsecs",
        "二二十分钟",
    ] {
        assert_eq!(
            understand(question),
            Request::Question(question.to_owned()),
            "{question}"
        );
    }
}

#[test]
fn whatever_is_written_is_understood_in_some_way() {
    let long = "一二三百十半个".repeat(2_000);
    for strange in [
        "remind me in 99999999999999999999 days to go",
        "99999999999999999999999天后提醒我",
        "remind me in 1.2.3 minutes",
        "1..5小时后提醒我",
        "in in in 5 5 5",
        "in",
        "in a",
        "half a",
        "半",
        "十后",
        "百百十后提醒我",
        "\u{202e}\u{0}\n\n提醒我",
        "in 5 minutes \u{1f469}\u{200d}\u{1f467} remind me",
        &long,
    ] {
        understand(strange);
    }
    for endless in [
        "remind me in 99999999999999999999 days to go",
        "99999999999999999999天后提醒我",
    ] {
        let Request::Remind { when, .. } = understand(endless) else {
            panic!("{endless}");
        };
        let due = when.due(0, &jiff::tz::TimeZone::UTC).unwrap();
        assert!(due > 365 * DAY, "so that it is refused as too long");
    }
}
