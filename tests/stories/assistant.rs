//! The assistant, as people meet it: it greets, explains, reminds over crashes, tells an administrator about the server,
//! and keeps its composure. In plain mode there is none.

use world::{Device, Plan, World, simulate, transcript};

const ASSISTANT: &str = "selkie";
const HOUR_MS: i64 = 60 * 60 * 1000;

fn told(story: impl AsyncFn(&World)) {
    simulate(Plan::seeded(1).assisted(), story);
}

/// A new person, who chose a language and lives where it is spoken, or at least understood.
async fn newcomer(world: &World, name: &str, language: &str) -> Device {
    let device = world.device(name, "laptop").await;
    let password = format!("{name}'s own secret");
    let zone = if language == "zh-CN" {
        "Asia/Shanghai"
    } else {
        "Europe/Berlin"
    };
    device
        .register_in(name, &password, Some(language), Some(zone))
        .await
        .expect("Registering");
    device
}

async fn open(device: &Device) -> String {
    let opened = device.client().open_conversation(&device.account(), ASSISTANT).await;
    opened.expect("Opening a conversation").id
}

async fn writes(device: &Device, text: &str) {
    let conversation = open(device).await;
    device
        .client()
        .send_text(&device.account(), &conversation, text)
        .await
        .expect("Saying something");
}

/// What the assistant said, oldest first.
async fn heard(device: &Device) -> Vec<String> {
    let messages = device.history_of(&open(device).await).await;
    let said = messages.iter().filter(|message| !message.mine);
    said.map(transcript::line)
        .map(|line| line.strip_prefix("Selkie: ").expect("Its name").to_owned())
        .collect()
}

/// Says something, and what came back.
async fn asks(world: &World, device: &Device, text: &str) -> String {
    let before = heard(device).await.len();
    writes(device, text).await;
    world.settle().await;
    let mut answers = heard(device).await.split_off(before);
    assert_eq!(answers.len(), 1, "{text}: {answers:?}");
    answers.remove(0)
}

#[test]
fn somebody_new_is_greeted_once_in_his_language() {
    told(async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        let lilei = newcomer(world, "lilei", "zh-CN").await;
        // At once: before anybody has come round to anything, the server dies.
        world.server.crash().await;
        world.server.start().await;
        world.settle().await;
        for device in [&alice, &lilei] {
            device.restart().await;
        }
        world.settle().await;
        let (hers, his) = (heard(&alice).await, heard(&lilei).await);
        assert_eq!((hers.len(), his.len()), (1, 1));
        assert!(hers[0].starts_with("Hello! I am the Selkie assistant"), "{hers:?}");
        assert!(his[0].starts_with("你好！我是 Selkie 助手"), "{his:?}");
        let list = alice.conversations().await;
        assert_eq!((list.len(), list[0].unread), (1, 1));
        assert!(alice.list().await.starts_with("Selkie (1): Hello!"));
        assert_eq!(alice.find("Selkie").await[0].user_id, ASSISTANT);
    });
}

#[test]
fn questions_are_answered_from_the_help_in_their_language_or_not_at_all() {
    told(async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        world.settle().await;
        assert!(
            asks(world, &alice, "How do I change my password?")
                .await
                .contains("\"Change the password\"")
        );
        assert!(asks(world, &alice, "怎么修改密码？").await.contains("“修改密码”"));
        assert!(
            asks(world, &alice, "Who won the world cup?")
                .await
                .starts_with("I do not know that.")
        );
        assert!(
            asks(world, &alice, "谁赢了世界杯？")
                .await
                .starts_with("这个我不知道。")
        );
        assert_eq!(asks(world, &alice, "thanks!").await, "You are welcome.");
        assert!(asks(world, &alice, "👍").await.starts_with("I do not know that."));
        // What it has read, it says that it has read.
        let messages = alice.history_of(&open(&alice).await).await;
        let own = messages.iter().filter(|message| message.mine);
        assert!(
            own.into_iter()
                .all(|message| transcript::line(message).ends_with(" ✓✓"))
        );
    });
}

