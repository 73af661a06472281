//! What client and server note, down to the finest: nothing of what people wrote, of who they are, of what lets them in.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use client::requests::PasswordReset;
use tracing_subscriber::EnvFilter;
use world::{Plan, World, simulate};

#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<u8>>>);

impl Write for Notes {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What was noted while these acts went on.
fn noted(acts: impl FnOnce()) -> String {
    let notes = Notes::default();
    let writer = notes.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("warn,client=trace,server=trace,db=trace,protocol=trace"))
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::with_default(subscriber, acts);
    let bytes = notes.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn nobody_reads_in_the_logs_what_was_written_by_whom() {
    let secrets = Mutex::new(Vec::new());
    let notes = noted(|| {
        simulate(Plan::seeded(11), async |world: &World| {
            let alice = world.person("wilhelmina").await;
            let bob = world.person("bartholomew").await;
            alice.says(&bob, "the heron stands still").await;
            bob.says(&alice, "苍鹭一动不动").await;
            world.settle().await;
            bob.reads(&alice).await;
            alice.link.cut();
            alice.says(&bob, "a fish is overdue").await;
            alice.find("bartholomew").await;
            world.pass(600).await;
            alice.restart().await;
            alice.link.mend();
            world.settle().await;
            alice.link.swallow();
            alice.says(&bob, "the heron has gone").await;
            world.pass(600).await;
            alice.link.mend();
            world.settle().await;

            // What goes wrong is noted sooner than what goes well.
            let phone = world.device("wilhelmina", "phone").await;
            phone.sign_in("wilhelmina", "a mistyped lullaby").await.unwrap_err();
            phone
                .sign_in("nobody-of-this-name", "a mistyped lullaby")
                .await
                .unwrap_err();
            let apps = world.app_server();
            apps.admit("zacharias", "zacharias").await;
            let token = apps.token("zacharias").await;
            let guest = world.device("zacharias", "laptop").await;
            guest.sign_in_with_token("zacharias", &token, None).await.unwrap();
            apps.force_logout("zacharias").await;
            world.settle().await;
            guest.sign_in_with_token("zacharias", &token, None).await.unwrap_err();
            let code = alice.recovery_code.clone().unwrap().to_string();
            let reset = PasswordReset {
                address: world.address(),
                account: "wilhelmina".into(),
                recovery_code: code.clone(),
                new_password: "another lullaby".into(),
                ..PasswordReset::default()
            };
            phone.client().reset_password(reset).await.unwrap();
            world.settle().await;
            secrets.lock().unwrap().extend([token, code]);
        });
    });
    for noted in ["Migrated", "on this device only"] {
        assert!(notes.contains(noted), "Not noted: {noted}\n{notes}");
    }
    let mut secrets = secrets.into_inner().unwrap();
    assert_eq!(secrets.len(), 2);
    secrets.extend(
        [
            "heron",
            "苍鹭",
            "overdue",
            "secret",
            "lullaby",
            "wilhelmina",
            "bartholomew",
            "zacharias",
            "nobody-of",
        ]
        .map(str::to_owned),
    );
    for secret in secrets {
        let told: Vec<_> = notes.lines().filter(|line| line.contains(&secret)).collect();
        assert!(told.is_empty(), "The logs say {secret}:\n{}", told.join("\n"));
    }
}
