//! The ceiling of the network part: a bare tokio-tungstenite echo in a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::closed_loop::{self, Figures};
use crate::wire;

/// Listens, says where, and echoes until it is killed.
pub async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("A free port");
    println!("http://{}", listener.local_addr().expect("An address"));
    let mut sockets = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.expect("A connection");
        sockets.spawn(async move {
            stream.set_nodelay(true).expect("A socket option");
            let mut socket = tokio_tungstenite::accept_async(stream).await.expect("An upgrade");
            while let Some(Ok(message)) = socket.next().await {
                if message.is_binary() && socket.send(message).await.is_err() {
                    return;
                }
            }
        });
    }
}

struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub async fn measure(sessions: usize, window: u64, duration: Duration) -> Figures {
    let program = std::env::current_exe().expect("This program");
    let mut child = Command::new(program)
        .arg("echo-server")
        .stdout(Stdio::piped())
        .spawn()
        .expect("The echo starts");
    let out = child.stdout.take().expect("Its output");
    let _process = Process(child);
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line).expect("Its address");
    let mut sockets = Vec::new();
    for _ in 0..sessions {
        sockets.push(wire::dial(line.trim(), "/").await);
    }
    let request = |index: usize, number| wire::send_frame(&format!("{}", 1_000_000 + index), "2000000", number);
    closed_loop::run(sockets, window, duration, request, |_| true).await
}
