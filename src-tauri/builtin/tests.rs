//! The server inside the app, with real data folders and real sockets on this machine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{path::Path, time::Duration};

use client::{
    error::{Code, Problem},
    settings::Settings,
    view::{BuiltinState, BuiltinView, Registration},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
};

use super::{Builtin, Listening};
use crate::invitation;

const PATIENCE: Duration = Duration::from_secs(60);

/// One profile: its choices, its server, what it was told.
struct Profile {
    settings: watch::Sender<Settings>,
    builtin: Builtin,
    told: mpsc::UnboundedReceiver<BuiltinView>,
}

impl Profile {
    fn new(base: &Path, change: impl FnOnce(&mut Settings)) -> Self {
        let mut first = Settings::default();
        first.builtin.on = true;
        change(&mut first);
        let settings = watch::Sender::new(first);
        let (tell, told) = mpsc::unbounded_channel();
        let builtin = Builtin::new(base, settings.subscribe(), move |view| {
            let _ = tell.send(view);
        });
        Self {
            settings,
            builtin,
            told,
        }
    }

    /// The next view of this state.
    async fn told(&mut self, state: BuiltinState) -> BuiltinView {
        let mut passed = Vec::new();
        let find = async {
            while let Some(view) = self.told.recv().await {
                if view.state == state {
                    return view;
                }
                passed.push(view.state);
            }
            panic!("Nothing is told any more")
        };
        let found = tokio::time::timeout(PATIENCE, find).await;
        found.unwrap_or_else(|_| panic!("Never {state:?} after {passed:?}"))
    }
}

/// The first line that the server at this address answers with; none where nobody listens.
async fn healthz(view: &BuiltinView) -> Option<String> {
    let place = view.address.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(place).await.ok()?;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {place}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    answer.lines().next().map(str::to_owned)
}

#[tokio::test]
async fn one_profile_runs_it_and_the_next_takes_over() {
    let base = tempfile::tempdir().unwrap();
    let mut one = Profile::new(base.path(), |_| {});
    let first = one.told(BuiltinState::Running).await;
    assert_eq!(healthz(&first).await.unwrap(), "HTTP/1.1 200 OK");
    assert_eq!(first.network, None);
    assert_eq!(one.builtin.view(), first);

    let mut two = Profile::new(base.path(), |_| {});
    let seen = two.told(BuiltinState::Elsewhere).await;
    assert_eq!(seen.address, first.address);
    assert_eq!(two.builtin.back_up().await, Err(Problem::from(Code::FolderInUse)));

    one.builtin.close().await;
    let second = two.told(BuiltinState::Running).await;
    assert_eq!(second.address, first.address);
    assert_eq!(healthz(&second).await.unwrap(), "HTTP/1.1 200 OK");

    two.settings.send_modify(|settings| settings.builtin.on = false);
    two.told(BuiltinState::Off).await;
    assert_eq!(healthz(&second).await, None);
    two.builtin.close().await;
}

#[tokio::test]
async fn a_port_that_people_know_is_waited_for() {
    let base = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let listening = Listening {
        port: taken.local_addr().unwrap().port(),
        server_id: String::new(),
        network_port: None,
        fingerprint: None,
    };
    server::private::make_folder(&base.path().join("server")).unwrap();
    listening.write(&base.path().join("server")).unwrap();
    let mut one = Profile::new(base.path(), |_| {});
    one.told(BuiltinState::Failed { code: Code::PortTaken }).await;
    drop(taken);
    let view = one.told(BuiltinState::Running).await;
    assert_eq!(view.address, listening.address());
    one.builtin.close().await;
}

