//! Chinese wants. Knows no answer.

mod clock;
mod duration;

use std::ops::Range;

use super::Request;
use super::when::When;
use super::words::without;
use duration::{duration, is_of_number, number};

/// Words that ask how something is done: not a wish for it.
const HOW: [&str; 5] = ["怎么", "如何", "怎样", "为什么", "咋"];

pub(super) fn understand(text: &str) -> Option<Request> {
    let bare: String = text.chars().filter(|character| character.is_alphanumeric()).collect();
    if let Some(talk) = small_talk(&bare.to_lowercase()) {
        return Some(talk);
    }
    if asks_how(&bare) {
        return None;
    }
    let has = |any: &[&str]| any.iter().any(|piece| bare.contains(piece));
    let wish = bare.find("提醒");
    let undo = CANCELS.iter().filter_map(|word| bare.find(word)).min();
    // "取消明天的提醒", and not "明天提醒我取消".
    let cancels = wish.is_some() && undo.is_some_and(|undo| Some(undo) < wish || !has(&["提醒我", "提醒一下我"]));
    if !cancels
        && let Some((when, place)) = when(text)
        && (wish.is_some() || begins_with(text, &place) && !asks(text))
    {
        if matches!(when, When::At(_)) && other_day(&bare) {
            return Some(Request::RemindUnclear);
        }
        let text = what(text, place);
        return Some(Request::Remind { when, text });
    }
    if cancels {
        return Some(match has(&["全部", "所有", "都"]) {
            true => Request::CancelAll,
            // Of "tomorrow at nine" the nine is no number of a reminder.
            false if when(text).is_some() => Request::Cancel(None),
            false => Request::Cancel(first_number(&bare.replace("一下", ""))),
        });
    }
    if has(&LISTS) || bare == "提醒" {
        return Some(Request::Reminders);
    }
    if has(&["提醒我", "提醒一下我"]) {
        return Some(Request::RemindUnclear);
    }
    let state = has(&["状态", "状况", "情况", "运行多久", "统计"]) || bare.ends_with("怎么样");
    (has(&["服务器"]) && state).then_some(Request::State)
}

const CANCELS: [&str; 5] = ["取消", "删除", "删掉", "撤销", "去掉"];

fn asks(text: &str) -> bool {
    text.trim_end().ends_with(['吗', '？', '?', '呢'])
}

/// Whether a day is said that is not counted from today, or more than one: a reminder comes once.
fn other_day(bare: &str) -> bool {
    const OTHER: [&str; 12] = [
        "每天",
        "每日",
        "每周",
        "每月",
        "每年",
        "每晚",
        "每早",
        "星期",
        "礼拜",
        "下周",
        "下个月",
        "昨天",
    ];
    let characters: Vec<char> = bare.chars().collect();
    let named = characters.windows(2).any(|pair| match pair {
        ['周', day] => "一二三四五六日天末".contains(*day),
        [number, '月' | '号'] => number.is_ascii_digit() || "一二三四五六七八九十".contains(*number),
        _ => false,
    });
    named || OTHER.iter().any(|word| bare.contains(word))
}

const LISTS: [&str; 9] = [
    "我的提醒",
    "提醒列表",
    "列出提醒",
    "查看提醒",
    "看看提醒",
    "哪些提醒",
    "什么提醒",
    "所有提醒",
    "全部提醒",
];

fn asks_how(bare: &str) -> bool {
    HOW.iter().any(|how| bare.replace("怎么样", "").contains(how))
}