#[test]
fn a_reminder_outlives_crashes_and_comes_once() {
    told(async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        let lilei = newcomer(world, "lilei", "zh-CN").await;
        world.settle().await;
        let set = asks(world, &alice, "remind me in 20 minutes to call mum").await;
        assert_eq!(set, "I will remind you in 20 minutes: call mum (reminder 1)");
        let set = asks(world, &lilei, "三小时后提醒我喝水").await;
        assert_eq!(set, "好的，3 小时后提醒你：喝水（提醒 1）");
        world.server.crash().await;
        world.server.start().await;
        world.pass(20 * 60).await;
        world.settle().await;
        assert_eq!(heard(&alice).await.last().unwrap(), "Reminder: call mum");
        // At its time the server is off; later it says that it is late.
        world.server.crash().await;
        world.pass(5 * 60 * 60).await;
        world.server.start().await;
        world.settle().await;
        world.server.crash().await;
        world.server.start().await;
        world.settle().await;
        let his = heard(&lilei).await;
        let late = his
            .iter()
            .filter(|line| line.ends_with("：喝水") && line.starts_with("提醒（晚了 2 小时"));
        assert_eq!(late.count(), 1, "{his:?}");
        assert_eq!(
            heard(&alice)
                .await
                .iter()
                .filter(|line| line.starts_with("Reminder"))
                .count(),
            1
        );
        assert_eq!(asks(world, &alice, "my reminders").await, "You have no reminders.");
    });
}

#[test]
fn reminders_are_listed_cancelled_and_follow_the_clock() {
    told(async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        world.settle().await;
        asks(world, &alice, "remind me in 2 days to pay the rent").await;
        asks(world, &alice, "in 10 hours feed the cat").await;
        let list = asks(world, &alice, "list my reminders").await;
        let lines: Vec<&str> = list.split('⏎').collect();
        assert!(
            lines[1].starts_with("2. today at ")
                && lines[1].contains(", in 9 hours")
                && lines[1].ends_with(": feed the cat"),
            "{list}"
        );
        assert!(
            lines[2].starts_with("1. on ") && lines[2].contains(", in 1 day") && lines[2].ends_with(": pay the rent"),
            "{list}"
        );
        assert_eq!(
            asks(world, &alice, "cancel reminder 1").await,
            "Reminder 1 is cancelled."
        );
        assert!(asks(world, &alice, "取消提醒 7").await.starts_with("没有提醒 7。"));
        for unclear in [
            "remind me tomorrow to eat",
            "remind me every day at 9 to eat",
            "remind me in 2 years",
        ] {
            assert!(asks(world, &alice, unclear).await.starts_with("When?"), "{unclear}");
        }
        assert!(
            asks(world, &alice, "remind me in 500 days to eat")
                .await
                .contains("up to a year")
        );
        assert!(
            asks(world, &alice, "remind me in 0 seconds to eat")
                .await
                .contains("one second")
        );
        let long = format!("in 5 minutes {}", "x".repeat(501));
        assert!(asks(world, &alice, &long).await.starts_with("That is too long"));
        // Somebody sets the server's clock.
        world.server.clock.jump(11 * HOUR_MS);
        world.settle().await;
        let last = heard(&alice).await.pop().unwrap();
        assert!(
            last.starts_with("Reminder, 1 hour") && last.ends_with(": feed the cat"),
            "{last}"
        );
    });
}

#[test]
fn a_time_of_the_clock_is_that_of_ones_own_clock() {
    told(async |world: &World| {
        // It is midnight in Greenwich.
        let alice = newcomer(world, "alice", "en").await;
        let lilei = newcomer(world, "lilei", "zh-CN").await;
        world.settle().await;
        let set = asks(world, &lilei, "明天上午九点提醒我开会").await;
        assert_eq!(set, "好的，明天 09:00（1 天后）提醒你：开会（提醒 1）");
        let set = asks(world, &alice, "remind me at half past three to go to sleep").await;
        assert_eq!(
            set,
            "I will remind you today at 03:30, in 2 hours 29 minutes: go to sleep (reminder 1)"
        );
        let past = asks(world, &lilei, "今天早上七点提醒我跑步").await;
        assert!(past.starts_with("这个时间已经过了，现在是今天 08:0"), "{past}");
        world.pass(25 * 60 * 60).await;
        world.settle().await;
        assert_eq!(heard(&lilei).await.last().unwrap(), "提醒：开会");
        assert_eq!(heard(&alice).await.last().unwrap(), "Reminder: go to sleep");
    });
}

