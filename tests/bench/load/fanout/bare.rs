//! The ceiling: what comes in at one socket goes out at all others, by bare tokio-tungstenite in a process of its own.
//! As many tasks as there are processors share the sockets, so that nothing but the writing is left.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::SplitSink;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, broadcast};
use tokio::task::JoinSet;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

type Out = SplitSink<WebSocketStream<TcpStream>, Message>;
/// Sockets by their numbers.
type Share = Arc<Mutex<Vec<(usize, Out)>>>;

/// Frames that wait for a share of the sockets.
const QUEUE: usize = 64;

/// Listens, says where, and spreads until it is killed.
pub async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("A free port");
    println!("http://{}", listener.local_addr().expect("An address"));
    let shares: Vec<Share> = (0..std::thread::available_parallelism().map_or(2, usize::from))
        .map(|_| Arc::default())
        .collect();
    let (spread, _) = broadcast::channel::<(usize, Bytes)>(QUEUE);
    let mut tasks = JoinSet::new();
    for share in &shares {
        tasks.spawn(write(Arc::clone(share), spread.subscribe()));
    }
    for number in 0_usize.. {
        let (stream, _) = listener.accept().await.expect("A connection");
        stream.set_nodelay(true).expect("A socket option");
        let socket = tokio_tungstenite::accept_async(stream).await.expect("An upgrade");
        let (out, mut from) = socket.split();
        shares[number % shares.len()].lock().await.push((number, out));
        let spread = spread.clone();
        tasks.spawn(async move {
            while let Some(Ok(message)) = from.next().await {
                if let Message::Binary(bytes) = message {
                    spread.send((number, bytes)).expect("Somebody who writes");
                }
            }
        });
    }
}

/// All that waits goes out with one flush, as whoever has more than one frame for a socket does it.
async fn write(share: Share, mut frames: broadcast::Receiver<(usize, Bytes)>) {
    loop {
        let mut waiting = vec![frames.recv().await.expect("No frame is lost")];
        while let Ok(more) = frames.try_recv() {
            waiting.push(more);
        }
        for (number, out) in share.lock().await.iter_mut() {
            for (_, frame) in waiting.iter().filter(|(from, _)| from != number) {
                out.feed(Message::Binary(frame.clone())).await.expect("Sending");
            }
            out.flush().await.expect("Sending");
        }
    }
}

pub struct Process {
    child: Child,
    pub address: String,
}

impl Process {
    pub fn start() -> Self {
        let program = std::env::current_exe().expect("This program");
        let mut child = Command::new(program)
            .arg("fanout-server")
            .stdout(Stdio::piped())
            .spawn()
            .expect("The fan-out starts");
        let out = child.stdout.take().expect("Its output");
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).expect("Its address");
        Self {
            child,
            address: line.trim().to_owned(),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
