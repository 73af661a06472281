//! What a mail with a code says, in the language of whoever asked for it. Knows no code's rules and no courier.

use super::codes::Purpose;
use super::language::Language;
use super::names;

/// A subject and a body.
pub(crate) type Words = (String, String);

/// The code stands in the body alone: subjects are shown on locked screens and kept in the logs of relays.
pub(crate) fn code(language: Language, server: &str, purpose: &Purpose, code: &str) -> Words {
    let server = shown(server);
    match language {
        Language::English => {
            let what = match purpose {
                Purpose::Register => "create an account on",
                Purpose::SignIn => "sign in to",
                Purpose::Reset => "set a new password on",
                Purpose::Prove(_) => "add this address to your account on",
            };
            (
                format!("Your code for {server}"),
                format!(
                    "{code}\n\nThis is your code to {what} {server}. It is valid for five minutes and works once.\n\n\
                     Give it to nobody, whoever asks for it. If you did not ask for it, you need not do anything.\n"
                ),
            )
        }
        Language::Chinese => {
            let what = match purpose {
                Purpose::Register => "注册账号",
                Purpose::SignIn => "登录",
                Purpose::Reset => "设置新密码",
                Purpose::Prove(_) => "为账号绑定此邮箱",
            };
            (
                format!("{server} 验证码"),
                format!(
                    "{code}\n\n这是你在“{server}”{what}的验证码，五分钟内有效，只能使用一次。\n\n\
                     请勿告诉任何人。如果不是你本人操作，可以忽略这封邮件。\n"
                ),
            )
        }
    }
}

/// Instead of a code: an account has the address already. Only who reads the mails of that address learns it.
pub(crate) fn taken(language: Language, server: &str, purpose: &Purpose) -> Words {
    let server = shown(server);
    let registers = *purpose == Purpose::Register;
    match language {
        Language::English => {
            let what = if registers {
                "create an account with this address on"
            } else {
                "add this address to another account on"
            };
            (
                format!("Your account on {server}"),
                format!(
                    "Somebody, probably you, wanted to {what} {server}. There is an account with this address already, so \
                     that no code was sent.\n\nYou can sign in to it with a code, or set a new password.\n\n\
                     If it was not you, you need not do anything.\n"
                ),
            )
        }
        Language::Chinese => {
            let what = if registers {
                "用此邮箱注册新账号"
            } else {
                "将此邮箱绑定到另一个账号"
            };
            (
                format!("你在 {server} 的账号"),
                format!(
                    "有人（可能是你）想在“{server}”{what}。此邮箱已属于一个账号，因此没有发送验证码。\n\n\
                     你可以用验证码登录该账号，或设置新密码。\n\n如果不是你本人操作，可以忽略这封邮件。\n"
                ),
            )
        }
    }
}

/// The owner's word for his server, on one line.
fn shown(server: &str) -> String {
    names::nickname(server).unwrap_or_else(|| "Selkie".to_owned())
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use super::*;
    use crate::im::UserId;

    #[test]
    fn the_code_stands_in_the_body_alone_and_a_subject_is_one_line() {
        let purposes = [
            Purpose::Register,
            Purpose::SignIn,
            Purpose::Reset,
            Purpose::Prove(UserId("1".into())),
        ];
        for language in [Language::English, Language::Chinese] {
            for purpose in &purposes {
                let (subject, body) = code(language, "海豹小队\r\nBcc: all@b.cn", purpose, "042137");
                assert!(
                    subject.contains("海豹小队") && !subject.contains(['\r', '\n']),
                    "{subject}"
                );
                assert!(!subject.contains("042137") && body.starts_with("042137\n"), "{body}");
                let (subject, body) = taken(language, "", purpose);
                assert!(subject.contains("Selkie") && !body.contains("042137"), "{subject}");
            }
        }
    }

    #[test]
    fn languages_are_known_by_their_tags() {
        for tag in ["zh", "zh-CN", "ZH-Hans-CN"] {
            assert_eq!(Language::of(tag), Language::Chinese);
        }
        for tag in ["", "en", "fr-CH", &"zh".repeat(1_000)] {
            assert_eq!(Language::of(tag), Language::English);
        }
    }
}
