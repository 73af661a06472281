//! What goes first when several things can.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use futures_util::StreamExt as _;
use protocol::envelope::{Codec, Encoding};
use protocol::frame;
use protocol::handshake::Handshake;
use protocol::platform::LINUX;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::Role;

use super::Talk;
use crate::im::Push;
use crate::openim::gateway::admit;
use crate::openim::gateway::answer::Answer;
use crate::testing::World;

const CODEC: Codec = Codec {
    encoding: Encoding::Json,
    gzip: false,
};

/// OpenIM's SDK counts its own message as unread when its push comes before its answer.
#[tokio::test(start_paused = true)]
async fn the_answer_of_a_send_goes_before_its_push_and_others_do_not_wait() {
    let world = World::start().await;
    world.users(&["alice"]).await;
    let handshake = Handshake {
        user_id: "alice".to_owned(),
        token: world.token("alice", LINUX).await,
        platform_id: LINUX,
        operation_id: "test".to_owned(),
        background: false,
        codec: CODEC,
        respond: true,
        sdk_version: String::new(),
    };
    let app = world.server.apps().default_app();
    let joining = admit(&world.server, app, handshake).await.ok().unwrap();
    let session = world.im().join(joining).unwrap();
    let (near, far) = tokio::io::duplex(64 * 1024);
    let socket = WebSocketStream::from_raw_socket(near, Role::Server, None).await;
    let mut other = WebSocketStream::from_raw_socket(far, Role::Client, None).await;
    let mut talk = Talk::new(socket, world.im(), Arc::clone(&session));
    let (done, answered) = oneshot::channel();
    let send = Box::pin(async move { answered.await.unwrap() });
    let call: Arc<str> = "sending".into();
    talk.under_way.begin(Some(Arc::clone(&call)), send).await;
    let mut running = JoinSet::new();
    running.spawn(Box::new(talk).run());

    let mut read = async || other.next().await.unwrap().unwrap().into_data();
    let push = |of: Arc<str>| {
        let push = Arc::new(Push::new(Some(of), frame::PUSH, Vec::new));
        session.outlet.push(Arc::clone(&push));
        push.encoded(CODEC)
    };
    for others in ["another call", "sending"] {
        let others = push(others.into());
        assert_eq!(read().await, others, "whatever the call is named");
    }
    let own = push(call);
    // Whatever can be written now is written.
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    done.send(Answer::Reply(b"answer".to_vec())).ok().unwrap();
    assert_eq!(read().await, b"answer".as_slice());
    assert_eq!(read().await, own);
}
