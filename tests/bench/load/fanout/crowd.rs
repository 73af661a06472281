//! Everybody who hears: so many sockets that are read, and which message all have.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::{FutureExt as _, SinkExt as _, StreamExt as _};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::idle::HEARTBEAT;
use crate::wire::{self, Socket};

/// Messages whose arrival is counted at one time.
const COUNTED: usize = 64;
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Crowd {
    shared: Arc<Shared>,
    all_have: watch::Receiver<(u64, Instant)>,
    _listening: JoinSet<()>,
}

struct Shared {
    listeners: u64,
    /// How many have it, by the message's number.
    arrived: [AtomicU64; COUNTED],
    last: Mutex<Vec<u8>>,
}

impl Crowd {
    pub fn new(sockets: Vec<Socket>) -> Self {
        let shared = Arc::new(Shared {
            listeners: sockets.len() as u64,
            arrived: [const { AtomicU64::new(0) }; COUNTED],
            last: Mutex::default(),
        });
        let (tell, all_have) = watch::channel((0, Instant::now()));
        let mut listening = JoinSet::new();
        for socket in sockets {
            listening.spawn(listen(socket, Arc::clone(&shared), tell.clone()));
        }
        Self {
            shared,
            all_have,
            _listening: listening,
        }
    }

    pub fn len(&self) -> usize {
        self.shared.listeners as usize
    }

    /// When the last got this message. They come in order, so whoever has it has all before.
    pub async fn all_have(&mut self, number: u64) -> Instant {
        let waits = self.all_have.wait_for(|(all, _)| *all >= number);
        timeout(PATIENCE, waits)
            .await
            .expect("Everybody gets it")
            .expect("Somebody listens")
            .1
    }

    /// The bytes in which the last message came.
    pub fn last(&self) -> Vec<u8> {
        self.shared.last.lock().expect("No panic").clone()
    }

    /// Takes what has come to a socket by now.
    pub async fn drain(&self, socket: &mut Socket) {
        while let Some(Some(frame)) = socket.next().now_or_never() {
            frame.expect("A frame");
        }
    }
}

async fn listen(mut socket: Socket, shared: Arc<Shared>, tell: watch::Sender<(u64, Instant)>) {
    let mut number: u64 = 0;
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    loop {
        let frame = tokio::select! {
            biased;
            frame = wire::next(&mut socket) => frame,
            _ = heartbeat.tick() => {
                socket.send(Message::Ping(Default::default())).await.expect("A heartbeat");
                continue;
            }
        };
        assert!(wire::says_it(&frame), "nothing else comes");
        number += 1;
        let slot = &shared.arrived[number as usize % COUNTED];
        if slot.fetch_add(1, Ordering::AcqRel) + 1 == shared.listeners {
            slot.store(0, Ordering::Release);
            *shared.last.lock().expect("No panic") = frame;
            tell.send_replace((number, Instant::now()));
        }
    }
}
