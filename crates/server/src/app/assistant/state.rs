//! The state of the server in words, for administrators. Knows where none of the figures comes from.

use std::time::Duration;

use super::Language;
use super::reminders::span;
use crate::im::Figures;

const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn told(accounts: i64, figures: Figures, up: Duration, language: Language) -> String {
    let Figures {
        people_online,
        devices_online,
        messages,
        bytes,
    } = figures;
    let up = span(i64::try_from(up.as_millis()).unwrap_or(i64::MAX), language);
    let size = size(bytes);
    language.pick(
        format!(
            "Selkie server {VERSION}, running for {up}\nAccounts: {accounts}\nPeople online: {people_online} (on \
             {devices_online} {})\nMessages: {messages}\nData on disk: {size}",
            if devices_online == 1 { "device" } else { "devices" }
        ),
        format!(
            "Selkie 服务器 {VERSION}，已运行{up}\n账号：{accounts}\n在线：{people_online} 人（{devices_online} 台设备）\n\
             消息：{messages}\n占用磁盘：{size}"
        ),
    )
}

pub(super) fn not_told(language: Language) -> &'static str {
    language.pick(
        "I tell the server's state to its administrators only, and you are not one. Whoever runs the server makes somebody \
         one with \"selkie-server user admin NAME on\".",
        "服务器的情况我只告诉管理员，你的账号不是管理员。运行服务器的人可以用「selkie-server user admin NAME on」设置管理员。",
    )
}

fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut tenths = bytes / 100;
    let mut unit = "kB";
    for larger in UNITS.into_iter().skip(1) {
        if tenths < 10_000 {
            break;
        }
        tenths /= 1000;
        unit = larger;
    }
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        for (bytes, words) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 kB"),
            (999_999, "999.9 kB"),
            (1_000_000, "1.0 MB"),
            (12_345_678, "12.3 MB"),
            (9_870_000_000, "9.8 GB"),
            (5_000_000_000_000_000, "5000.0 TB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }

    #[test]
    fn every_figure_is_told_in_both_languages() {
        let figures = Figures {
            people_online: 3,
            devices_online: 4,
            messages: 56,
            bytes: 7_800_000,
        };
        let up = Duration::from_secs(90_000);
        assert_eq!(
            told(12, figures, up, Language::English),
            format!(
                "Selkie server {VERSION}, running for 1 day 1 hour\nAccounts: 12\nPeople online: 3 (on 4 \
                 devices)\nMessages: 56\nData on disk: 7.8 MB"
            )
        );
        assert_eq!(
            told(12, figures, up, Language::Chinese),
            format!(
                "Selkie 服务器 {VERSION}，已运行 1 天 1 小时\n账号：12\n在线：3 人（4 台设备）\n消息：56\n占用磁盘：7.8 MB"
            )
        );
    }
}