fn small_talk(bare: &str) -> Option<Request> {
    let bare = bare.trim_end_matches(['呀', '啊', '吧', '哦', '呢', '了', '哈']);
    let bare = bare.strip_suffix("selkie").unwrap_or(bare);
    Some(match bare {
        "你好" | "您好" | "嗨" | "哈喽" | "喂" | "在吗" | "早" | "早上好" | "上午好" | "中午好" | "下午好"
        | "晚上好" => Request::Hello,
        "谢谢" | "谢谢你" | "谢谢您" | "多谢" | "感谢" | "非常感谢" | "太感谢" | "好的谢谢" | "辛苦" => {
            Request::Thanks
        }
        "再见" | "拜拜" | "回头见" | "晚安" => Request::Goodbye,
        "你是谁" | "你是什么" | "你是机器人吗" | "你是真人吗" | "你叫什么" | "你叫什么名字" | "你能做什么"
        | "你会做什么" | "你会什么" | "你能干什么" | "你可以做什么" | "你有什么功能" | "帮助" | "帮我" | "帮帮我"
        | "我可以问什么" => Request::About,
        _ => return None,
    })
}

/// The first time that is said, and which bytes say it.
fn when(text: &str) -> Option<(When, Range<usize>)> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |at: usize| characters.get(at).map_or(text.len(), |(byte, _)| *byte);
    let bare: Vec<char> = characters.iter().map(|(_, character)| *character).collect();
    let inside = |at: usize| {
        at.checked_sub(1)
            .and_then(|before| bare.get(before))
            .is_some_and(is_of_number)
    };
    (0..bare.len()).filter(|at| !inside(*at)).find_map(|at| {
        let (when, start, end) = match span(&bare, at) {
            Some((ms, start, end)) => (When::After(ms), start, end),
            None => {
                let (time, read) = clock::clock(bare.get(at..)?)?;
                (When::At(time), at, at + read)
            }
        };
        Some((when, byte(start)..byte(end)))
    })
}

/// From now on how long, with where it begins and ends; the number stands at `at`.
fn span(bare: &[char], at: usize) -> Option<(i64, usize, usize)> {
    let follows = |at: usize, piece: &str| {
        let there = bare.iter().skip(at).take(piece.chars().count());
        there.copied().eq(piece.chars())
    };
    let (ms, read) = duration(bare.get(at..)?)?;
    let mut end = at + read;
    while follows(end, " ") {
        end += 1;
    }
    let passed = at > 0 && bare.get(at - 1) == Some(&'过');
    let after = ["之后", "以后", "过后", "后"].iter().find(|piece| follows(end, piece));
    match after {
        Some(piece) => end += piece.chars().count(),
        None if passed => {}
        None => return None,
    }
    let start = ["再过", "过", "在", "等"].iter().find_map(|before| {
        let start = at.checked_sub(before.chars().count())?;
        follows(start, before).then_some(start)
    });
    Some((ms, start.unwrap_or(at), end))
}

/// Whether nothing of weight stands before.
fn begins_with(text: &str, place: &Range<usize>) -> bool {
    let before = text.get(..place.start).unwrap_or_default();
    before
        .chars()
        .all(|character| "请麻烦帮我，, 那就大概".contains(character))
}

/// What is left to be said when the time has come.
fn what(text: &str, when: Range<usize>) -> String {
    let mut cut = vec![when];
    for wish in ["提醒一下我", "提醒我一下", "提醒我", "提醒一下", "提醒"] {
        if let Some(at) = text.find(wish) {
            cut.push(at..at + wish.len());
            break;
        }
    }
    let left = without(text, cut);
    let mut left = left.as_str();
    loop {
        let shorter = [
            "请",
            "麻烦你",
            "麻烦",
            "帮我",
            "你能",
            "可以",
            "能",
            "记得",
            "要",
            "让我",
            "，",
            ",",
            " ",
        ]
        .iter()
        .find_map(|first| left.strip_prefix(first))
        .or_else(|| {
            ["吗", "吧", "？", "?", "，", "。", " "]
                .iter()
                .find_map(|last| left.strip_suffix(last))
        });
        match shorter {
            Some(shorter) => left = shorter,
            None => return left.to_owned(),
        }
    }
}

fn first_number(bare: &str) -> Option<i64> {
    let characters: Vec<char> = bare.chars().collect();
    (0..characters.len()).find_map(|at| {
        let (thousandths, _) = number(characters.get(at..)?)?;
        Some(thousandths / 1000)
    })
}
