//! Durable messages a second: acknowledged after the sync, next to bare SQLite and a bare echo.

use std::time::Duration;

use world::process::ServerProcess;

use crate::Numbers;
use crate::closed_loop::{self, Figures};
use crate::people::Rest;
use crate::{echo, sqlite, wire};

pub async fn measure(numbers: &Numbers) {
    let sessions = numbers.get("sessions", 32);
    let window = numbers.get("window", 16);
    let seconds = Duration::from_secs(numbers.get("seconds", 10));
    println!(
        "{sessions} sessions, {window} sends under way each, {} s each",
        seconds.as_secs()
    );
    let folder = tempfile::tempdir().expect("A folder");
    let raw = sqlite::measure(folder.path(), sessions * window, seconds / 2);
    println!(
        "{:<28} {raw:>9.0} /s   ({} rows a commit)",
        "bare SQLite",
        sessions * window
    );
    let bare = echo::measure(usize::try_from(sessions).expect("A number"), window, seconds).await;
    bare.print("bare tokio-tungstenite echo");
    let figures = messages(sessions, window, seconds).await;
    figures.print("selkie-server, durable");
    println!("that is {:.0} % of bare SQLite", 100.0 * figures.per_second() / raw);
    let alone = messages(1, 1, seconds / 2).await;
    alone.print("one session, one at a time");
}

async fn messages(sessions: u64, window: u64, duration: Duration) -> Figures {
    let folder = tempfile::tempdir().expect("A folder");
    let server = ServerProcess::start(folder.path(), "127.0.0.1:0").expect("The server starts");
    let mut rest = Rest::open(&server.address, folder.path()).await;
    // One more, or a single session would write to itself.
    let users = rest.users(1_000_000, sessions + 1).await;
    let ids: Vec<String> = users.iter().map(|user| user.user_id.clone()).collect();
    let mut sockets = Vec::new();
    for user in users.iter().take(usize::try_from(sessions).expect("A number")) {
        sockets.push(wire::session(&server.address, &user.user_id, &user.token).await);
    }
    let request = move |index: usize, number| wire::send_frame(&ids[index], &ids[index + 1], number);
    closed_loop::run(sockets, window, duration, request, wire::is_answer).await
}
