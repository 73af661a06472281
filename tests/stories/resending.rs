//! The same message sent again, at the bare gateway: Selkie's server takes it for the same, a plain one does not.

use prost::Message as _;
use protocol::ids::conversation_id;
use protocol::pb::SendMsgResp;
use world::session::Session;
use world::{AppServer, World, both};

const ID: &str = "0123456789abcdef0123456789abcdef";

async fn two(world: &World) -> (AppServer, Session, Session) {
    let apps = world.app_server();
    for user in ["gina", "hugo"] {
        apps.admit(user, user).await;
    }
    let gina = Session::open(&apps.visitor, "gina", &apps.token("gina").await).await;
    let hugo = Session::open(&apps.visitor, "hugo", &apps.token("hugo").await).await;
    (apps, gina, hugo)
}

#[test]
fn one_id_sent_twice_is_one_message_with_one_answer() {
    both(async |world: &World| {
        let (_apps, mut gina, mut hugo) = two(world).await;
        let first = SendMsgResp::decode(&*gina.says("hugo", ID, "once").await.1).expect("An answer");
        world.pass(5).await;
        let second = SendMsgResp::decode(&*gina.says("hugo", ID, "once").await.1).expect("An answer");
        let rows = world.server_rows(&conversation_id::single("gina", "hugo"));
        let pushed: usize = hugo.pushes().await.iter().map(|push| push.msgs.len()).sum();
        if world.is_plain() {
            assert_eq!((rows.len(), pushed), (2, 2), "a plain server does not look at the id");
        } else {
            assert_eq!((rows.len(), pushed), (1, 1));
            assert_eq!(first, second);
        }
    });
}

#[test]
fn one_id_in_two_conversations_is_refused_and_never_told_to_be_sent() {
    both(async |world: &World| {
        let (apps, mut gina, _hugo) = two(world).await;
        apps.admit("iris", "iris").await;
        let mut iris = Session::open(&apps.visitor, "iris", &apps.token("iris").await).await;
        assert_eq!(gina.says("hugo", ID, "for hugo").await.0, 0);
        let code = gina.says("iris", ID, "for iris").await.0;
        let rows = world.server_rows(&conversation_id::single("gina", "iris"));
        let pushed: usize = iris.pushes().await.iter().map(|push| push.msgs.len()).sum();
        if world.is_plain() {
            assert_eq!(
                (code, rows.len(), pushed),
                (0, 1, 1),
                "a plain server does not look at the id"
            );
        } else {
            assert_eq!((code, rows.len(), pushed), (1003, 0, 0));
        }
        assert_eq!(world.server_rows(&conversation_id::single("gina", "hugo")).len(), 1);
    });
}

#[test]
fn one_id_of_two_senders_is_two_messages() {
    both(async |world: &World| {
        let (_apps, mut gina, mut hugo) = two(world).await;
        assert_eq!(gina.says("hugo", ID, "mine").await.0, 0);
        assert_eq!(hugo.says("gina", ID, "mine too").await.0, 0);
        assert_eq!(world.server_rows(&conversation_id::single("gina", "hugo")).len(), 2);
    });
}

#[test]
fn a_device_that_sends_gets_its_own_message_pushed_with_its_seq() {
    both(async |world: &World| {
        let (_apps, mut gina, _hugo) = two(world).await;
        assert_eq!(gina.says("hugo", ID, "hello").await.0, 0);
        let seqs: Vec<i64> = gina
            .pushes()
            .await
            .iter()
            .flat_map(|push| push.msgs.values())
            .flat_map(|list| list.msgs.iter().map(|message| message.seq))
            .collect();
        assert_eq!(seqs, [1]);
    });
}
