//! Names of all kinds, at the client and at the bare doors.

use client::error::Code;
use client::requests::NewAccount;
use serde_json::json;
use world::{Device, World, both};

async fn registers(device: &Device, world: &World, account: &str, nickname: &str) -> Result<(), Code> {
    let new = NewAccount {
        address: world.address(),
        account: account.into(),
        password: "a long secret".into(),
        nickname: nickname.into(),
        ..NewAccount::default()
    };
    device
        .client()
        .register(new)
        .await
        .map(|_| ())
        .map_err(|problem| problem.code)
}

#[test]
fn account_names_are_short_and_plain() {
    both(async |world: &World| {
        let device = world.device("mallory", "laptop").await;
        let long = "a".repeat(10_000);
        let bad = [
            "",
            "ab",
            &long,
            "two words",
            "line\nbreak",
            "a\u{202e}lice",
            "a\u{200b}lice",
            "🦭🦭🦭",
            "a_b:c/../d",
        ];
        for account in bad {
            let refused = registers(&device, world, account, "Mallory").await;
            assert_eq!(refused, Err(Code::BadAccountName), "{account:.20?}");
        }
        assert!(device.client().accounts().is_empty());
        assert_eq!(registers(&device, world, "mallory", "Mallory").await, Ok(()));
    });
}

#[test]
fn nicknames_are_visible_and_of_a_sensible_length() {
    both(async |world: &World| {
        let device = world.device("mallory", "laptop").await;
        for nickname in [
            "",
            "   ",
            "\n\n",
            "\u{200b}\u{200d}\u{feff}",
            "\u{202e}\u{2066}",
            &"n".repeat(10_000),
        ] {
            let refused = registers(&device, world, "mallory", nickname).await;
            assert_eq!(refused, Err(Code::BadNickname), "{nickname:.20?}");
        }
        for (number, nickname) in ["张三", "🦭", "Zoë Ünlü", "محمد", "a", "O'Brien <b>"]
            .into_iter()
            .enumerate()
        {
            let account = format!("mallory{number}");
            assert_eq!(
                registers(&device, world, &account, nickname).await,
                Ok(()),
                "{nickname}"
            );
            let view = device
                .client()
                .accounts()
                .into_iter()
                .find(|view| view.account == account);
            assert_eq!(view.expect("The account").nickname, nickname);
        }
    });
}

#[test]
fn the_server_does_not_rely_on_the_client_for_it() {
    both(async |world: &World| {
        let stranger = world.visitor("stranger");
        let register = async |account: &str, nickname: &str| {
            let user =
                json!({"account": account, "password": "0123456789abcdef0123456789abcdef", "nickname": nickname});
            let body = json!({"user": user, "platform": 7, "autoLogin": true, "deviceID": ""});
            stranger.call("/chat/account/register", None, &body).await["errCode"]
                .as_i64()
                .expect("A code")
        };
        let long = "n".repeat(10_000);
        for (account, nickname) in [
            ("", "Mallory"),
            (&*long, "Mallory"),
            ("line\nbreak", "Mallory"),
            ("a\u{202e}lice", "Mallory"),
            ("mallory", &*long),
            ("mallory", ""),
            ("mallory", "\u{200b}"),
        ] {
            assert_ne!(register(account, nickname).await, 0, "{account:.20?} {nickname:.20?}");
        }
        assert_eq!(register("mallory", "Mallory").await, 0);
    });
}

#[test]
fn passwords_are_neither_short_nor_endless() {
    both(async |world: &World| {
        let device = world.device("mallory", "laptop").await;
        for password in ["", "seven77", &"p".repeat(129)] {
            let refused = device.register("mallory", password).await;
            assert_eq!(
                refused.err().expect("A refusal").code,
                Code::BadPassword,
                "{password:.20?}"
            );
        }
        let strange = "пароль 密码 🔑\u{200b}\n\"'";
        device
            .register("mallory", strange)
            .await
            .expect("A strange and good password");
        let phone = world.device("mallory", "phone").await;
        phone.sign_in("mallory", strange).await.expect("The same again");
    });
}