#[test]
fn nobody_fills_the_server_with_reminders() {
    told(async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        world.settle().await;
        for number in 1..=50 {
            let answer = asks(world, &alice, "in 9 days something").await;
            assert!(answer.ends_with(&format!("(reminder {number})")), "{answer}");
        }
        assert!(
            asks(world, &alice, "in 9 days something")
                .await
                .starts_with("You have 50 open reminders")
        );
        asks(world, &alice, "cancel all reminders").await;
        assert!(
            asks(world, &alice, "in 9 days something")
                .await
                .ends_with("(reminder 1)")
        );
    });
}

#[test]
fn only_an_administrator_is_told_how_the_server_is() {
    let mut plan = Plan::seeded(1).assisted();
    plan.config.first_is_admin = true;
    simulate(plan, async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        let bob = newcomer(world, "bob", "en").await;
        world.settle().await;
        let state = asks(world, &alice, "server status").await;
        let lines: Vec<&str> = state.split('⏎').collect();
        assert!(lines[0].starts_with("Selkie server "), "{state}");
        // Two greetings and the question.
        assert_eq!(
            lines[1..4],
            ["Accounts: 2", "People online: 2 (on 2 devices)", "Messages: 3"],
            "{state}"
        );
        assert!(
            lines[4].starts_with("Data on disk: ") && !lines[4].ends_with(" 0 B"),
            "{state}"
        );
        assert!(
            asks(world, &bob, "服务器状态")
                .await
                .starts_with("服务器的情况我只告诉管理员")
        );
        let accounts = world.server.server().apps().default_app().clone();
        accounts.accounts.set_administrator("bob", true).await.unwrap();
        accounts.accounts.set_administrator("alice", false).await.unwrap();
        assert!(asks(world, &bob, "服务器状态").await.contains("账号：2"));
        assert!(
            asks(world, &alice, "server status")
                .await
                .contains("administrators only")
        );
    });
}

#[test]
fn a_flood_is_answered_up_to_a_number_and_stops_nobody_else() {
    told(async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        let bob = newcomer(world, "bob", "en").await;
        world.settle().await;
        for number in 0..300 {
            writes(&alice, &format!("flood {number}")).await;
        }
        assert!(asks(world, &bob, "hello").await.starts_with("Hello! What"));
        world.settle().await;
        let hers = heard(&alice).await;
        let fast = hers.iter().filter(|line| line.starts_with("You write faster")).count();
        assert_eq!(
            (hers.len(), fast),
            (1 + 20 + 1, 1),
            "the greeting, the answers, the request to wait"
        );
        world.pass(60).await;
        assert!(asks(world, &alice, "hello").await.starts_with("Hello! What"));
    });
}

#[test]
fn what_was_asked_when_the_server_died_is_answered_once() {
    told(async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        world.settle().await;
        for round in 0..20 {
            let before = heard(&alice).await.len();
            writes(&alice, "in 9 days something").await;
            // Dies somewhere between the question and its answer.
            tokio::time::sleep(std::time::Duration::from_millis(round * 7)).await;
            world.server.crash().await;
            world.server.start().await;
            world.settle().await;
            assert_eq!(heard(&alice).await.len(), before + 1, "round {round}");
            world.pass(60).await;
        }
        let list = asks(world, &alice, "my reminders").await;
        assert_eq!(list.matches("something").count(), 20, "{list}");
    });
}

#[test]
fn a_plain_server_has_no_assistant() {
    simulate(Plan::seeded(2).assisted().plain(), async |world: &World| {
        let alice = newcomer(world, "alice", "en").await;
        world.settle().await;
        assert_eq!(alice.list().await, "");
        assert!(alice.find(ASSISTANT).await.is_empty());
    });
}
