//! Reminders: set, listed, cancelled, and said when they are due. A reminder is said and forgotten in one write, so it
//! is neither lost nor said twice. Reads no clock.

use db::Tx;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::answers::Asker;
use super::understanding::When;
use super::{Language, Voice, is_refusal};
use crate::app::store::reminders::{self, Reminder};
use crate::im::{Failure, UserId};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const SHORTEST: i64 = SECOND;
const LONGEST: i64 = 365 * DAY;
const LONGEST_TEXT: usize = 500;
/// Open ones of one person.
const MOST: usize = 50;
/// Said with an excuse from here on.
const LATE: i64 = MINUTE;
/// Said in one turn.
const AT_ONCE: u32 = 20;

/// Answers with what is said about it.
pub(super) fn set(tx: &Tx<'_>, asker: &Asker, when: When, text: &str, now: i64) -> Result<String, Failure> {
    let Asker {
        user, language, zone, ..
    } = asker;
    let Some(due) = when.due(now, zone) else {
        let clock = clock(now, zone, now, *language);
        return Ok(language.pick(
            format!("That is past: it is {clock} now."),
            format!("这个时间已经过了，现在是{clock}。"),
        ));
    };
    if !(SHORTEST..=LONGEST).contains(&(due - now)) {
        return Ok(language
            .pick(
                "I can remind you from one second up to a year ahead.",
                "提醒的时间最短一秒，最长一年。",
            )
            .to_owned());
    }
    if text.chars().count() > LONGEST_TEXT {
        return Ok(language.pick(
            format!("That is too long for a reminder; {LONGEST_TEXT} characters are the most."),
            format!("提醒的内容太长了，最多 {LONGEST_TEXT} 个字。"),
        ));
    }
    if reminders::of(tx, &user.0)?.len() >= MOST {
        return Ok(language.pick(
            format!("You have {MOST} open reminders, and I keep no more. \"cancel reminder 1\" makes room."),
            format!("你已经有 {MOST} 个提醒了，不能再多。可以用「取消提醒 1」去掉一个。"),
        ));
    }
    let number = reminders::insert(
        tx,
        &Reminder {
            id: 0,
            user_id: user.0.clone(),
            number: 0,
            text: text.to_owned(),
            language: language.tag().to_owned(),
            due,
        },
    )?;
    let when = match when {
        When::After(_) => {
            let span = span(due - now, *language);
            language.pick(format!("in {span}"), format!("{}后", span.trim_start()))
        }
        When::At(_) => moment(due, zone, now, *language),
    };
    let text = match (text, language) {
        ("", _) => String::new(),
        (text, Language::English) => format!(": {text}"),
        (text, Language::Chinese) => format!("：{text}"),
    };
    Ok(language.pick(
        format!("I will remind you {when}{text} (reminder {number})"),
        format!("好的，{when}提醒你{text}（提醒 {number}）"),
    ))
}

/// A time to come, by the clock and by how long that is: whoever is in another time zone than he seems to be sees it by
/// the latter.
fn moment(due: i64, zone: &TimeZone, now: i64, language: Language) -> String {
    let (clock, span) = (clock(due, zone, now, language), span((due - now).max(SECOND), language));
    language.pick(
        format!("{clock}, in {span}"),
        format!("{clock}（{}后）", span.trim_start()),
    )
}

/// A time as the clock of a person shows it.
fn clock(time: i64, zone: &TimeZone, now: i64, language: Language) -> String {
    let there = |time| Timestamp::from_millisecond(time).map(|time| time.to_zoned_datetime(zone.clone()).datetime());
    let (Ok(time), Ok(now)) = (there(time), there(now)) else {
        return String::new();
    };
    let hour = format!("{:02}:{:02}", time.hour(), time.minute());
    if time.date() == now.date() {
        return language.pick(format!("today at {hour}"), format!("今天 {hour}"));
    }
    if now.date().tomorrow().is_ok_and(|tomorrow| tomorrow == time.date()) {
        return language.pick(format!("tomorrow at {hour}"), format!("明天 {hour}"));
    }
    language.pick(
        format!("on {} at {hour}", time.date()),
        format!("{} 月 {} 日 {hour}", time.month(), time.day()),
    )
}

/// What it understands, for who asked in another way.
pub(super) fn forms(language: Language) -> &'static str {
    language.pick(
        "When? I remind once, for example \"remind me in 20 minutes to call mum\", \"remind me to pay in 3 days\", \"remind me \
         tomorrow at 9 to call the doctor\", \"remind me at 17:30 to leave\". Days of the week, dates and \"every day\" I do \
         not understand.",
        "什么时候呢？我只提醒一次，可以这样说：「20分钟后提醒我喝水」「三天后提醒我浇花」「明天上午九点提醒我开会」「下午五点半提醒我接\
         孩子」。星期几、几月几号和“每天”我还不懂。",
    )
}

pub(super) fn list(tx: &Tx<'_>, asker: &Asker, now: i64) -> Result<String, Failure> {
    let language = asker.language;
    let open = reminders::of(tx, &asker.user.0)?;
    let Some(first) = open.first().map(|reminder| reminder.number) else {
        return Ok(language.pick("You have no reminders.", "你现在没有提醒。").to_owned());
    };
    let line = |reminder: &Reminder| {
        let when = moment(reminder.due, &asker.zone, now, language);
        let (number, text) = (reminder.number, &reminder.text);
        let text = if text.is_empty() { "…" } else { text };
        language.pick(format!("{number}. {when}: {text}"), format!("{number}. {when}：{text}"))
    };
    let lines = open.iter().map(line).collect::<Vec<_>>().join("\n");
    Ok(language.pick(
        format!("Your reminders:\n{lines}\n\"cancel reminder {first}\" cancels one."),
        format!("你的提醒：\n{lines}\n想取消就说「取消提醒 {first}」。"),
    ))
}