#[tokio::test]
async fn an_invitation_leads_to_the_network_and_admits_one() {
    let base = tempfile::tempdir().unwrap();
    let mut one = Profile::new(base.path(), |settings| {
        settings.builtin.registration = Registration::Invite
    });
    one.told(BuiltinState::Running).await;
    assert_eq!(
        one.builtin.invite("4681756462".into()).await,
        Err(Problem::from(Code::NoPermission))
    );

    one.settings.send_modify(|settings| settings.builtin.network = true);
    one.told(BuiltinState::Starting).await;
    let network = one.told(BuiltinState::Running).await.network.unwrap();
    match one.builtin.invite("4681756462".into()).await {
        Ok(made) => {
            let read = invitation::read(&made.link).unwrap();
            assert_eq!(read.fingerprint, network.fingerprint);
            assert!(network.addresses.starts_with(&read.addresses), "{read:?}");
            assert_eq!(read.code.len(), 23, "{read:?}");
            assert_eq!(read.inviter, "4681756462");
            let next = invitation::read(&one.builtin.invite("4681756462".into()).await.unwrap().link).unwrap();
            assert_ne!(next.code, read.code);
        }
        // A machine without a network has nowhere to invite to.
        Err(problem) => {
            assert_eq!((problem.code, network.addresses.len()), (Code::Network, 0));
        }
    }
    one.settings
        .send_modify(|settings| settings.builtin.registration = Registration::Closed);
    one.told(BuiltinState::Starting).await;
    one.told(BuiltinState::Running).await;
    let refused = one.builtin.invite("4681756462".into()).await.unwrap_err().code;
    assert!(
        matches!(refused, Code::RegistrationClosed | Code::Network),
        "{refused:?}"
    );
    one.builtin.close().await;
}

#[tokio::test]
async fn a_copy_is_put_back_by_its_name_only() {
    let base = tempfile::tempdir().unwrap();
    let mut one = Profile::new(base.path(), |_| {});
    let before = one.told(BuiltinState::Running).await;
    let made = one.builtin.back_up().await.unwrap();
    assert_eq!(one.builtin.backups().await.unwrap(), std::slice::from_ref(&made));
    for name in ["", ".", "..", "../server", "nothing"] {
        let refused = one.builtin.restore(name.to_owned()).await;
        assert_eq!(refused, Err(Problem::from(Code::NotFound)), "{name:?}");
    }
    one.builtin.restore(made.name.clone()).await.unwrap();
    // The answer to the next wish comes when the server runs again.
    let next = one.builtin.back_up().await.unwrap();
    assert_eq!(one.builtin.view(), before);
    assert_eq!(healthz(&before).await.unwrap(), "HTTP/1.1 200 OK");
    // The two, and what was replaced.
    assert_eq!(one.builtin.backups().await.unwrap().len(), 3);

    one.settings.send_modify(|settings| settings.builtin.on = false);
    one.told(BuiltinState::Off).await;
    one.builtin.restore(next.name).await.unwrap();
    one.builtin.back_up().await.unwrap();
    assert_eq!(one.builtin.backups().await.unwrap().len(), 5);
    assert_eq!(one.builtin.view().state, BuiltinState::Off);
    one.builtin.close().await;
}

#[tokio::test]
async fn damaged_data_is_said_and_a_copy_heals_it() {
    let base = tempfile::tempdir().unwrap();
    let mut one = Profile::new(base.path(), |_| {});
    let before = one.told(BuiltinState::Running).await;
    let made = one.builtin.back_up().await.unwrap();
    one.builtin.close().await;
    let apps = std::fs::read_dir(base.path().join("server/apps")).unwrap().flatten();
    let mut databases = apps.map(|app| app.path().join("app.db"));
    let database = databases.find(|path| path.is_file()).unwrap();
    std::fs::write(&database, "what the disk made of it").unwrap();

    let mut two = Profile::new(base.path(), |_| {});
    let failed = BuiltinState::Failed {
        code: Code::DamagedData,
    };
    two.told(failed).await;
    two.builtin.restore(made.name).await.unwrap();
    let after = two.told(BuiltinState::Running).await;
    assert_eq!(after.address, before.address);
    assert_eq!(healthz(&after).await.unwrap(), "HTTP/1.1 200 OK");
    two.builtin.close().await;
}