/// Without a number the only one is meant.
pub(super) fn cancel(tx: &Tx<'_>, asker: &Asker, number: Option<i64>, now: i64) -> Result<String, Failure> {
    let open = reminders::of(tx, &asker.user.0)?;
    let number = match (number, open.as_slice()) {
        (Some(number), _) => number,
        (None, [only]) => only.number,
        (None, _) => return list(tx, asker, now),
    };
    match open.iter().find(|reminder| reminder.number == number) {
        Some(reminder) => {
            reminders::delete(tx, reminder.id)?;
            Ok(asker.language.pick(
                format!("Reminder {number} is cancelled."),
                format!("提醒 {number} 已取消。"),
            ))
        }
        None => Ok(asker.language.pick(
            format!("You have no reminder {number}. \"list my reminders\" shows all."),
            format!("没有提醒 {number}。说「我的提醒」可以看到全部。"),
        )),
    }
}

pub(super) fn cancel_all(tx: &Tx<'_>, asker: &Asker) -> Result<String, Failure> {
    reminders::delete_all(tx, &asker.user.0)?;
    Ok(asker
        .language
        .pick("You have no reminders any more.", "提醒已全部取消。")
        .to_owned())
}

/// The two largest units that say something.
pub(super) fn span(ms: i64, language: Language) -> String {
    let units = [
        (DAY, "day", "天"),
        (HOUR, "hour", "小时"),
        (MINUTE, "minute", "分钟"),
        (SECOND, "second", "秒"),
    ];
    let mut left = ms.max(0);
    let mut parts = Vec::new();
    for (unit, english, chinese) in units {
        let count = left / unit;
        left %= unit;
        if count > 0 {
            let plural = if count == 1 { "" } else { "s" };
            parts.push(language.pick(format!("{count} {english}{plural}"), format!(" {count} {chinese}")));
        } else if !parts.is_empty() {
            break;
        }
        if parts.len() == 2 {
            break;
        }
    }
    match (parts.is_empty(), language) {
        (true, _) => language.pick("less than a second", "不到一秒").to_owned(),
        (false, Language::English) => parts.join(" "),
        (false, Language::Chinese) => parts.concat(),
    }
}

fn said(reminder: &Reminder, now: i64) -> String {
    let language = Language::of(&reminder.language);
    let late = now - reminder.due;
    let text = match reminder.text.as_str() {
        "" => language.pick("the time has come.", "时间到了。"),
        text => text,
    };
    if late < LATE {
        return language.pick(format!("Reminder: {text}"), format!("提醒：{text}"));
    }
    let late = span(late, language);
    language.pick(
        format!("Reminder, {late} late, which I am sorry for: {text}"),
        format!("提醒（晚了{late}，抱歉）：{text}"),
    )
}

impl Voice {
    /// Says what is due; when the next one is, if there is one.
    pub(super) async fn remind(&self) -> Result<Option<i64>, Failure> {
        loop {
            let now = self.door.now();
            let (due, next) = self
                .door
                .db()
                .read(move |connection| {
                    let due = reminders::due(connection, now, AT_ONCE)?;
                    Ok::<_, Failure>((due, reminders::next(connection)?))
                })
                .await?;
            if due.is_empty() {
                return Ok(next);
            }
            for reminder in due {
                self.say(reminder, now).await?;
            }
        }
    }

    async fn say(&self, reminder: Reminder, now: i64) -> Result<(), Failure> {
        let (door, robot) = (self.door.clone(), self.robot.clone());
        self.door
            .db()
            .write(move |tx| {
                // Cancelled since it was read.
                if !reminders::delete(tx, reminder.id)? {
                    return Ok(());
                }
                let to = UserId(reminder.user_id.clone());
                match door.say_in(tx, &robot, &to, &said(&reminder, now)) {
                    // Who is gone or blocks the robot needs no reminder.
                    Err(failure) if !is_refusal(&failure) => Err(failure),
                    _ => Ok(()),
                }
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_two_units() {
        for (ms, english, chinese) in [
            (0, "less than a second", "不到一秒"),
            (SECOND, "1 second", " 1 秒"),
            (90 * SECOND, "1 minute 30 seconds", " 1 分钟 30 秒"),
            (20 * MINUTE, "20 minutes", " 20 分钟"),
            (90 * MINUTE, "1 hour 30 minutes", " 1 小时 30 分钟"),
            (2 * HOUR + 5 * SECOND, "2 hours", " 2 小时"),
            (DAY + HOUR + MINUTE, "1 day 1 hour", " 1 天 1 小时"),
            (365 * DAY, "365 days", " 365 天"),
        ] {
            assert_eq!(span(ms, Language::English), english);
            assert_eq!(span(ms, Language::Chinese), chinese);
        }
    }

    #[test]
    fn what_is_late_says_so() {
        let mut reminder = Reminder {
            id: 1,
            user_id: "a".into(),
            number: 1,
            text: "call mum".into(),
            language: "en".into(),
            due: 0,
        };
        assert_eq!(said(&reminder, MINUTE - 1), "Reminder: call mum");
        assert_eq!(
            said(&reminder, 3 * HOUR),
            "Reminder, 3 hours late, which I am sorry for: call mum"
        );
        reminder.language = "zh-CN".into();
        reminder.text = String::new();
        assert_eq!(said(&reminder, 0), "提醒：时间到了。");
        assert_eq!(said(&reminder, 2 * DAY), "提醒（晚了 2 天，抱歉）：时间到了。");
    }
}
